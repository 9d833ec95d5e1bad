import Synchronization

/// Waits for work that may hang, no longer than one is willing to.
package enum Patience {
    /// Answers what the work answered, or `nil` when it took longer; it then goes on, and nobody waits for it.
    package static func wait<Result: Sendable>(
        atMost limit: Duration, for work: @escaping @Sendable () async -> Result
    ) async -> Result? {
        await withCheckedContinuation { answer in
            let isOpen = Mutex(true)
            let once: @Sendable (Result?) -> Void = { result in
                let isFirst = isOpen.withLock { isOpen in
                    defer { isOpen = false }
                    return isOpen
                }
                if isFirst { answer.resume(returning: result) }
            }
            let timer = Task {
                if (try? await Task.sleep(for: limit)) != nil { once(nil) }
            }
            Task {
                once(await work())
                timer.cancel()
            }
        }
    }
}

import Hummingbird
import Ledger
import Synchronization

/// For whoever watches over the server.
enum Health {
    /// It answers, so it lives. Asks no database.
    @Sendable
    static func live(_ visit: Visit) async throws -> Response {
        visit.site.text("ok\n")
    }

    /// Whether requests should be sent here: the database answers within two seconds and stands where this program expects it.
    @Sendable
    static func ready(_ visit: Visit) async throws -> Response {
        if await isReady(visit.site.ledger, within: .seconds(2)) { return visit.site.text("ok\n") }
        return visit.site.text("The database does not answer.\n", status: .serviceUnavailable)
    }

    private static func isReady(_ ledger: Ledger, within patience: Duration) async -> Bool {
        await withCheckedContinuation { answer in
            let isOpen = Mutex(true)
            let once: @Sendable (Bool) -> Void = { result in
                let isFirst = isOpen.withLock { isOpen in
                    defer { isOpen = false }
                    return isOpen
                }
                if isFirst { answer.resume(returning: result) }
            }
            let limit = Task {
                if (try? await Task.sleep(for: patience)) != nil { once(false) }
            }
            Task {
                once(await ledger.isReady())
                limit.cancel()
            }
        }
    }
}

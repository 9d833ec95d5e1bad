import Synchronization

/// Writes what stands beside the ledger in groups: while one group is made durable, the next gathers.
///
/// Each item is a few statements, the first of which tells whether it may be done: when it changes no row, the others are left out
/// and the item answers `false`. A statement that fails takes its whole group with it.
final class WriteQueue: Sendable {
    private struct Waiting: Sendable {
        let calls: [SQLCall]
        let answer: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var waiting: [Waiting] = []
        var isWriting = false
    }

    private let engine: any Engine
    private let state = Mutex(State())
    /// The most items that may wait: beyond, callers are told at once that it is not done.
    private let largest = 10_000
    /// The most items in one transaction.
    private static let group = 500

    init(engine: any Engine) {
        self.engine = engine
    }

    /// Answers once it is on stable storage; `false` when the first statement changed nothing, or nothing could be written.
    func write(_ calls: [SQLCall]) async -> Bool {
        await withCheckedContinuation { answer in
            let isFirst = state.withLock { state -> Bool? in
                guard state.waiting.count < largest else { return nil }
                state.waiting.append(Waiting(calls: calls, answer: answer))
                defer { state.isWriting = true }
                return !state.isWriting
            }
            switch isFirst {
            case nil: answer.resume(returning: false)
            case true?: Task { await self.drain() }
            case false?: break
            }
        }
    }

    private func drain() async {
        while true {
            let taken = state.withLock { state in
                let taken = Array(state.waiting.prefix(WriteQueue.group))
                state.waiting.removeFirst(taken.count)
                state.isWriting = !taken.isEmpty
                return taken
            }
            if taken.isEmpty { return }
            let results = await write(taken.map(\.calls))
            for (caller, isDone) in zip(taken, results) { caller.answer.resume(returning: isDone) }
        }
    }

    private func write(_ items: [[SQLCall]]) async -> [Bool] {
        do {
            return try await engine.write { connection in
                let firsts = items.compactMap(\.first)
                let isDone = try connection.run(firsts).map { $0 > 0 }
                try connection.send(zip(items, isDone).flatMap { $1 ? $0.dropFirst() : [] })
                return isDone
            }
        } catch {
            return items.map { _ in false }
        }
    }
}

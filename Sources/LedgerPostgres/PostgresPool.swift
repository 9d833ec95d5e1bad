import Dispatch
import Foundation
import Ledger
import Synchronization

/// Connections, each on a thread of its own, so that no thread of Swift's tasks ever waits for a server.
///
/// Threads and connections are made when they are needed. Work waits in line for a free one, at most as long as its deadline.
final class PostgresPool: Sendable {
    /// Work for a connection. Gets `nil` when the pool was closed.
    private struct Job: Sendable {
        let deadline: Deadline
        let work: @Sendable (PostgresSeat?, Deadline) -> Void
    }

    private struct State {
        var jobs: [Job] = []
        /// Where the line begins in `jobs`.
        var first = 0
        var threads = 0
        var idle = 0
        var isClosed = false
    }

    private let url: String
    private let settings: PostgresSettings
    private let most: Int
    private let patience: Duration
    private let state = Mutex(State())
    private let waiting = DispatchSemaphore(value: 0)

    /// - Parameters:
    ///   - most: connections at a time.
    ///   - patience: how long a piece of work may take, waiting in line included.
    init(url: String, settings: PostgresSettings, most: Int, patience: Duration) {
        self.url = url
        self.settings = settings
        self.most = most
        self.patience = patience
    }

    /// Runs `body` with a connection.
    ///
    /// - Parameter isRepeatable: whether `body` may run again when the connection broke although its COMMIT was on the way.
    func lend<Result: Sendable>(
        isRepeatable: Bool, _ body: @escaping @Sendable (PostgresLink) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { answer in
            enter(
                Job(deadline: Deadline(in: patience)) { seat, deadline in
                    answer.resume(
                        with: Swift.Result {
                            guard let seat else { throw EngineError.unreachable("it was closed.") }
                            return try seat.work(deadline, isRepeatable: isRepeatable, body)
                        })
                })
        }
    }

    private func enter(_ job: Job) {
        let needsThread = state.withLock { state -> Bool? in
            if state.isClosed { return nil }
            state.jobs.append(job)
            guard state.idle < state.jobs.count - state.first, state.threads < most else { return false }
            state.threads += 1
            return true
        }
        guard let needsThread else { return job.work(nil, job.deadline) }
        if needsThread { start() }
        waiting.signal()
    }

    private func start() {
        let thread = Thread { [self] in
            let seat = PostgresSeat(url: url, settings: settings)
            while let job = next() { job.work(seat, job.deadline) }
        }
        thread.name = "postgres"
        thread.stackSize = 1 << 20
        thread.start()
    }

    /// The next piece of work, or `nil` when the thread is to end.
    private func next() -> Job? {
        state.withLock { $0.idle += 1 }
        waiting.wait()
        return state.withLock { state in
            state.idle -= 1
            guard state.first < state.jobs.count else {
                state.threads -= 1
                return nil
            }
            let job = state.jobs[state.first]
            state.first += 1
            if state.first == state.jobs.count || state.first == 4_096 {
                state.jobs.removeFirst(state.first)
                state.first = 0
            }
            return job
        }
    }

    /// Lets what waits in line be done, then closes the connections.
    func close() {
        let threads = state.withLock { state in
            state.isClosed = true
            return state.threads
        }
        for _ in 0..<threads { waiting.signal() }
    }
}

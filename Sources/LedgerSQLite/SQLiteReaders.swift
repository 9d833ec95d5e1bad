import GRDB
import Ledger
import Synchronization

/// Connections that only read, lent to one caller at a time on the caller's own thread.
///
/// As many are opened as there are readers at once; those in excess of `kept` are closed when they come back. GRDB's own
/// readers serve each read through a queue of their own, which costs a page more than its lookups do.
final class SQLiteReaders: Sendable {
    private struct State {
        var idle: [SQLiteHandle] = []
        var isClosed = false
    }

    private let path: String
    private let kept: Int
    private let state = Mutex(State())

    /// - Parameter kept: how many connections stay open between reads.
    init(path: String, kept: Int) {
        self.path = path
        self.kept = kept
    }

    /// Lends a connection. Each query sees the latest commit.
    func lend<Result>(_ body: (SQLiteConnection) throws -> Result) throws -> Result {
        let handle =
            try state.withLock { state -> SQLiteHandle? in
                if state.isClosed { throw EngineError.unreachable("it was closed.") }
                return state.idle.popLast()
            } ?? SQLiteHandle(reading: path)
        defer {
            state.withLock { state in
                if !state.isClosed, state.idle.count < kept { state.idle.append(handle) }
            }
        }
        return try body(SQLiteConnection(handle))
    }

    /// Lends a connection that sees one unchanging state.
    func lendUnchanging<Result>(_ body: (SQLiteConnection) throws -> Result) throws -> Result {
        try lend { connection in
            try connection.script("BEGIN DEFERRED")
            do {
                let result = try body(connection)
                try connection.script("COMMIT")
                return result
            } catch {
                try? connection.script("ROLLBACK")
                throw error
            }
        }
    }

    /// Closes what is idle; what is lent is closed when it comes back.
    func close() {
        state.withLock { state in
            state.isClosed = true
            state.idle = []
        }
    }
}

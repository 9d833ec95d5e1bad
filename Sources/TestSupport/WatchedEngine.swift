public import Ledger
import Synchronization

/// An engine that counts transactions, and fails where a test says so.
public final class WatchedEngine: Engine {
    /// Decides whether a statement fails, from its text and its arguments.
    public typealias Fault = @Sendable (SQLText, [SQLValue]) -> (any Error)?

    private let inner: any Engine
    private let fault: Mutex<Fault?>
    private let transactions = Mutex(0)

    public init(_ inner: any Engine) {
        self.inner = inner
        fault = Mutex(nil)
    }

    public var name: String { inner.name }

    /// Transactions that ended well.
    public var committed: Int { transactions.withLock { $0 } }

    public func fail(_ fault: Fault?) { self.fault.withLock { $0 = fault } }

    public func read<Result: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> Result) async throws
        -> Result
    {
        try await inner.read(body)
    }

    public func glance<Result: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> Result) async throws
        -> Result
    {
        try await inner.glance(body)
    }

    public func write<Result: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> Result) async throws
        -> Result
    {
        let fault = fault.withLock { $0 }
        let result = try await inner.write { try body(Connection(inner: $0, fault: fault)) }
        transactions.withLock { $0 += 1 }
        return result
    }

    public func confirm() async throws { try await inner.confirm() }

    public func close() async throws { try await inner.close() }

    private struct Connection: SQLConnection {
        let inner: any SQLConnection
        let fault: Fault?

        func run(_ statement: SQLText, _ arguments: [SQLValue]) throws -> Int {
            if let error = fault?(statement, arguments) { throw error }
            return try inner.run(statement, arguments)
        }

        func rows(_ query: SQLText, _ arguments: [SQLValue], _ each: (any SQLRow) throws -> Bool) throws {
            try inner.rows(query, arguments, each)
        }

        func script(_ text: String) throws { try inner.script(text) }
    }
}

public import Ledger

/// A ledger in a PostgreSQL database, which several nodes may share.
///
/// libpq does the talking. The URL is libpq's own, so TLS (`sslmode=verify-full`), several hosts, a schema
/// (`options=-csearch_path%3D…`), password files and services work as its documentation says. Unless the URL says otherwise, a
/// host is wanted that can be written to: after a failover the next piece of work finds the new primary.
public final class PostgresEngine: Engine {
    public let name = "PostgreSQL"
    private let readers: PostgresPool
    private let writers: PostgresPool

    /// Connects when the first piece of work comes.
    ///
    /// - Parameters:
    ///   - url: `postgres://…` or libpq's `key=value` text.
    ///   - readers: how many connections read; two more write.
    ///   - patience: how long a piece of work may take, waiting in line included. Then it fails in plain words.
    public init(url: String, readers: Int = 8, patience: Duration = .seconds(10)) {
        let seconds = max(1, Int(patience.components.seconds))
        let settings = PostgresSettings(statementSeconds: seconds)
        self.readers = PostgresPool(url: url, settings: settings, most: readers, patience: patience)
        // One writes while the other may be cut off from a silent server.
        writers = PostgresPool(url: url, settings: settings, most: 2, patience: patience)
    }

    public func read<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        try await readers.lend(isRepeatable: true) { link in try link.reading { try body($0) } }
    }

    public func glance<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        try await readers.lend(isRepeatable: true) { link in try link.glance { try body($0) } }
    }

    public func write<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        try await writers.lend(isRepeatable: false) { link in try link.writing { try body($0) } }
    }

    /// Commits something after it: the log is in order, so when the standby has that, it has everything before.
    public func confirm() async throws {
        try await write { try $0.rows(.mark, []) { _ in true } }
    }

    deinit {
        shutDown()
    }

    public func close() async throws { shutDown() }

    private func shutDown() {
        readers.close()
        writers.close()
    }
}

extension SQLText {
    /// Writes to the log and to no table.
    fileprivate static let mark: SQLText = "SELECT pg_logical_emit_message(true, 'firmground', '')::text"
}

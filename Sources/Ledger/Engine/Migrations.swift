/// One step of the database's shape. Numbered, plain SQL, never edited once released.
public struct Migration: Sendable {
    public let number: Int
    public let sql: String

    public init(number: Int, sql: String) {
        self.number = number
        self.sql = sql
    }
}

/// Brings a database to the shape that this program knows.
public enum Migrations {
    public static let all: [Migration] = [
        migration0001, migration0002, migration0003, migration0004, migration0005, migration0006,
    ]

    public static var latest: Int { all.last?.number ?? 0 }

    /// Runs what has not run yet, each step in one transaction.
    ///
    /// - Parameter calls: what to write together with the first step, so that neither is there without the other.
    /// - Returns: the numbers that ran.
    /// - Throws: ``LedgerError/laterVersion(_:)`` when the database is newer than this program; it is left untouched.
    @discardableResult
    public static func run(
        on engine: some Engine, upTo last: Int = latest, with calls: [SQLCall] = []
    ) async throws -> [Int] {
        let reached = try await engine.write { connection in
            try connection.script("CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY)")
            return try connection.first(.reachedMigration, []) { $0.int(0) } ?? 0
        }
        guard reached <= latest else { throw LedgerError.laterVersion(reached) }
        var ran: [Int] = []
        for migration in all where migration.number > reached && migration.number <= last {
            try await engine.write { connection in
                try connection.script(migration.sql)
                try connection.run(.recordMigration, [.int(migration.number)])
                if migration.number == 1 { try connection.send(calls) }
            }
            ran.append(migration.number)
        }
        return ran
    }

    /// The number of the last step that ran; 0 for an empty database. Writes nothing.
    public static func reached(on engine: some Engine) async throws -> Int {
        do {
            return try await engine.glance { try $0.first(.reachedMigration, []) { $0.int(0) } ?? 0 }
        } catch EngineError.noTables {
            return 0
        }
    }
}

extension SQLText {
    static let reachedMigration: SQLText = "SELECT number FROM migration ORDER BY number DESC LIMIT 1"
    static let recordMigration: SQLText = "INSERT INTO migration (number) VALUES (?)"
}

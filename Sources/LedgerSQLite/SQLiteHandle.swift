import GRDB
import GRDBSQLite
import Ledger

/// One SQLite connection with its prepared statements. Used by one thread at a time; whoever hands it out sees to that.
///
/// A statement is found by the address of its literal, not by its text: looking it up costs less than binding its arguments.
final class SQLiteHandle: @unchecked Sendable {
    let connection: OpaquePointer
    private var statements: [UnsafeRawPointer: OpaquePointer] = [:]
    private let isOwned: Bool

    /// A connection that another owns: ``finalizeStatements()`` must be called before that one closes it.
    init(borrowing connection: OpaquePointer) {
        self.connection = connection
        isOwned = false
    }

    /// Opens a connection that only reads.
    convenience init(reading path: String) throws {
        try self.init(path, flags: SQLITE_OPEN_READONLY)
        try script("PRAGMA query_only = 1; PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY")
    }

    /// Opens a connection that moves pages of the log into the file.
    convenience init(moving path: String) throws {
        try self.init(path, flags: SQLITE_OPEN_READWRITE)
        try script("PRAGMA synchronous = FULL")
    }

    private init(_ path: String, flags: Int32) throws {
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, flags | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK, let opened else {
            sqlite3_close_v2(opened)
            throw DatabaseError(resultCode: ResultCode(rawValue: code))
        }
        connection = opened
        isOwned = true
        sqlite3_extended_result_codes(opened, 1)
        sqlite3_busy_timeout(opened, 10_000)
    }

    deinit {
        finalizeStatements()
        if isOwned { sqlite3_close_v2(connection) }
    }

    /// Gives up the prepared statements.
    func finalizeStatements() {
        for statement in statements.values { sqlite3_finalize(statement) }
        statements = [:]
    }

    /// The statement, prepared once and ready to be bound.
    func statement(_ text: SQLText) throws -> OpaquePointer {
        if let known = statements[text.address] { return known }
        var prepared: OpaquePointer?
        let code = sqlite3_prepare_v3(connection, text.text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
        guard code == SQLITE_OK, let prepared else {
            if String(cString: sqlite3_errmsg(connection)).hasPrefix("no such table") { throw EngineError.noTables }
            throw fault()
        }
        statements[text.address] = prepared
        return prepared
    }

    func script(_ text: String) throws {
        guard sqlite3_exec(connection, text, nil, nil, nil) == SQLITE_OK else { throw fault() }
    }

    /// What went wrong last, by SQLite’s extended code.
    func fault() -> DatabaseError {
        DatabaseError(resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)))
    }
}

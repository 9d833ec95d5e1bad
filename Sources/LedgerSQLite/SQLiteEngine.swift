import Foundation
import GRDB
import GRDBSQLite
public import Ledger

/// A ledger in one file, without a server: SQLite in WAL mode.
///
/// GRDB opens, locks, writes and backs up; reading goes through ``SQLiteReaders``.
///
/// `synchronous=FULL`: a commit that was acknowledged survives a power cut. GRDB's pool sets `NORMAL` by itself while it
/// opens, so `FULL` is set on the writer afterwards and read back. The file is not mapped into memory: an error of the disk
/// would then end the program instead of ending one read.
public final class SQLiteEngine: Engine {
    public let name = "SQLite"
    private let pool: DatabasePool
    private let writer: SQLiteHandle
    private let readers: SQLiteReaders
    private let checkpoints: SQLiteCheckpoints

    /// Opens, or makes, the database file.
    ///
    /// - Parameter kept: how many connections for reading stay open; more are opened when more read at once.
    /// - Throws: `EngineError` in plain words.
    public init(path: String, kept: Int = 4) throws {
        var configuration = Configuration()
        configuration.maximumReaderCount = 1
        configuration.busyMode = .timeout(10)
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
            writer = try pool.writeWithoutTransaction { database in
                try database.execute(
                    sql: """
                        PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY
                        """)
                guard try Int.fetchOne(database, sql: "PRAGMA synchronous") == 2 else {
                    throw EngineError.unreachable("SQLite does not keep synchronous=FULL.")
                }
                guard let connection = database.sqliteConnection else {
                    throw EngineError.unreachable("SQLite gave no connection.")
                }
                return SQLiteHandle(borrowing: connection)
            }
            readers = SQLiteReaders(path: path, kept: kept)
            checkpoints = SQLiteCheckpoints(path: path)
            checkpoints.watch(writer.connection)
        } catch {
            throw SQLiteEngine.plain(error, path: path)
        }
    }

    /// Runs on the caller's thread: a read of the ledger is a few index lookups, and handing it to another thread and back costs
    /// more than that. Long walks take small pages, so that no thread is held for long.
    public func read<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        try SQLiteEngine.plainly { try readers.lendUnchanging { try body($0) } }
    }

    public func glance<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        try SQLiteEngine.plainly { try readers.lend { try body($0) } }
    }

    public func write<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        let writer = writer
        do {
            return try await pool.write { _ in try body(SQLiteConnection(writer)) }
        } catch {
            throw SQLiteEngine.plain(error)
        }
    }

    private static func plainly<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch {
            throw plain(error)
        }
    }

    public func backup(to path: String, progress: @escaping @Sendable (Double) -> Void) async throws {
        do {
            let pool = pool
            try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
                DispatchQueue.global().async {
                    done.resume(
                        with: Result {
                            let target = try DatabaseQueue(path: path)
                            try pool.backup(to: target, pagesPerStep: 2_000) { step in
                                let total = max(1, step.totalPageCount)
                                progress(Double(step.completedPageCount) / Double(total))
                            }
                            try target.close()
                        })
                }
            }
        } catch {
            throw SQLiteEngine.plain(error, path: path)
        }
    }

    /// What can be read is on disk: SQLite lets nobody see a commit before.
    public func confirm() {}

    public func close() async throws {
        readers.close()
        do {
            try await pool.writeWithoutTransaction { [writer, checkpoints] _ in
                checkpoints.stop(writer.connection)
                writer.finalizeStatements()
            }
            try pool.close()
        } catch {
            throw SQLiteEngine.plain(error)
        }
    }

    /// Where writing fails beneath SQLite, also to the index of the log that a mere reader needs: for want of room, not for damage.
    private static let cannotGrow: [ResultCode] = [
        .SQLITE_IOERR_WRITE, .SQLITE_IOERR_FSYNC, .SQLITE_IOERR_DIR_FSYNC, .SQLITE_IOERR_TRUNCATE,
        .SQLITE_IOERR_SHMOPEN,
        .SQLITE_IOERR_SHMSIZE, .SQLITE_IOERR_SHMMAP,
    ]

    /// SQLite's errors in words, without arguments or content.
    static func plain(_ error: any Error, path: String? = nil) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        switch error.resultCode {
        case .SQLITE_FULL: return EngineError.noSpace
        case .SQLITE_IOERR:
            return cannotGrow.contains(error.extendedResultCode)
                ? EngineError.noSpace : EngineError.damaged("it cannot be read from disk")
        case .SQLITE_CORRUPT: return EngineError.damaged("a page cannot be read")
        case .SQLITE_NOTADB: return EngineError.damaged("the file is not a database")
        case .SQLITE_BUSY, .SQLITE_LOCKED: return EngineError.busy
        case .SQLITE_CANTOPEN:
            return EngineError.unreachable(
                "\(path ?? "the file") cannot be opened. Check that the folder exists and that you may write there.")
        case .SQLITE_READONLY, .SQLITE_PERM:
            return EngineError.unreachable("you may not write to \(path ?? "the file").")
        default: return EngineError.failed("SQLite code \(error.extendedResultCode.rawValue)")
        }
    }
}

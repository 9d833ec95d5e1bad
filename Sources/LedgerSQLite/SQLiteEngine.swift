import Foundation
import GRDB
import GRDBSQLite
public import Ledger

/// A ledger in one file, without a server: SQLite in WAL mode.
///
/// `synchronous=FULL`: a commit that was acknowledged survives a power cut. GRDB's pool sets `NORMAL` by itself while it
/// opens, so `FULL` is set on the writer afterwards and read back.
public final class SQLiteEngine: Engine {
    public let name = "SQLite"
    private let pool: DatabasePool

    /// Opens, or makes, the database file.
    ///
    /// - Parameter readers: how many reads may run side by side.
    /// - Throws: `EngineError` in plain words.
    public init(path: String, readers: Int = 4) throws {
        var configuration = Configuration()
        configuration.maximumReaderCount = readers
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { database in
            try database.execute(
                sql: "PRAGMA cache_size = -65536; PRAGMA mmap_size = 268435456; PRAGMA temp_store = MEMORY")
        }
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
            try pool.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 8000")
                guard try Int.fetchOne(database, sql: "PRAGMA synchronous") == 2 else {
                    throw EngineError.unreachable("SQLite does not keep synchronous=FULL.")
                }
            }
        } catch {
            throw SQLiteEngine.plain(error, path: path)
        }
    }

    /// Runs on the caller's thread: a read of the ledger is a few index lookups, and handing it to another thread and back costs
    /// more than that. Long walks take small pages, so that no thread is held for long.
    public func read<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        try readHere(body)
    }

    public func glance<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        try glanceHere(body)
    }

    private func glanceHere<Result>(_ body: (any SQLConnection) throws -> Result) throws -> Result {
        do {
            return try pool.unsafeRead { try body(SQLiteConnection($0)) }
        } catch {
            throw SQLiteEngine.plain(error)
        }
    }

    private func readHere<Result>(_ body: (any SQLConnection) throws -> Result) throws -> Result {
        do {
            return try pool.read { try body(SQLiteConnection($0)) }
        } catch {
            throw SQLiteEngine.plain(error)
        }
    }

    public func write<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        do {
            return try await pool.write { try body(SQLiteConnection($0)) }
        } catch {
            throw SQLiteEngine.plain(error)
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

    public func close() async throws {
        do {
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

import Foundation
import GRDBSQLite
import Synchronization

/// Moves committed pages from the log into the database file, on a thread of its own, while commits go on.
///
/// Left to SQLite, the commit that fills the log does it all and every caller behind it waits. Here the bulk is moved without a
/// lock, then the few pages that came meanwhile with one, so that the log can begin anew. Should a log grow on nevertheless,
/// the committing thread moves it as SQLite would.
final class SQLiteCheckpoints: @unchecked Sendable {
    /// Pages of 4 KiB in the log from which on they are moved: 32 MiB.
    private static let some = 8_000
    /// Pages from which on the committing thread moves them itself: 256 MiB.
    private static let tooMany = 64_000

    private let path: String
    private let queue = DispatchQueue(label: "sqlite.checkpoint")
    private let isUnderWay = Mutex(false)
    /// Used on `queue` alone.
    private var handle: SQLiteHandle?

    init(path: String) {
        self.path = path
    }

    /// Has the writer tell of its commits. Replaces SQLite's own moving.
    func watch(_ writer: OpaquePointer) {
        sqlite3_wal_hook(
            writer,
            { context, connection, _, pages in
                if let context {
                    Unmanaged<SQLiteCheckpoints>.fromOpaque(context).takeUnretainedValue()
                        .committed(Int(pages), on: connection)
                }
                return SQLITE_OK
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    private func committed(_ pages: Int, on writer: OpaquePointer?) {
        guard pages >= SQLiteCheckpoints.some else { return }
        if pages >= SQLiteCheckpoints.tooMany {
            sqlite3_wal_checkpoint_v2(writer, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
        }
        let begins = isUnderWay.withLock { isUnderWay in
            defer { isUnderWay = true }
            return !isUnderWay
        }
        if begins { queue.async { self.move() } }
    }

    /// What cannot be moved now is moved next time; a disk that fails is told of by the commit that meets it.
    private func move() {
        if handle == nil { handle = try? SQLiteHandle(moving: path) }
        if let handle {
            sqlite3_wal_checkpoint_v2(handle.connection, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
            sqlite3_wal_checkpoint_v2(handle.connection, nil, SQLITE_CHECKPOINT_RESTART, nil, nil)
        }
        isUnderWay.withLock { $0 = false }
    }

    /// Waits for what is under way, and stops. The writer's next commits are moved when it closes.
    func stop(_ writer: OpaquePointer) {
        sqlite3_wal_hook(writer, nil, nil)
        queue.sync { handle = nil }
    }
}

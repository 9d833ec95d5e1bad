public import Foundation
public import Ledger
import LedgerPostgres
import LedgerSQLite
import Synchronization

/// An empty database that goes away with this value: a file in a folder of its own, or, when `FIRMGROUND_TEST_DATABASE` names a
/// PostgreSQL database, a schema of its own there. So every test of the ledger can be run on both engines.
public final class TestDatabase: Sendable {
    /// The PostgreSQL database to test on; `nil`: SQLite.
    public static let server: String? = ProcessInfo.processInfo.environment["FIRMGROUND_TEST_DATABASE"].flatMap {
        $0.isEmpty ? nil : $0
    }

    public let folder: URL
    private let schema: String?

    public init() throws {
        folder = try TestDatabase.newFolder()
        guard let server = TestDatabase.server else {
            schema = nil
            return
        }
        let schema = "test_" + UUID().uuidString.lowercased().replacing("-", with: "")
        self.schema = schema
        try PostgresShell(url: server).rows("CREATE SCHEMA \(schema)")
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
        if let schema, let server = TestDatabase.server {
            _ = try? PostgresShell(url: server).rows("DROP SCHEMA \(schema) CASCADE")
        }
    }

    /// Opens an engine on it; several may be open at once, as several processes would have it.
    public func engine() throws -> any Engine {
        if let url { return PostgresEngine(url: url, readers: 2, patience: .seconds(60)) }
        return try SQLiteEngine(path: path)
    }

    /// The same database through another connection, for what FirmGround itself would never do to it.
    public func raw() throws -> RawDatabase {
        if let url { return try RawDatabase(url: url) }
        return try RawDatabase(path: path)
    }

    private var path: String { folder.appending(path: "firmground.sqlite").path }

    private var url: String? {
        guard let server = TestDatabase.server, let schema else { return nil }
        return server + (server.contains("?") ? "&" : "?") + "options=-csearch_path%3D\(schema)"
    }

    /// Folders that were made; what is left of them goes when the tests end, also those that a static value keeps.
    private static let folders = Mutex<[URL]>([])
    private static let cleaning: Int32 = atexit {
        for folder in TestDatabase.folders.withLock({ $0 }) { try? FileManager.default.removeItem(at: folder) }
    }

    /// A folder under the system's temporary one.
    public static func newFolder() throws -> URL {
        _ = cleaning
        let folder = FileManager.default.temporaryDirectory.appending(path: "firmground-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        folders.withLock { $0.append(folder) }
        return folder
    }
}

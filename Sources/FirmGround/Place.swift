import Foundation
import Ledger
import LedgerPostgres
import LedgerSQLite

/// Where a ledger is: a file in a data folder, or a PostgreSQL database.
enum Place: Sendable, Equatable {
    case file(String)
    case server(String)

    /// Reads `postgres://…`, or takes the text as a data folder.
    init(_ text: String) {
        self = Place.isURL(text) ? .server(text) : .folder(text)
    }

    static func folder(_ path: String) -> Place {
        .file(URL(fileURLWithPath: path).appendingPathComponent("firmground.sqlite").path)
    }

    static func isURL(_ text: String) -> Bool {
        text.hasPrefix("postgres://") || text.hasPrefix("postgresql://")
    }

    /// For people to read: a URL without its password and its parameters.
    var shown: String {
        switch self {
        case .file(let path): return path
        case .server(let url):
            let plain = url.prefix { $0 != "?" }
            guard let scheme = plain.range(of: "://"), let end = plain.lastIndex(of: "@") else { return String(plain) }
            let role = plain[scheme.upperBound..<end].prefix { $0 != ":" }
            return "\(plain[..<scheme.upperBound])\(role)\(plain[end...])"
        }
    }

    /// Opens the database; a file is made if it is missing.
    ///
    /// - Parameter patience: how long one piece of work may take on a server.
    func engine(patience: Duration = .seconds(60)) throws -> any Engine {
        switch self {
        case .file(let path):
            let isNew = !FileManager.default.fileExists(atPath: path)
            let engine = try SQLiteEngine(path: path)
            if isNew {
                try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
            }
            return engine
        case .server(let url): return PostgresEngine(url: url, patience: patience)
        }
    }

    /// Whether there is anything that could be a ledger. Asks a server.
    func holdsLedger() async throws -> Bool {
        switch self {
        case .file(let path): return FileManager.default.fileExists(atPath: path)
        case .server:
            let engine = try engine()
            let reached = try await Migrations.reached(on: engine)
            try await engine.close()
            return reached > 0
        }
    }
}

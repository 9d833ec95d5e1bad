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
            guard let scheme = url.range(of: "://") else { return "PostgreSQL" }
            let rest = url[scheme.upperBound...]
            // As libpq reads it: whatever stands before the first @ is role and password, unless a / comes first.
            guard let end = rest.firstIndex(where: { $0 == "@" || $0 == "/" }), rest[end] == "@" else {
                return "\(url[..<scheme.upperBound])\(rest.prefix { $0 != "?" })"
            }
            let role = rest[..<end].prefix { $0 != ":" }
            return "\(url[..<scheme.upperBound])\(role)\(rest[end...].prefix { $0 != "?" })"
        }
    }

    /// Opens the database; a file is made if it is missing.
    ///
    /// - Parameter patience: how long one piece of work may take on a server.
    func engine(patience: Duration = .seconds(60)) throws -> any Engine {
        switch self {
        case .file(let path):
            Place.makeFile(path)
            return try SQLiteEngine(path: path)
        case .server(let url): return PostgresEngine(url: url, patience: patience)
        }
    }

    /// Makes an empty file for its owner's eyes only, unless there is one. SQLite gives the files beside it the same rights.
    static func makeFile(_ path: String) {
        if !FileManager.default.fileExists(atPath: path) { _ = PrivateFile.make(path) }
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

import Foundation
import GRDB
public import Ledger

/// A database file as somebody with a SQLite shell sees it: to tamper, to dump, to ask for plans.
public final class RawDatabase: Sendable {
    private let queue: DatabaseQueue

    public init(path: String) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        queue = try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Runs one statement and answers how many rows it changed.
    @discardableResult
    public func run(_ sql: String, _ arguments: [SQLValue] = []) throws -> Int {
        try queue.write { database in
            try database.execute(sql: sql, arguments: StatementArguments(arguments.map(\.databaseValue)))
            return database.changesCount
        }
    }

    public func rows(_ sql: String, _ arguments: [SQLValue] = []) throws -> [[SQLValue]] {
        try queue.read { database in
            try Row.fetchAll(database, sql: sql, arguments: StatementArguments(arguments.map(\.databaseValue)))
                .map { $0.databaseValues.map { SQLValue($0) } }
        }
    }

    /// The lines of the plan by which SQLite would run a statement.
    public func plan(of statement: SQLText) throws -> [String] {
        try queue.read { database in
            let arguments = Array(repeating: DatabaseValue.null, count: statement.text.count { $0 == "?" })
            return try Row.fetchAll(
                database, sql: "EXPLAIN QUERY PLAN " + statement.text, arguments: StatementArguments(arguments)
            ).map { $0["detail"] }
        }
    }

    public var tables: [String] {
        get throws {
            try rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").compactMap(\.first?.text)
        }
    }
}

extension SQLValue {
    fileprivate var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let number): number.databaseValue
        case .text(let text): text.databaseValue
        case .bytes(let bytes): Data(bytes).databaseValue
        }
    }

    fileprivate init(_ value: DatabaseValue) {
        switch value.storage {
        case .null: self = .null
        case .int64(let number): self = .integer(number)
        case .double(let number): self = .text(String(number))
        case .string(let text): self = .text(text)
        case .blob(let bytes): self = .bytes(Array(bytes))
        }
    }

    public var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    public var integer: Int64? {
        if case .integer(let number) = self { number } else { nil }
    }

    public var bytes: [UInt8]? {
        if case .bytes(let bytes) = self { bytes } else { nil }
    }
}

import Foundation
import GRDB
public import Ledger

/// A database as somebody with its own shell sees it: to tamper, to dump, to ask for plans.
public final class RawDatabase: Sendable {
    private enum Shell: Sendable {
        case sqlite(DatabaseQueue)
        case postgres(PostgresShell)
    }

    private let shell: Shell

    public init(path: String) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        shell = .sqlite(try DatabaseQueue(path: path, configuration: configuration))
    }

    public init(url: String) throws {
        shell = .postgres(try PostgresShell(url: url))
    }

    /// Runs one statement and answers how many rows it changed.
    @discardableResult
    public func run(_ sql: String, _ arguments: [SQLValue] = []) throws -> Int {
        switch shell {
        case .sqlite(let queue):
            try queue.write { database in
                try database.execute(sql: sql, arguments: StatementArguments(arguments.map(\.databaseValue)))
                return database.changesCount
            }
        case .postgres(let shell): try shell.run(sql, arguments)
        }
    }

    public func rows(_ sql: String, _ arguments: [SQLValue] = []) throws -> [[SQLValue]] {
        switch shell {
        case .sqlite(let queue):
            try queue.read { database in
                try Row.fetchAll(database, sql: sql, arguments: StatementArguments(arguments.map(\.databaseValue)))
                    .map { $0.databaseValues.map { SQLValue($0) } }
            }
        case .postgres(let shell): try shell.rows(sql, arguments)
        }
    }

    /// The lines of the plan by which a statement would run that walk through a whole table or sort.
    public func slowSteps(of statement: SQLText) throws -> [String] {
        switch shell {
        case .sqlite:
            try plan(of: statement).filter { line in
                line.contains("TEMP B-TREE") || line.hasPrefix("SCAN") && !line.hasPrefix("SCAN CONSTANT ROW")
            }
        case .postgres:
            try plan(of: statement).filter { $0.contains("Seq Scan") || $0.contains("Sort") }
        }
    }

    /// The lines of the plan by which a statement would run.
    public func plan(of statement: SQLText) throws -> [String] {
        switch shell {
        case .sqlite(let queue):
            try queue.read { database in
                let arguments = Array(repeating: DatabaseValue.null, count: statement.text.count { $0 == "?" })
                return try Row.fetchAll(
                    database, sql: "EXPLAIN QUERY PLAN " + statement.text, arguments: StatementArguments(arguments)
                ).map { $0["detail"] }
            }
        case .postgres(let shell): try shell.plan(of: statement.text)
        }
    }

    public var tables: [String] {
        get throws {
            switch shell {
            case .sqlite:
                try rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").compactMap(\.first?.text)
            case .postgres:
                try rows("SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1")
                    .compactMap(\.first?.text)
            }
        }
    }

    /// Every row of every table, in an order that says nothing.
    public func dump() throws -> [String: [[SQLValue]]] {
        try Dictionary(
            uniqueKeysWithValues: tables.map { table in
                (table, try rows("SELECT * FROM \(table)").sorted { "\($0)" < "\($1)" })
            })
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

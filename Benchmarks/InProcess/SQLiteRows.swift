import Foundation
import GRDBSQLite
import Ledger

/// The rows that decisions wrote, read back from the ledger's own file and inserted again by a bare loop.
enum SQLiteRows {
    struct Failure: Error {
        let message: String
    }

    /// The last position before the decisions.
    static func count(_ path: String) throws -> Int64 {
        var result: Int64 = 0
        try open(path) { database in
            try each(database, "SELECT max(position) FROM entry") { result = sqlite3_column_int64($0, 0) }
        }
        return result
    }

    private static let tables = ["entry", "fact", "outbox", "clock"]

    /// Inserts the rows of the decisions into tables of the same shape, so many decisions to a transaction, each durable.
    ///
    /// - Returns: decisions a second.
    static func bareRate(source: String, target: String, after position: Int64, perTransaction: Int) throws -> Double {
        var rate = 0.0
        try open(target) { database in
            try run(database, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536")
            for migration in Migrations.all { try run(database, migration.sql) }
            try run(database, "ATTACH '\(source)' AS source")
            var groups: [Int64: [(table: Int, values: [Value])]] = [:]
            try each(database, "SELECT * FROM source.entry WHERE position > \(position)") { row in
                groups[sqlite3_column_int64(row, 1), default: []].append((0, values(row)))
            }
            for (index, table) in tables.enumerated().dropFirst() {
                let filter = table == "clock" ? "" : " WHERE version > 1"
                let column = table == "clock" ? 0 : 1
                try each(database, "SELECT * FROM source.\(table)\(filter)") { row in
                    let dossier = sqlite3_column_int64(row, Int32(column))
                    if groups[dossier] != nil { groups[dossier]?.append((index, values(row))) }
                }
            }
            try run(database, "DETACH source")
            let statements = try tables.map { table -> OpaquePointer? in
                var columns = 0
                try each(database, "SELECT count(*) FROM pragma_table_info('\(table)')") {
                    columns = Int(sqlite3_column_int64($0, 0))
                }
                let marks = Array(repeating: "?", count: columns).joined(separator: ",")
                var statement: OpaquePointer?
                guard
                    sqlite3_prepare_v2(database, "INSERT INTO \(table) VALUES (\(marks))", -1, &statement, nil)
                        == SQLITE_OK
                else {
                    throw Failure(message: String(cString: sqlite3_errmsg(database)))
                }
                return statement
            }
            let decisions = Array(groups.values)
            let start = ContinuousClock.now
            var done = 0
            while done < decisions.count {
                try run(database, "BEGIN IMMEDIATE")
                for decision in decisions[done..<min(done + perTransaction, decisions.count)] {
                    for (table, row) in decision { try insert(database, statements[table], row) }
                }
                try run(database, "COMMIT")
                done += perTransaction
            }
            rate = Double(decisions.count) / seconds(ContinuousClock.now - start)
            for statement in statements { sqlite3_finalize(statement) }
        }
        return rate
    }

    private enum Value {
        case null
        case integer(Int64)
        case text([UInt8])
        case blob([UInt8])
    }

    private static func values(_ row: OpaquePointer) -> [Value] {
        (0..<sqlite3_column_count(row)).map { column in
            let type = sqlite3_column_type(row, column)
            if type == SQLITE_NULL { return .null }
            if type == SQLITE_INTEGER { return .integer(sqlite3_column_int64(row, column)) }
            let bytes = sqlite3_column_blob(row, column).map {
                Array(UnsafeRawBufferPointer(start: $0, count: Int(sqlite3_column_bytes(row, column))))
            }
            return type == SQLITE_TEXT ? .text(bytes ?? []) : .blob(bytes ?? [])
        }
    }

    private static func insert(_ database: OpaquePointer?, _ statement: OpaquePointer?, _ row: [Value]) throws {
        sqlite3_reset(statement)
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        for (index, value) in row.enumerated() {
            let place = Int32(index + 1)
            switch value {
            case .null: sqlite3_bind_null(statement, place)
            case .integer(let number): sqlite3_bind_int64(statement, place, number)
            case .text(let bytes):
                bytes.withUnsafeBytes { buffer in
                    _ = sqlite3_bind_text(
                        statement, place, buffer.bindMemory(to: CChar.self).baseAddress, Int32(buffer.count), transient)
                }
            case .blob(let bytes):
                bytes.withUnsafeBytes {
                    _ = sqlite3_bind_blob(statement, place, $0.baseAddress, Int32($0.count), transient)
                }
            }
        }
        guard sqlite3_step(statement) == SQLITE_DONE else {
            throw Failure(message: String(cString: sqlite3_errmsg(database)))
        }
    }

    private static func open(_ path: String, _ body: (OpaquePointer?) throws -> Void) throws {
        var database: OpaquePointer?
        guard sqlite3_open(path, &database) == SQLITE_OK else { throw Failure(message: "\(path) cannot be opened") }
        defer { sqlite3_close(database) }
        try body(database)
    }

    private static func run(_ database: OpaquePointer?, _ sql: String) throws {
        guard sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK else {
            throw Failure(message: String(cString: sqlite3_errmsg(database)))
        }
    }

    private static func each(_ database: OpaquePointer?, _ sql: String, _ body: (OpaquePointer) throws -> Void) throws {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(database, sql, -1, &statement, nil) == SQLITE_OK, let statement else {
            throw Failure(message: String(cString: sqlite3_errmsg(database)))
        }
        defer { sqlite3_finalize(statement) }
        while sqlite3_step(statement) == SQLITE_ROW { try body(statement) }
    }
}

import GRDB
import GRDBSQLite
import Ledger

/// A connection that binds and steps SQLite's statements directly; GRDB keeps them prepared.
struct SQLiteConnection: SQLConnection {
    private let database: Database

    init(_ database: Database) {
        self.database = database
    }

    func run(_ statement: SQLText, _ arguments: [SQLValue]) throws -> Int {
        let handle = try database.cachedStatement(sql: statement.text).sqliteStatement
        defer { sqlite3_reset(handle) }
        try bind(arguments, to: handle)
        let code = sqlite3_step(handle)
        guard code == SQLITE_DONE || code == SQLITE_ROW else { throw fault(code) }
        return Int(sqlite3_changes(database.sqliteConnection))
    }

    func rows(_ query: SQLText, _ arguments: [SQLValue], _ each: (any SQLRow) throws -> Bool) throws {
        let handle = try database.cachedStatement(sql: query.text).sqliteStatement
        defer { sqlite3_reset(handle) }
        try bind(arguments, to: handle)
        while true {
            switch sqlite3_step(handle) {
            case SQLITE_ROW:
                guard try each(SQLiteRow(handle: handle)) else { return }
            case SQLITE_DONE: return
            case let code: throw fault(code)
            }
        }
    }

    func script(_ text: String) throws {
        try database.execute(sql: text)
    }

    private func bind(_ arguments: [SQLValue], to handle: OpaquePointer) throws {
        sqlite3_reset(handle)
        for (index, argument) in arguments.enumerated() {
            let place = Int32(index + 1)
            let code =
                switch argument {
                case .null: sqlite3_bind_null(handle, place)
                case .integer(let number): sqlite3_bind_int64(handle, place, number)
                case .text(let text): SQLiteConnection.bind(text, to: handle, at: place)
                case .bytes(let bytes):
                    bytes.withUnsafeBytes { buffer in
                        buffer.isEmpty
                            ? sqlite3_bind_zeroblob(handle, place, 0)
                            : sqlite3_bind_blob(handle, place, buffer.baseAddress, Int32(buffer.count), transient)
                    }
                }
            guard code == SQLITE_OK else { throw fault(code) }
        }
    }

    private static func bind(_ text: String, to handle: OpaquePointer, at place: Int32) -> Int32 {
        var text = text
        return text.withUTF8 { buffer in
            buffer.withMemoryRebound(to: CChar.self) {
                sqlite3_bind_text(handle, place, $0.baseAddress ?? emptyText, Int32($0.count), transient)
            }
        }
    }

    private func fault(_ code: Int32) -> DatabaseError {
        DatabaseError(resultCode: ResultCode(rawValue: sqlite3_extended_errcode(database.sqliteConnection)))
    }
}

/// Tells SQLite to take a copy.
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

private nonisolated(unsafe) let emptyText: UnsafePointer<CChar> = {
    let pointer = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
    pointer.pointee = 0
    return UnsafePointer(pointer)
}()

private struct SQLiteRow: SQLRow {
    let handle: OpaquePointer

    func isNull(_ column: Int) -> Bool { sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL }

    func integer(_ column: Int) -> Int64 { sqlite3_column_int64(handle, Int32(column)) }

    func text(_ column: Int) -> String {
        guard let start = sqlite3_column_text(handle, Int32(column)) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, Int32(column)))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func bytes(_ column: Int) -> [UInt8] {
        guard let start = sqlite3_column_blob(handle, Int32(column)) else { return [] }
        return Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, Int32(column)))))
    }
}

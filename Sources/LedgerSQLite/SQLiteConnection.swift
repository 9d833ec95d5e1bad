import GRDB
import GRDBSQLite
import Ledger

/// A connection that binds and steps SQLite's statements directly.
struct SQLiteConnection: SQLConnection {
    private let handle: SQLiteHandle

    init(_ handle: SQLiteHandle) {
        self.handle = handle
    }

    func run(_ statement: SQLText, _ arguments: [SQLValue]) throws -> Int {
        let statement = try handle.statement(statement)
        defer { sqlite3_reset(statement) }
        try bind(arguments, to: statement)
        let code = sqlite3_step(statement)
        guard code == SQLITE_DONE || code == SQLITE_ROW else { throw handle.fault() }
        return Int(sqlite3_changes(handle.connection))
    }

    func rows(_ query: SQLText, _ arguments: [SQLValue], _ each: (any SQLRow) throws -> Bool) throws {
        let statement = try handle.statement(query)
        defer { sqlite3_reset(statement) }
        try bind(arguments, to: statement)
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW:
                guard try each(SQLiteRow(statement: statement)) else { return }
            case SQLITE_DONE: return
            default: throw handle.fault()
            }
        }
    }

    func script(_ text: String) throws {
        try handle.script(text)
    }

    private func bind(_ arguments: [SQLValue], to statement: OpaquePointer) throws {
        for (index, argument) in arguments.enumerated() {
            let place = Int32(index + 1)
            let code =
                switch argument {
                case .null: sqlite3_bind_null(statement, place)
                case .integer(let number): sqlite3_bind_int64(statement, place, number)
                case .text(let text): SQLiteConnection.bind(text, to: statement, at: place)
                case .bytes(let bytes):
                    bytes.withUnsafeBytes { buffer in
                        buffer.isEmpty
                            ? sqlite3_bind_zeroblob(statement, place, 0)
                            : sqlite3_bind_blob(statement, place, buffer.baseAddress, Int32(buffer.count), transient)
                    }
                }
            guard code == SQLITE_OK else { throw handle.fault() }
        }
    }

    private static func bind(_ text: String, to statement: OpaquePointer, at place: Int32) -> Int32 {
        var text = text
        return text.withUTF8 { buffer in
            buffer.withMemoryRebound(to: CChar.self) {
                sqlite3_bind_text(statement, place, $0.baseAddress ?? emptyText, Int32($0.count), transient)
            }
        }
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
    let statement: OpaquePointer

    func isNull(_ column: Int) -> Bool { sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL }

    func integer(_ column: Int) -> Int64 { sqlite3_column_int64(statement, Int32(column)) }

    func text(_ column: Int) -> String {
        guard let start = sqlite3_column_text(statement, Int32(column)) else { return "" }
        let count = Int(sqlite3_column_bytes(statement, Int32(column)))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func bytes(_ column: Int) -> [UInt8] {
        guard let start = sqlite3_column_blob(statement, Int32(column)) else { return [] }
        return Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, Int32(column)))))
    }
}

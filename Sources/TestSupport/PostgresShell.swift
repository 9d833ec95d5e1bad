import CLibPQ
import Ledger
import LedgerPostgres
import Synchronization

/// Talks to PostgreSQL as a shell would: one statement after the other, no pool, no translation but of `?`.
final class PostgresShell: Sendable {
    struct Fault: Error {
        let message: String
    }

    private struct Connection: @unchecked Sendable {
        let pointer: OpaquePointer
    }

    private let connection: Mutex<Connection>

    init(url: String) throws {
        guard let pointer = PQconnectdb(url) else { throw Fault(message: "no memory") }
        connection = Mutex(Connection(pointer: pointer))
        guard PQstatus(pointer) == CONNECTION_OK else { throw Fault(message: String(cString: PQerrorMessage(pointer))) }
    }

    deinit {
        connection.withLock { PQfinish($0.pointer) }
    }

    /// Runs one statement and answers how many rows it changed.
    @discardableResult
    func run(_ sql: String, _ arguments: [SQLValue] = []) throws -> Int {
        try execute(sql, arguments) { Int(String(cString: PQcmdTuples($0))) ?? 0 }
    }

    @discardableResult
    func rows(_ sql: String, _ arguments: [SQLValue] = []) throws -> [[SQLValue]] {
        try execute(sql, arguments) { result in
            (0..<PQntuples(result)).map { row in
                (0..<PQnfields(result)).map { PostgresShell.value(result, row, $0) }
            }
        }
    }

    /// The lines of a plan that holds for any arguments, made as if every table were large.
    func plan(of sql: String) throws -> [String] {
        let count = sql.count { $0 == "?" }
        let nulls = count == 0 ? "" : "(" + Array(repeating: "NULL", count: count).joined(separator: ", ") + ")"
        for setting in ["plan_cache_mode = force_generic_plan", "enable_seqscan = off", "enable_bitmapscan = off"] {
            try run("SET " + setting)
        }
        try run("PREPARE asked AS " + PostgresStatement.text(sql))
        defer { _ = try? run("DEALLOCATE asked") }
        return try rows("EXPLAIN (COSTS OFF) EXECUTE asked" + nulls).compactMap(\.first?.text)
    }

    private func execute<Result: Sendable>(
        _ sql: String, _ arguments: [SQLValue], _ body: (OpaquePointer) -> Result
    ) throws -> Result {
        let bound = try PostgresArguments(arguments)
        let types = arguments.map(PostgresStatement.type(of:))
        return try connection.withLock { connection in
            let result = bound.lend { values, lengths, formats in
                PQexecParams(
                    connection.pointer, PostgresShell.text(sql), Int32(types.count), types, values, lengths,
                    formats, 1)
            }
            defer { PQclear(result) }
            let status = PQresultStatus(result)
            guard let result, status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK else {
                throw Fault(message: String(cString: PQerrorMessage(connection.pointer)))
            }
            return body(result)
        }
    }

    /// What SQLite calls otherwise.
    private static func text(_ sql: String) -> String {
        PostgresStatement.text(sql)
            .replacing(/zeroblob\((\d+)\)/) { "decode(repeat('00', \($0.1)), 'hex')" }
            .replacing(/x'([0-9a-f]*)'/) { "'\\x\($0.1)'::bytea" }
            .replacing("CAST(open AS BLOB)", with: "convert_to(open, 'UTF8')")
            .replacing(/CAST\((\w+) AS BLOB\)/) { $0.1 }
    }

    private static func value(_ result: OpaquePointer, _ row: Int32, _ column: Int32) -> SQLValue {
        if PQgetisnull(result, row, column) == 1 { return .null }
        let bytes = Array(
            UnsafeRawBufferPointer(
                start: PQgetvalue(result, row, column), count: Int(PQgetlength(result, row, column))))
        switch PQftype(result, column) {
        case 17: return .bytes(bytes)
        case 20, 21, 23: return .integer(bytes.reduce(bytes[0] & 0x80 != 0 ? -1 : 0) { $0 << 8 | Int64($1) })
        default: return .text(String(decoding: bytes, as: UTF8.self))
        }
    }
}

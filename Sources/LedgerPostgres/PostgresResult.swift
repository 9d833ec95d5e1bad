import CLibPQ
import Ledger

/// A result of a statement, in PostgreSQL's binary form.
final class PostgresResult {
    fileprivate let result: OpaquePointer

    init(_ result: OpaquePointer) {
        self.result = result
    }

    deinit {
        PQclear(result)
    }

    var isFine: Bool {
        let status = PQresultStatus(result)
        return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK
    }

    /// How many rows a statement changed.
    var changed: Int {
        guard let text = PQcmdTuples(result) else { return 0 }
        return Int(String(cString: text)) ?? 0
    }

    var count: Int32 { PQntuples(result) }

    func row(_ number: Int32) -> PostgresRow { PostgresRow(result: self, number: number) }
}

/// One row of a result.
struct PostgresRow: SQLRow {
    fileprivate let result: PostgresResult
    fileprivate let number: Int32

    func isNull(_ column: Int) -> Bool { PQgetisnull(result.result, number, Int32(column)) == 1 }

    func integer(_ column: Int) -> Int64 {
        let bytes = content(column)
        // Two, four or eight bytes, the sign in the first.
        var value: Int64 = bytes.first.map { $0 & 0x80 != 0 ? -1 : 0 } ?? 0
        for byte in bytes { value = value << 8 | Int64(byte) }
        return value
    }

    func text(_ column: Int) -> String { String(decoding: content(column), as: UTF8.self) }

    func bytes(_ column: Int) -> [UInt8] { Array(content(column)) }

    private func content(_ column: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: PQgetvalue(result.result, number, Int32(column)),
            count: Int(PQgetlength(result.result, number, Int32(column))))
    }
}

/// How far a copy has come. Kept in the ledger that is being filled, in the transaction that brought it so far.
struct CopyNote: Equatable {
    static let name = "copy under way"

    /// The hash of the first entry of the ledger that is copied: whose copy this is.
    let origin: [UInt8]
    /// The last position when the copy began. What was recorded later is caught up with at the end.
    let begin: Int64
    /// The table that is being copied, as its place among ``CopiedTable/all``.
    var table = 0
    /// The key of the last row that was copied of it.
    var key: [SQLValue]

    init(origin: [UInt8], begin: Int64) {
        self.origin = origin
        self.begin = begin
        key = CopiedTable.all[0].start
    }

    mutating func turnToNextTable() {
        table += 1
        key = table < CopiedTable.all.count ? CopiedTable.all[table].start : []
    }

    /// Reads what ``text`` wrote.
    init?(_ bytes: [UInt8]) {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 3, let origin = [UInt8](hexadecimal: lines[0]), let begin = Int64(lines[1]),
            let table = Int(lines[2]), table >= 0
        else { return nil }
        self.origin = origin
        self.begin = begin
        self.table = table
        key = []
        for line in lines.dropFirst(3) {
            guard let value = CopyNote.value(line) else { return nil }
            key.append(value)
        }
    }

    var text: [UInt8] {
        let lines = [origin.hexadecimal, "\(begin)", "\(table)"] + key.map(CopyNote.line)
        return Array(lines.joined(separator: "\n").utf8)
    }

    private static func line(_ value: SQLValue) -> String {
        switch value {
        case .null: "n"
        case .integer(let number): "i\(number)"
        case .text(let text): "t" + Array(text.utf8).hexadecimal
        case .bytes(let bytes): "b" + bytes.hexadecimal
        }
    }

    private static func value(_ line: Substring) -> SQLValue? {
        let rest = line.dropFirst()
        switch line.first {
        case "i": return Int64(rest).map { .integer($0) }
        case "t": return [UInt8](hexadecimal: rest).map { .text(String(decoding: $0, as: UTF8.self)) }
        case "b": return [UInt8](hexadecimal: rest).map { .bytes($0) }
        default: return nil
        }
    }
}

extension [UInt8] {
    /// Reads what ``hexadecimal`` wrote.
    init?(hexadecimal text: some StringProtocol) {
        let digits = text.utf8.map { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count.isMultiple(of: 2) else { return nil }
        self = []
        reserveCapacity(digits.count / 2)
        for place in stride(from: 0, to: digits.count, by: 2) {
            guard let high = digits[place], let low = digits[place + 1] else { return nil }
            append(UInt8(high << 4 | low))
        }
    }
}

/// A comma-separated table (RFC 4180) with a header row, read whole. Cost: one pass over the bytes.
struct CSVTable {
    let header: [String]
    let rows: [[String]]

    /// Reads `text`. A row that is shorter than the header is filled with empty cells.
    init(_ text: String) {
        var records: [[String]] = []
        var record: [String] = []
        var cell: [UInt8] = []
        var quoted = false
        var afterQuote = false
        func endCell() {
            record.append(String(decoding: cell, as: UTF8.self))
            cell.removeAll(keepingCapacity: true)
            afterQuote = false
        }
        func endRecord() {
            endCell()
            if record.count > 1 || record[0] != "" { records.append(record) }
            record = []
        }
        for byte in text.utf8 {
            if quoted {
                if byte == UInt8(ascii: "\"") {
                    quoted = false
                    afterQuote = true
                } else {
                    cell.append(byte)
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""):
                if afterQuote { cell.append(byte) }
                quoted = true
            case UInt8(ascii: ","): endCell()
            case UInt8(ascii: "\n"): endRecord()
            case UInt8(ascii: "\r"): break
            default: cell.append(byte)
            }
        }
        if !cell.isEmpty || !record.isEmpty { endRecord() }
        header = records.first ?? []
        let width = header.count
        rows = records.dropFirst().map { row in
            row.count >= width ? row : row + Array(repeating: "", count: width - row.count)
        }
    }
}

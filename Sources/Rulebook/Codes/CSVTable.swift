/// A comma-separated table (RFC 4180) with a header row, read whole. Cost: one pass over the bytes.
package struct CSVTable {
    package let header: [String]
    package let rows: [[String]]
    /// The line on which each row begins; the header is on line 1 unless empty lines come before it.
    package let lines: [Int]

    /// Reads `text`. A row that is shorter than the header is filled with empty cells.
    package init(_ text: String) {
        var records: [[String]] = []
        var lines: [Int] = []
        var (line, firstLine) = (1, 1)
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
            if record.count > 1 || record[0] != "" {
                records.append(record)
                lines.append(firstLine)
            }
            firstLine = line
            record = []
        }
        // Spreadsheets begin a file with a mark of its encoding.
        for byte in text.utf8.starts(with: [0xEF, 0xBB, 0xBF]) ? text.utf8.dropFirst(3) : text.utf8[...] {
            if byte == UInt8(ascii: "\n") { line += 1 }
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
        self.lines = Array(lines.dropFirst())
        let width = header.count
        rows = records.dropFirst().map { row in
            row.count >= width ? row : row + Array(repeating: "", count: width - row.count)
        }
    }
}

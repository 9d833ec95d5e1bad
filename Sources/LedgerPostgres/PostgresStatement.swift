package import Ledger

/// The portable text of a statement as PostgreSQL reads it.
package enum PostgresStatement {
    /// `?` becomes `$1`, `$2` and so on. No text of ours has a question mark in a literal.
    package static func text(_ portable: String) -> String {
        var place = 0
        var text = ""
        text.reserveCapacity(portable.utf8.count + 16)
        for character in portable.unicodeScalars {
            if character == "?" {
                place += 1
                text += "$\(place)"
            } else {
                text.unicodeScalars.append(character)
            }
        }
        return text
    }

    /// A migration in PostgreSQL's words.
    ///
    /// Text is compared byte by byte (`COLLATE "C"`), as SQLite does: a page of a list begins where the last one ended, and no
    /// update of the system's own collation can put an index out of order.
    package static func script(_ portable: String) -> String {
        var text = portable.replacing(" WITHOUT ROWID", with: "")
        for (word, own) in [("INTEGER", "BIGINT"), ("BLOB", "BYTEA"), ("TEXT", "TEXT COLLATE \"C\"")] {
            text = text.replacing(" " + word, with: " " + own)
        }
        return text
    }

    /// The type that PostgreSQL is told for an argument; 0 leaves it to the column.
    package static func type(of value: SQLValue) -> UInt32 {
        switch value {
        case .null: 0
        case .integer: 20
        case .text: 25
        case .bytes: 17
        }
    }
}

/// The arguments of one statement in PostgreSQL's binary form, side by side.
package struct PostgresArguments {
    private var bytes: [UInt8] = []
    /// For each argument where it begins, or -1 for NULL, and how long it is.
    private var places: [(start: Int, count: Int32)] = []

    /// - Throws: `EngineError` for text with a zero byte, which PostgreSQL cannot keep.
    package init(_ values: [SQLValue]) throws {
        places.reserveCapacity(values.count)
        for value in values {
            let start = bytes.count
            switch value {
            case .null:
                places.append((-1, 0))
                continue
            case .integer(let number):
                for shift in stride(from: 56, through: 0, by: -8) {
                    bytes.append(UInt8(truncatingIfNeeded: number >> Int64(shift)))
                }
            case .text(let text):
                bytes.append(contentsOf: text.utf8)
                if bytes[start...].contains(0) { throw EngineError.failed("a text with a zero byte") }
            case .bytes(let content): bytes.append(contentsOf: content)
            }
            places.append((start, Int32(bytes.count - start)))
        }
        // So that an empty content at the end has an address too.
        bytes.append(0)
    }

    /// Lends the arguments as libpq takes them: their addresses, lengths and formats.
    package func lend<Result>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> Result
    ) -> Result {
        bytes.withUnsafeBytes { buffer in
            let start = buffer.bindMemory(to: CChar.self).baseAddress
            let addresses = places.map { $0.start < 0 ? nil : start.map { [place = $0.start] in $0 + place } }
            return body(addresses, places.map(\.count), Array(repeating: 1, count: places.count))
        }
    }
}

extension JSON {
    /// Reads one JSON text, strictly: valid UTF-8, no key twice, nothing after the value, at most `depth` levels deep.
    ///
    /// Cost: one pass; about 5 ns a byte. Deep nesting is refused before it can exhaust the stack.
    public init(_ bytes: UnsafeBufferPointer<UInt8>, depth: Int = 64) throws(JSONFault) {
        var reader = JSONReader(bytes: bytes, depth: depth)
        reader.skipSpace()
        self = try reader.value(level: 0)
        reader.skipSpace()
        guard reader.position == bytes.count else {
            throw reader.fault("There is something after the end of the value")
        }
    }

    public init(_ bytes: [UInt8], depth: Int = 64) throws(JSONFault) {
        let result = bytes.withUnsafeBufferPointer { buffer in
            Result { () throws(JSONFault) in try JSON(buffer, depth: depth) }
        }
        self = try result.get()
    }

    public init(text: String) throws(JSONFault) {
        try self.init(Array(text.utf8))
    }
}

struct JSONReader {
    let bytes: UnsafeBufferPointer<UInt8>
    let depth: Int
    var position = 0

    init(bytes: UnsafeBufferPointer<UInt8>, depth: Int) {
        self.bytes = bytes
        self.depth = depth
    }

    func fault(_ message: String) -> JSONFault { JSONFault(offset: position, message: message) }

    @inline(__always)
    mutating func skipSpace() {
        while position < bytes.count {
            let byte = bytes[position]
            guard byte == 32 || byte == 10 || byte == 13 || byte == 9 else { return }
            position += 1
        }
    }

    mutating func value(level: Int) throws(JSONFault) -> JSON {
        guard position < bytes.count else { throw fault("The text ends too early") }
        switch bytes[position] {
        case UInt8(ascii: "{"): return try object(level: level)
        case UInt8(ascii: "["): return try array(level: level)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), 48...57: return try number()
        default: throw fault("This is not JSON")
        }
    }

    private mutating func object(level: Int) throws(JSONFault) -> JSON {
        guard level < depth else { throw fault("The value is nested too deeply") }
        position += 1
        var members: [JSON.Member] = []
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object([]) }
        members.reserveCapacity(level == 0 ? 96 : 8)
        while true {
            skipSpace()
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
                throw fault("A name in quotes is expected")
            }
            let key = try string()
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw fault("A colon is expected") }
            skipSpace()
            members.append(JSON.Member(key: key, value: try value(level: level + 1)))
            skipSpace()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "}")) else { throw fault("A comma or a closing brace is expected") }
            break
        }
        if JSONReader.hasDoubledKey(members) { throw fault("A name stands twice in the same object") }
        return .object(members)
    }

    private static func hasDoubledKey(_ members: [JSON.Member]) -> Bool {
        guard members.count > 1 else { return false }
        if members.count <= 8 {
            for index in 1..<members.count where members[..<index].contains(where: { $0.key == members[index].key }) {
                return true
            }
            return false
        }
        var seen: Set<String> = []
        seen.reserveCapacity(members.count)
        return members.contains { !seen.insert($0.key).inserted }
    }

    private mutating func array(level: Int) throws(JSONFault) -> JSON {
        guard level < depth else { throw fault("The value is nested too deeply") }
        position += 1
        var items: [JSON] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array([]) }
        while true {
            skipSpace()
            items.append(try value(level: level + 1))
            skipSpace()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "]")) else { throw fault("A comma or a closing bracket is expected") }
            return .array(items)
        }
    }

    @inline(__always)
    private mutating func take(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONFault) -> JSON {
        let count = word.utf8CodeUnitCount
        guard position + count <= bytes.count else { throw fault("This is not JSON") }
        for index in 0..<count where bytes[position + index] != word.utf8Start[index] {
            throw fault("This is not JSON")
        }
        position += count
        return value
    }

    private mutating func number() throws(JSONFault) -> JSON {
        let start = position
        _ = take(UInt8(ascii: "-"))
        func digits(_ reader: inout JSONReader) -> Int {
            let from = reader.position
            while reader.position < reader.bytes.count, reader.bytes[reader.position] >= 48,
                reader.bytes[reader.position] <= 57
            {
                reader.position += 1
            }
            return reader.position - from
        }
        let leading = position
        let whole = digits(&self)
        guard whole > 0, whole == 1 || bytes[leading] != 48 else { throw fault("This is not a number") }
        if take(UInt8(ascii: ".")) {
            guard digits(&self) > 0 else { throw fault("This is not a number") }
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            _ = take(UInt8(ascii: "+")) || take(UInt8(ascii: "-"))
            guard digits(&self) > 0 else { throw fault("This is not a number") }
        }
        return .number(String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self))
    }

    private mutating func string() throws(JSONFault) -> String {
        position += 1
        let start = position
        var isASCII: UInt8 = 0
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                let slice = UnsafeBufferPointer(rebasing: bytes[start..<position])
                position += 1
                if isASCII < 128 { return String(decoding: slice, as: UTF8.self) }
                guard let text = String(validating: slice, as: UTF8.self) else {
                    throw fault("The text is not valid UTF-8")
                }
                return text
            }
            if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
            if byte < 32 { throw fault("A control character stands in a text") }
            isASCII |= byte
            position += 1
        }
        throw fault("The text ends too early")
    }

    private mutating func escapedString(from start: Int) throws(JSONFault) -> String {
        var buffer = Array(bytes[start..<position])
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                position += 1
                guard let text = String(validating: buffer, as: UTF8.self) else {
                    throw fault("The text is not valid UTF-8")
                }
                return text
            }
            if byte < 32 { throw fault("A control character stands in a text") }
            position += 1
            if byte != UInt8(ascii: "\\") {
                buffer.append(byte)
                continue
            }
            guard position < bytes.count else { break }
            let escape = bytes[position]
            position += 1
            switch escape {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): buffer.append(escape)
            case UInt8(ascii: "b"): buffer.append(8)
            case UInt8(ascii: "f"): buffer.append(12)
            case UInt8(ascii: "n"): buffer.append(10)
            case UInt8(ascii: "r"): buffer.append(13)
            case UInt8(ascii: "t"): buffer.append(9)
            case UInt8(ascii: "u"): buffer.append(contentsOf: Array(String(try escapedScalar()).utf8))
            default: throw fault("An unknown escape stands in a text")
            }
        }
        throw fault("The text ends too early")
    }

    private mutating func escapedScalar() throws(JSONFault) -> Character {
        var code = try hexadecimal()
        if (0xD800..<0xDC00).contains(code) {
            guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
                bytes[position + 1] == UInt8(ascii: "u")
            else {
                throw fault("Half a character stands in a text")
            }
            position += 2
            let low = try hexadecimal()
            guard (0xDC00..<0xE000).contains(low) else { throw fault("Half a character stands in a text") }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw fault("Half a character stands in a text") }
        return Character(scalar)
    }

    private mutating func hexadecimal() throws(JSONFault) -> UInt32 {
        guard position + 4 <= bytes.count else { throw fault("The text ends too early") }
        var code: UInt32 = 0
        for _ in 0..<4 {
            let byte = bytes[position]
            let digit: UInt8
            switch byte {
            case 48...57: digit = byte - 48
            case 65...70: digit = byte - 55
            case 97...102: digit = byte - 87
            default: throw fault("An unknown escape stands in a text")
            }
            code = code << 4 | UInt32(digit)
            position += 1
        }
        return code
    }
}

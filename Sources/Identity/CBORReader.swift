extension CBOR {
    /// How many arrays and maps may stand within each other. CTAP2 allows its messages four.
    public static let depth = 8
    /// How many bytes are read at most. An attestation with its certificates has a few thousand.
    public static let size = 65_536

    /// Reads one CBOR value, strictly, from the first byte to the last.
    ///
    /// Definite lengths in their shortest form, valid UTF-8, no key twice, no tags and no floating-point numbers (RFC
    /// 8949 §4.2.1 and the CTAP2 canonical form, which WebAuthn §2.4 demands). The order of the keys of a map is not
    /// looked at: nothing here depends on it, and nobody should be kept out for the order in which their device wrote
    /// it.
    ///
    /// Cost: one pass. What is claimed is compared with what is there before memory is taken for it.
    ///
    /// - Parameters:
    ///   - depth: how many arrays and maps may stand within each other.
    ///   - size: how many bytes there may be.
    public init(_ bytes: [UInt8], depth: Int = CBOR.depth, size: Int = CBOR.size) throws(CBORFault) {
        let (value, count) = try CBOR.first(in: bytes[...], depth: depth, size: size)
        guard count == bytes.count else { throw CBORFault(offset: count, reason: .trailing) }
        self = value
    }

    /// Reads the value at the beginning of `bytes`; anything may follow.
    ///
    /// - Returns: the value and how many bytes it took, at least one.
    public static func first(
        in bytes: ArraySlice<UInt8>, depth: Int = CBOR.depth, size: Int = CBOR.size
    ) throws(CBORFault) -> (value: CBOR, count: Int) {
        guard bytes.count <= size else { throw CBORFault(offset: size, reason: .tooLong) }
        var reader = CBORReader(bytes: Array(bytes), depth: depth)
        let value = try reader.value(level: 0)
        return (value, reader.position)
    }
}

struct CBORReader {
    let bytes: [UInt8]
    let depth: Int
    var position = 0

    init(bytes: [UInt8], depth: Int) {
        self.bytes = bytes
        self.depth = depth
    }

    private var left: Int { bytes.count - position }

    mutating func value(level: Int) throws(CBORFault) -> CBOR {
        let start = position
        let first = try take(1)[0]
        let information = first & 31
        switch first >> 5 {
        case 0: return .unsigned(try number(information, from: start))
        case 1: return .negative(try number(information, from: start))
        case 2: return .bytes(try string(information, from: start))
        case 3:
            guard let text = String(validating: try string(information, from: start), as: UTF8.self) else {
                throw CBORFault(offset: start, reason: .notUTF8)
            }
            return .text(text)
        case 4: return try array(information, from: start, level: level)
        case 5: return try map(information, from: start, level: level)
        case 6: throw CBORFault(offset: start, reason: .unknownKind)
        default: return try simple(information, from: start)
        }
    }

    private mutating func take(_ count: Int) throws(CBORFault) -> [UInt8] {
        guard count <= left else { throw CBORFault(offset: bytes.count, reason: .truncated) }
        position += count
        return Array(bytes[position - count..<position])
    }

    /// The number that the first byte holds or announces (RFC 8949 §3).
    private mutating func number(_ information: UInt8, from start: Int) throws(CBORFault) -> UInt64 {
        switch information {
        case 0..<24: return UInt64(information)
        case 24...27:
            let width = 1 << Int(information - 24)
            let number = try take(width).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            let isShortest = information == 24 ? number >= 24 : number >> UInt64(width * 4) > 0
            guard isShortest else { throw CBORFault(offset: start, reason: .notShortest) }
            return number
        case 31: throw CBORFault(offset: start, reason: .indefinite)
        default: throw CBORFault(offset: start, reason: .reserved)
        }
    }

    private mutating func string(_ information: UInt8, from start: Int) throws(CBORFault) -> [UInt8] {
        try take(try count(information, each: 1, from: start))
    }

    /// A length, refused when what it counts cannot be there: each takes at least `each` bytes.
    private mutating func count(_ information: UInt8, each: Int, from start: Int) throws(CBORFault) -> Int {
        guard let count = Int(exactly: try number(information, from: start)), count <= left / each else {
            throw CBORFault(offset: bytes.count, reason: .truncated)
        }
        return count
    }

    private mutating func array(_ information: UInt8, from start: Int, level: Int) throws(CBORFault) -> CBOR {
        let count = try count(information, each: 1, from: start)
        guard level < depth else { throw CBORFault(offset: start, reason: .tooDeep) }
        var items: [CBOR] = []
        for _ in 0..<count { items.append(try value(level: level + 1)) }
        return .array(items)
    }

    private mutating func map(_ information: UInt8, from start: Int, level: Int) throws(CBORFault) -> CBOR {
        let count = try count(information, each: 2, from: start)
        guard level < depth else { throw CBORFault(offset: start, reason: .tooDeep) }
        var members: [CBOR.Member] = []
        var keys: Set<CBOR> = []
        for _ in 0..<count {
            let keyStart = position
            let key = try value(level: level + 1)
            switch key {
            case .unsigned, .negative, .bytes, .text: break
            case .array, .map, .bool, .null: throw CBORFault(offset: keyStart, reason: .unknownKey)
            }
            guard keys.insert(key).inserted else { throw CBORFault(offset: keyStart, reason: .doubledKey) }
            members.append(CBOR.Member(key: key, value: try value(level: level + 1)))
        }
        return .map(members)
    }

    private func simple(_ information: UInt8, from start: Int) throws(CBORFault) -> CBOR {
        switch information {
        case 20: return .bool(false)
        case 21: return .bool(true)
        case 22: return .null
        case 28...30: throw CBORFault(offset: start, reason: .reserved)
        case 31: throw CBORFault(offset: start, reason: .indefinite)
        default: throw CBORFault(offset: start, reason: .unknownKind)
        }
    }
}

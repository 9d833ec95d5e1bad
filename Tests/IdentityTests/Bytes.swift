import Identity

/// The bytes that hexadecimal digits spell; none when they do not.
func hex(_ text: String) -> [UInt8] {
    let digits = text.compactMap(\.hexDigitValue)
    guard digits.count == text.count, digits.count.isMultiple(of: 2) else { return [] }
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

/// The shortest form of a CBOR value.
func encoded(_ value: CBOR) -> [UInt8] {
    func head(_ major: UInt8, _ number: UInt64) -> [UInt8] {
        let width = number < 24 ? 0 : number < 1 << 8 ? 1 : number < 1 << 16 ? 2 : number < 1 << 32 ? 4 : 8
        guard width > 0 else { return [major << 5 | UInt8(number)] }
        return [major << 5 | UInt8(24 + width.trailingZeroBitCount)]
            + (0..<width).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * (width - 1 - $0))) }
    }
    return switch value {
    case .unsigned(let number): head(0, number)
    case .negative(let number): head(1, number)
    case .bytes(let bytes): head(2, UInt64(bytes.count)) + bytes
    case .text(let text): head(3, UInt64(text.utf8.count)) + Array(text.utf8)
    case .array(let items): head(4, UInt64(items.count)) + items.flatMap(encoded)
    case .map(let members):
        head(5, UInt64(members.count)) + members.flatMap { encoded($0.key) + encoded($0.value) }
    case .bool(let value): [value ? 0xf5 : 0xf4]
    case .null: [0xf6]
    }
}

/// A CBOR map, in the order given.
func map(_ members: [(CBOR, CBOR)]) -> CBOR {
    .map(members.map { CBOR.Member(key: $0, value: $1) })
}

/// Numbers that look random and are the same each time (SplitMix64).
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// The bytes with one to four small changes.
    mutating func spoil(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &self) {
            guard let place = bytes.indices.randomElement(using: &self) else {
                return [UInt8(truncatingIfNeeded: next())]
            }
            switch Int.random(in: 0..<6, using: &self) {
            case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &self)
            case 1: bytes[place] = UInt8(truncatingIfNeeded: next())
            case 2: bytes.remove(at: place)
            case 3: bytes.insert(UInt8(truncatingIfNeeded: next()), at: place)
            case 4: bytes.removeLast(Int.random(in: 1...min(8, bytes.count), using: &self))
            default: bytes[place] = [0, 0x1b, 0x5b, 0x7f, 0x9b, 0xbb, 0xff].randomElement(using: &self) ?? 0
            }
        }
        return bytes
    }
}

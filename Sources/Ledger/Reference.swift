/// The name of a dossier among people: `7KD2-M9QX-W3T`. Ten random Crockford base32 characters (50 bits) and a check
/// character that catches any single wrong character and any two swapped neighbours.
public struct Reference: Hashable, Sendable, CustomStringConvertible {
    /// The 50 random bits.
    public let number: Int64

    private static let symbols = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// The reference for these 50 bits, or `nil` when their check character would not be a letter or digit.
    ///
    /// Crockford's check is the number modulo 37; the five values beyond the alphabet are awkward to read aloud and
    /// in addresses, so whoever draws a reference draws again.
    public init?(number: Int64) {
        guard number >= 0, number < 1 << 50, number % 37 < 32 else { return nil }
        self.number = number
    }

    /// Draws a reference from a source of random numbers.
    public static func random(using generator: inout some RandomNumberGenerator) -> Reference {
        while true {
            if let reference = Reference(number: Int64(generator.next() >> 14)) { return reference }
        }
    }

    /// Reads a reference as people write it: any case, with or without hyphens and spaces, O for 0, I and L for 1.
    /// `nil` when the length, a character or the check is wrong.
    public init?(_ text: String) {
        var values: [Int64] = []
        for byte in text.utf8 {
            switch byte {
            case 32, 45: continue
            default:
                guard values.count < 11, let value = Reference.value(of: byte) else { return nil }
                values.append(value)
            }
        }
        guard values.count == 11 else { return nil }
        let number = values[..<10].reduce(0) { $0 << 5 | $1 }
        guard number % 37 == values[10] else { return nil }
        self.init(number: number)
    }

    public var description: String {
        var text: [UInt8] = []
        text.reserveCapacity(13)
        for index in 0..<10 {
            if index == 4 || index == 8 { text.append(UInt8(ascii: "-")) }
            text.append(Reference.symbols[Int(number >> Int64(45 - 5 * index)) & 31])
        }
        text.append(Reference.symbols[Int(number % 37)])
        return String(decoding: text, as: UTF8.self)
    }

    private static func value(of byte: UInt8) -> Int64? {
        let upper = byte >= 97 && byte <= 122 ? byte - 32 : byte
        switch upper {
        case UInt8(ascii: "O"): return 0
        case UInt8(ascii: "I"), UInt8(ascii: "L"): return 1
        default: return symbols.firstIndex(of: upper).map { Int64($0) }
        }
    }
}

/// Base 32 as authenticator apps spell their secrets (RFC 4648 §6).
public enum Base32 {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    /// The bytes in capital letters and digits, without padding.
    public static func text(of bytes: [UInt8]) -> String {
        FiveBits.text(of: bytes, in: letters)
    }

    /// The bytes that `text` spells. Small letters, spaces and padding are read too.
    ///
    /// - Returns: `nil` when there is any other character, when the length is one that no bytes have, when the bits
    ///   left over at the end are not zero, or when padding is there but not complete.
    public static func bytes(of text: String) -> [UInt8]? {
        var written = text.utf8.filter { $0 != UInt8(ascii: " ") }
        let padding = written.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        if padding > 0 {
            guard written.count.isMultiple(of: 8), padding < 8 else { return nil }
            written.removeLast(padding)
        }
        return FiveBits.bytes(of: written.map(digit))
    }

    private static func digit(_ letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): letter - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): letter - UInt8(ascii: "a")
        case UInt8(ascii: "2")...UInt8(ascii: "7"): letter - UInt8(ascii: "2") + 26
        default: nil
        }
    }
}

/// Bytes as groups of five bits, the first bit first: what base 32 and recovery codes have in common.
enum FiveBits {
    static func text(of bytes: [UInt8], in letters: [UInt8]) -> String {
        var written: [UInt8] = []
        var (held, count) = (UInt32(0), 0)
        for byte in bytes {
            held = held << 8 | UInt32(byte)
            count += 8
            while count >= 5 {
                count -= 5
                written.append(letters[Int(held >> UInt32(count) & 31)])
            }
            held &= 31
        }
        if count > 0 { written.append(letters[Int(held << UInt32(5 - count) & 31)]) }
        return String(decoding: written, as: UTF8.self)
    }

    /// - Returns: `nil` when a digit is missing, when there is half a byte too many or when a bit left over is set.
    static func bytes(of digits: [UInt8?]) -> [UInt8]? {
        var bytes: [UInt8] = []
        var (held, count) = (UInt32(0), 0)
        for digit in digits {
            guard let digit else { return nil }
            held = held << 5 | UInt32(digit)
            count += 5
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: held >> UInt32(count)))
                held &= 1 << UInt32(count) - 1
            }
        }
        return count < 5 && held == 0 ? bytes : nil
    }
}

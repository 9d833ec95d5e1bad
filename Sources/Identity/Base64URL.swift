/// Base 64 with the alphabet for addresses and file names, without padding (RFC 4648 §5), as WebAuthn writes bytes in
/// JSON.
public enum Base64URL {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// The bytes as text.
    public static func text(of bytes: [UInt8]) -> String {
        var written: [UInt8] = []
        written.reserveCapacity((bytes.count * 4 + 2) / 3)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let held = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0...group.count { written.append(letters[held >> (18 - 6 * place) & 63]) }
        }
        return String(decoding: written, as: UTF8.self)
    }

    /// The bytes that `text` spells, and no other text spells.
    ///
    /// - Returns: `nil` for padding, white space, a letter of the ordinary alphabet (`+`, `/`), a length that no bytes
    ///   have, or a bit set beyond the last byte.
    public static func bytes(of text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count * 3 / 4)
        var (held, count) = (UInt32(0), 0)
        for letter in text.utf8 {
            guard let digit = digit(letter) else { return nil }
            held = held << 6 | UInt32(digit)
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: held >> UInt32(count)))
                held &= 1 << UInt32(count) - 1
            }
        }
        return count < 6 && held == 0 ? bytes : nil
    }

    private static func digit(_ letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): letter - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): letter - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): letter - UInt8(ascii: "0") + 52
        case UInt8(ascii: "-"): 62
        case UInt8(ascii: "_"): 63
        default: nil
        }
    }
}

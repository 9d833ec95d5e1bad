/// Base64 as RFC 4648 has it: section 5 (for addresses and tokens, without padding) and section 4 (for HTTP Basic).
enum Base64 {
    private static let ofAddresses = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    private static let ofMail = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Base64url without padding.
    static func url(_ bytes: some Collection<UInt8>) -> String {
        String(decoding: encoded(bytes, ofAddresses), as: UTF8.self)
    }

    /// Base64 with padding.
    static func padded(_ bytes: some Collection<UInt8>) -> String {
        let letters = encoded(bytes, ofMail)
        let missing = (4 - letters.count % 4) % 4
        return String(decoding: letters, as: UTF8.self) + String(repeating: "=", count: missing)
    }

    private static func encoded(_ bytes: some Collection<UInt8>, _ alphabet: [UInt8]) -> [UInt8] {
        var letters: [UInt8] = []
        letters.reserveCapacity((bytes.count * 4 + 2) / 3)
        var (bits, count) = (0, 0)
        for byte in bytes {
            bits = (bits << 8 | Int(byte)) & 0xFFFF
            count += 8
            while count >= 6 {
                count -= 6
                letters.append(alphabet[bits >> count & 63])
            }
        }
        if count > 0 { letters.append(alphabet[bits << (6 - count) & 63]) }
        return letters
    }

    /// The bytes of base64url without padding, or `nil`: one text for each value, so nothing is left over (RFC 4648,
    /// section 3.5) and nothing foreign stands in it.
    static func bytes(url letters: some Collection<UInt8>) -> [UInt8]? {
        guard letters.count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(letters.count * 3 / 4)
        var (bits, count) = (0, 0)
        for letter in letters {
            guard let value = value(of: letter) else { return nil }
            bits = (bits << 6 | value) & 0xFFFF
            count += 6
            guard count >= 8 else { continue }
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> count))
        }
        return bits & (1 << count - 1) == 0 ? bytes : nil
    }

    private static func value(of letter: UInt8) -> Int? {
        switch letter {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(letter) - 65
        case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(letter) - 71
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(letter) + 4
        case UInt8(ascii: "-"): 62
        case UInt8(ascii: "_"): 63
        default: nil
        }
    }
}

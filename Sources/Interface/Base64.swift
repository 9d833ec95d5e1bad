/// Base 64 in its two alphabets (RFC 4648 §4 with padding, §5 without).
enum Base64 {
    enum Alphabet {
        /// `+` and `/`, padded.
        case ordinary
        /// `-` and `_`, not padded: for addresses.
        case address
    }

    private static let common = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)

    private static func letters(_ alphabet: Alphabet) -> [UInt8] {
        switch alphabet {
        case .ordinary: common + Array("+/".utf8)
        case .address: common + Array("-_".utf8)
        }
    }

    static func text(of bytes: [UInt8], in alphabet: Alphabet) -> String {
        let letters = letters(alphabet)
        var written: [UInt8] = []
        written.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let held = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0...group.count { written.append(letters[held >> (18 - 6 * place) & 63]) }
            if alphabet == .ordinary {
                written += Array(repeating: UInt8(ascii: "="), count: 3 - group.count)
            }
        }
        return String(decoding: written, as: UTF8.self)
    }

    /// The bytes that `text` spells, and no other text of the alphabet spells; else `nil`.
    static func bytes(of text: String, in alphabet: Alphabet) -> [UInt8]? {
        let letters = letters(alphabet)
        var bytes: [UInt8] = []
        var (held, count) = (UInt32(0), 0)
        var digits = Array(text.utf8)
        if alphabet == .ordinary {
            guard digits.count % 4 == 0 else { return nil }
            for _ in 0..<2 where digits.last == UInt8(ascii: "=") { digits.removeLast() }
        }
        for letter in digits {
            guard let digit = letters.firstIndex(of: letter) else { return nil }
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
}

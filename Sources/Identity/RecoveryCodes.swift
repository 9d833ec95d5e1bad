import Crypto

/// Codes on paper for the day on which the phone is gone. Each works once; the caller strikes off the one that was
/// used.
///
/// A code is 80 random bits in sixteen letters and digits, such as `7KQ2-M0ZD-XV4R-9TBH`. The alphabet is Crockford's:
/// it has no I, L, O and U, and whoever reads a nought as an O or a one as an I or L is understood.
public enum RecoveryCodes {
    /// How many codes a person gets at a time.
    public static let count = 10
    /// How many random bytes the codes of one person are made of.
    public static let randomByteCount = 100

    private static let bytesEach = 10
    private static let lettersEach = 16
    private static let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// Makes ten codes, to be shown once. Only their hashes are stored.
    ///
    /// - Parameter randomBytes: 100 bytes from a cryptographic generator.
    /// - Returns: `nil` for any other number of bytes.
    public static func make(from randomBytes: [UInt8]) -> [String]? {
        guard randomBytes.count == randomByteCount else { return nil }
        return (0..<count).map { index in
            let letters = FiveBits.text(
                of: Array(randomBytes[index * bytesEach..<(index + 1) * bytesEach]), in: letters)
            return letters.enumerated().reduce(into: "") { text, letter in
                if letter.offset > 0, letter.offset.isMultiple(of: 4) { text.append("-") }
                text.append(letter.element)
            }
        }
    }

    /// What was typed as sixteen capital letters and digits: without spaces and hyphens of any kind, O read as nought,
    /// I and L as one.
    ///
    /// - Returns: `nil` when it cannot be a recovery code.
    public static func normalised(_ typed: String) -> String? {
        var written: [UInt8] = []
        for character in typed where !character.isWhitespace && !isHyphen(character) {
            guard written.count < lettersEach, let letter = character.uppercased().utf8.first, character.isASCII else {
                return nil
            }
            switch letter {
            case UInt8(ascii: "O"): written.append(UInt8(ascii: "0"))
            case UInt8(ascii: "I"), UInt8(ascii: "L"): written.append(UInt8(ascii: "1"))
            case _ where letters.contains(letter): written.append(letter)
            default: return nil
            }
        }
        return written.count == lettersEach ? String(decoding: written, as: UTF8.self) : nil
    }

    private static func isHyphen(_ character: Character) -> Bool {
        switch character {
        case "-", "\u{00AD}", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2212}": true
        default: false
        }
    }

    /// The hash of a code, for storage: 32 bytes.
    ///
    /// SHA-256 is enough here, where it would not be for a password: a code is 80 random bits, chosen by nobody, so
    /// there is no list of likely ones to try. The text that is hashed begins with what it is for, so that no other
    /// hash of the system can be taken for it, and holds the account, so that one guess cannot be tried against
    /// everybody's codes at once and a hash moved to another account opens nothing.
    ///
    /// - Parameters:
    ///   - code: as made or as typed.
    ///   - account: the account's id.
    /// - Returns: `nil` when `code` cannot be a recovery code.
    public static func hash(_ code: String, account: String) -> [UInt8]? {
        normalised(code).map { code in
            // A code has a fixed length and stands before the account: no two pairs give the same text.
            Array(SHA256.hash(data: Array("firmground recovery code 1\n\(code)\n\(account)".utf8)))
        }
    }

    /// Which of the stored hashes is that of the typed code. Looks at all of them whatever it finds.
    ///
    /// - Parameters:
    ///   - typed: as typed.
    ///   - account: the account's id.
    ///   - hashes: the hashes of the codes that have not been used.
    /// - Returns: the index in `hashes`; `nil` when it is none of them.
    public static func match(_ typed: String, account: String, among hashes: [[UInt8]]) -> Int? {
        guard let hash = hash(typed, account: account) else { return nil }
        var found: Int?
        for (index, stored) in hashes.enumerated() where isSame(hash, stored) { found = index }
        return found
    }
}

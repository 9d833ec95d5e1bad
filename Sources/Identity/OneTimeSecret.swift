/// The secret that an authenticator app and the server share: 20 bytes, as long as what SHA-1 gives (RFC 4226 §4, R6).
///
/// Prints as a word, never as its bytes.
public struct OneTimeSecret: Sendable, CustomStringConvertible, CustomReflectable {
    /// How many random bytes a secret is made of.
    public static let byteCount = 20

    /// The 20 bytes. Store them sealed: whoever has them makes every code to come.
    public let bytes: [UInt8]

    /// - Parameter randomBytes: 20 bytes from a cryptographic generator, or a secret stored before.
    /// - Returns: `nil` for any other number of bytes.
    public init?(_ randomBytes: [UInt8]) {
        guard randomBytes.count == OneTimeSecret.byteCount else { return nil }
        bytes = randomBytes
    }

    /// The secret to type into an app that cannot read the square: 32 letters and digits of base 32 in groups of four.
    public var text: String {
        Base32.text(of: bytes).enumerated().reduce(into: "") { text, letter in
            if letter.offset > 0, letter.offset.isMultiple(of: 4) { text.append(" ") }
            text.append(letter.element)
        }
    }

    /// Not the secret.
    public var description: String { "one-time secret" }

    /// Nothing, so that `dump` shows no byte.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection()) }
}

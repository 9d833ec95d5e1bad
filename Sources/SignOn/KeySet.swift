import StrictJSON

/// The provider's public keys (RFC 7517, section 5).
struct KeySet: Sendable {
    private let keys: [SigningKey]

    /// - Throws: `keysUnreadable` when it is no set, has more than 100 keys, or none that can check a signature.
    init(_ set: JSON) throws(SignOnFault) {
        guard let entries = set["keys"]?.items, entries.count <= 100 else { throw .keysUnreadable }
        keys = entries.compactMap { SigningKey($0) }
        if keys.isEmpty { throw .keysUnreadable }
    }

    /// Checks the signature of a token.
    ///
    /// - Throws: `keyUnknown`, `keyNotNamed` (several keys fit a token that names none: OpenID Connect Core 1.0, section 10.1),
    ///   `signatureWrong`.
    func verify(_ token: SignedToken) async throws(SignOnFault) {
        let fitting = keys.filter { $0.serves(token.algorithm) && (token.keyID == nil || $0.id == token.keyID) }
        guard let key = fitting.first else { throw .keyUnknown }
        guard fitting.count == 1 || token.keyID != nil else { throw .keyNotNamed }
        guard await key.matches(token.signature, over: token.signed, by: token.algorithm) else { throw .signatureWrong }
    }
}

import Crypto

/// Unguessable texts and what is stored of them.
enum SignOnSecret {
    /// 256 bits in 43 letters of base64url; good as PKCE verifier too (RFC 7636, section 4.1).
    static func make(_ outside: Outside) throws(SignOnFault) -> String {
        let bytes = outside.randomBytes(32)
        guard bytes.count == 32 else { throw .randomnessMissing }
        return Base64.url(bytes)
    }

    /// Whether a text can be one of ours.
    static func isWellFormed(_ text: String) -> Bool {
        text.utf8.count == 43 && Base64.bytes(url: text.utf8) != nil
    }

    /// SHA-256 in base64url: PKCE's `S256` (RFC 7636, section 4.2), and what is kept of a secret.
    static func hash(_ text: String) -> String {
        Base64.url(Array(SHA256.hash(data: Array(text.utf8))))
    }
}

import StrictJSON

/// A JSON Web Token in compact form (RFC 7519; RFC 7515, section 3.1), read but not yet believed.
struct SignedToken: Sendable {
    let algorithm: SigningAlgorithm
    /// `kid`.
    let keyID: String?
    let claims: JSON
    /// What the signature is over: header and claims as they came.
    let signed: [UInt8]
    let signature: [UInt8]

    /// - Throws: `tokenUnreadable`, or `algorithmRefused` for an algorithm that is not among those allowed.
    init(_ text: String, allowed: Set<SigningAlgorithm>) throws(SignOnFault) {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, let header = SignedToken.object(parts[0]) else { throw .tokenUnreadable }
        guard let name = header["alg"]?.string else { throw .tokenUnreadable }
        guard let algorithm = SigningAlgorithm(rawValue: name), allowed.contains(algorithm) else {
            throw .algorithmRefused
        }
        // Extensions that must be understood (RFC 7515, section 4.1.11): none is. A token of another kind than an ID token
        // says so in `typ` (RFC 8725, section 3.11).
        guard header["crit"] == nil, ["jwt", nil].contains(header["typ"]?.string?.lowercased()) else {
            throw .tokenUnreadable
        }
        if let id = header["kid"], id.string == nil { throw .tokenUnreadable }
        guard let claims = SignedToken.object(parts[1]), let signature = Base64.bytes(url: parts[2]) else {
            throw .tokenUnreadable
        }
        self.algorithm = algorithm
        self.keyID = header["kid"]?.string
        self.claims = claims
        self.signature = signature
        signed = Array(parts[0]) + [UInt8(ascii: ".")] + Array(parts[1])
    }

    private static func object(_ letters: Substring.UTF8View) -> JSON? {
        guard let bytes = Base64.bytes(url: letters), let value = try? JSON(bytes), value.members != nil else {
            return nil
        }
        return value
    }
}

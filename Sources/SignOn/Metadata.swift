import StrictJSON

/// What the provider tells of itself (OpenID Connect Discovery 1.0, section 3).
struct Metadata: Sendable, Hashable {
    let authorisation: Address
    let token: Address
    let keys: Address
    /// OpenID Connect RP-Initiated Logout 1.0, section 2.1.
    let endSession: Address?
    /// RFC 9207, section 3: its redirects carry `iss`, always.
    let namesIssuerInRedirect: Bool

    /// Where the description of an issuer lies (Discovery 1.0, section 4): after the issuer without its last slash.
    static func address(of issuer: Address) -> Address? {
        let root = issuer.text.hasSuffix("/") ? String(issuer.text.dropLast()) : issuer.text
        return Address(root + "/.well-known/openid-configuration")
    }

    /// - Throws: `discoveryOfAnotherIssuer` unless the issuer is the same letter by letter (section 4.3),
    ///   `discoveryIncomplete`, `endpointNotSafe` for an address that is not of the issuer's scheme.
    init(_ page: JSON, issuer: Address) throws(SignOnFault) {
        guard page["issuer"]?.string == issuer.text else { throw .discoveryOfAnotherIssuer }
        func endpoint(_ name: String) throws(SignOnFault) -> Address? {
            guard let text = page[name]?.string else { return nil }
            guard let address = Address(text), address.isSafe, address.scheme == issuer.scheme else {
                throw .endpointNotSafe
            }
            return address
        }
        guard let authorisation = try endpoint("authorization_endpoint"), let token = try endpoint("token_endpoint"),
            let keys = try endpoint("jwks_uri")
        else { throw .discoveryIncomplete }
        self.authorisation = authorisation
        self.token = token
        self.keys = keys
        endSession = try endpoint("end_session_endpoint")
        namesIssuerInRedirect = page["authorization_response_iss_parameter_supported"]?.bool ?? false
    }
}

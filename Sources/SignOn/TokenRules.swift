import StrictJSON

/// The rules by which the claims of an ID token are believed (OpenID Connect Core 1.0, section 3.1.3.7), without its
/// signature.
struct TokenRules: Sendable {
    /// How far the provider's clock may be from ours, in seconds.
    static let leewaySeconds = 60

    let issuer: String
    let clientID: String
    let nonce: String
    /// How long before the token was made the person may have proved who they are, in seconds; `nil`: no matter.
    let longestSinceAuthentication: Int?
    /// Seconds since 1970.
    let moment: Int

    /// Steps: 1. issuer; 2. audience and authorised party; 3. times; 4. nonce; 5. `auth_time`.
    ///
    /// - Throws: the fault of the first step that fails, and `claimUnreadable` for a claim of the wrong type.
    func check(_ claims: JSON) throws(SignOnFault) {
        guard claims["iss"]?.string == issuer else { throw .tokenOfAnotherIssuer }
        try checkAudience(claims)
        try checkTimes(claims)
        guard claims["nonce"]?.string == nonce else { throw .nonceOfAnotherTry }
        try checkAuthentication(claims)
    }

    /// Both times are the provider's own, so that the clocks may differ; 5 seconds are for rounding.
    private func checkAuthentication(_ claims: JSON) throws(SignOnFault) {
        guard let longestSinceAuthentication else { return }
        guard let authenticated = try TokenRules.time("auth_time", claims),
            let made = try TokenRules.time("iat", claims), made - authenticated <= longestSinceAuthentication + 5
        else { throw .authenticationNotFresh }
    }

    /// Several audiences need an authorised party, and whenever there is one it must be us.
    private func checkAudience(_ claims: JSON) throws(SignOnFault) {
        let audiences = try claims.texts("aud")
        guard audiences.contains(clientID) else { throw .tokenForAnotherAudience }
        if let party = claims["azp"] {
            guard party.string == clientID else { throw .authorisedPartyWrong }
        } else if audiences.count > 1 {
            throw .authorisedPartyWrong
        }
    }

    private func checkTimes(_ claims: JSON) throws(SignOnFault) {
        guard let end = try TokenRules.time("exp", claims), let made = try TokenRules.time("iat", claims) else {
            throw .claimUnreadable
        }
        guard moment < end + TokenRules.leewaySeconds else { throw .tokenExpired }
        if let start = try TokenRules.time("nbf", claims), start > moment + TokenRules.leewaySeconds {
            throw .tokenNotYetValid
        }
        guard made <= moment + TokenRules.leewaySeconds else { throw .tokenFromTheFuture }
    }

    /// A time in seconds since 1970, rounded down (RFC 7519, section 2: it may have a fraction), up to the year 9999.
    private static func time(_ name: String, _ claims: JSON) throws(SignOnFault) -> Int? {
        guard let value = claims[name] else { return nil }
        guard case .number(let digits) = value, let seconds = Double(digits), (0..<253_402_300_800).contains(seconds)
        else { throw .claimUnreadable }
        return Int(seconds)
    }
}

extension JSON {
    /// The texts of a claim that is one text or a list of texts; none when it is absent.
    func texts(_ name: String) throws(SignOnFault) -> [String] {
        guard let value = self[name], value != .null else { return [] }
        if let text = value.string { return [text] }
        guard let items = value.items else { throw .claimUnreadable }
        let texts = items.compactMap(\.string)
        guard texts.count == items.count else { throw .claimUnreadable }
        return texts
    }
}

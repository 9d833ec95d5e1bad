import StrictJSON

/// Somebody whom the provider has signed in and who has a role here.
public struct SignedOn: Sendable, Hashable {
    /// Who it is.
    public let identity: Identity
    /// The first of the settings' groups that the person is in, with its role and organisation.
    public let role: GroupRole
    /// Whether the provider asserts one of the values that stand for a second factor. If not, our side asks for its own.
    public let hasSecondFactor: Bool
    /// What was noted at the beginning.
    public let note: String
    /// The ID token, for `signOutAddress` alone. It names the person: keep it no longer than the session, or not at all.
    public let idToken: String
}

extension Provider {
    /// Finishes a sign-in: checks the redirect, exchanges the code, verifies the ID token, and finds the role.
    ///
    /// The caller has taken `kept` away from where it was stored, so that no redirect counts twice.
    ///
    /// - Parameters:
    ///   - browser: the value of the browser's cookie.
    ///   - kept: what was stored under the redirect's `stateKey`.
    /// - Throws: every fault there is; for a confirmation also `authenticationNotFresh` and `otherPerson`.
    public func finish(_ redirect: Redirect, browser: String?, kept: KeptSignIn) async throws(SignOnFault) -> SignedOn {
        let metadata = try await metadata.value()
        let code = try redirect.code(
            for: kept, browser: browser, settings: settings, metadata: metadata, at: outside.now())
        let answer = try await exchange(code, verifier: kept.verifier, at: metadata.token)
        let token = try await verified(answer, kept)
        let identity = try Identity(token.claims, settings: settings)
        if let subject = kept.subject, subject != identity.subject { throw .otherPerson }
        guard let role = settings.role(of: identity.groups) else { throw .noRole }
        return SignedOn(
            identity: identity, role: role,
            hasSecondFactor: settings.secondFactor.isAsserted(acr: identity.context, amr: identity.methods),
            note: kept.note, idToken: answer.idToken)
    }

    private func verified(_ answer: TokenAnswer, _ kept: KeptSignIn) async throws(SignOnFault) -> SignedToken {
        let token = try SignedToken(answer.idToken, allowed: settings.algorithms)
        do throws(SignOnFault) {
            try await keys.value().verify(token)
        } catch .keyUnknown, .keyNotNamed, .signatureWrong {
            // The provider may have other keys by now (OpenID Connect Core 1.0, section 10.1.1).
            try await keys.renewed().verify(token)
        }
        try rules(kept).check(token.claims)
        // OpenID Connect Core 1.0, section 3.1.3.8.
        if let hash = token.claims["at_hash"] {
            guard let access = answer.accessToken, hash.string == token.algorithm.halfHash(of: access) else {
                throw .accessTokenHashWrong
            }
        }
        return token
    }

    private func rules(_ kept: KeptSignIn) -> TokenRules {
        let moment = outside.now()
        let sinceBeginning = moment - kept.begunAt
        return TokenRules(
            issuer: settings.issuer, clientID: settings.clientID, nonce: kept.nonce,
            longestSinceAuthentication: kept.subject == nil ? nil : sinceBeginning + settings.reauthenticationMaxAge,
            moment: moment)
    }
}

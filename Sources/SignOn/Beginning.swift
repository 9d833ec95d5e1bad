/// What a sign-in is for.
public enum SignInPurpose: Sendable, Hashable {
    /// An ordinary sign-in, which the provider may answer from a session of its own.
    case signIn
    /// The person who is signed in with this subject proves once more, now, who they are (`prompt=login` and `max_age`,
    /// OpenID Connect Core 1.0, section 3.1.2.1).
    case confirm(subject: String)
}

/// The beginning of a sign-in.
public struct Beginning: Sendable, Hashable {
    /// Where to send the browser.
    public let address: String
    /// A secret for a cookie of the browser (`HttpOnly`, `Secure`, `SameSite=Lax`, ten minutes). It binds the sign-in to the
    /// browser that began it (RFC 6749, section 10.12).
    public let browser: String
    /// What to store on the server.
    public let kept: KeptSignIn
}

extension Provider {
    /// Begins a sign-in: makes state, nonce, PKCE verifier and the authorisation address.
    ///
    /// - Parameters:
    ///   - browser: the cookie's value if the browser has one already, so that several windows do not disturb each other.
    ///   - note: kept and given back, such as the page to go to afterwards.
    /// - Throws: faults of discovery, and `randomnessMissing`.
    public func begin(
        _ purpose: SignInPurpose = .signIn, browser: String? = nil, note: String = ""
    ) async throws(SignOnFault) -> Beginning {
        let endpoint = try await metadata.value().authorisation
        let (state, nonce) = (try SignOnSecret.make(outside), try SignOnSecret.make(outside))
        let verifier = try SignOnSecret.make(outside)
        let known = browser.flatMap { SignOnSecret.isWellFormed($0) ? $0 : nil }
        let secret = if let known { known } else { try SignOnSecret.make(outside) }
        let kept = KeptSignIn(
            stateKey: KeptSignIn.stateKey(ofState: state), begunAt: outside.now(), note: note, issuer: settings.issuer,
            clientID: settings.clientID, browserHash: SignOnSecret.hash(secret), nonce: nonce, verifier: verifier,
            subject: purpose.subject)
        return Beginning(
            address: endpoint.adding(query(kept, state: state)), browser: secret, kept: kept)
    }

    private func query(_ kept: KeptSignIn, state: String) -> [Form.Pair] {
        var pairs: [Form.Pair] = [
            ("response_type", "code"), ("client_id", settings.clientID), ("redirect_uri", settings.redirectAddress),
            ("scope", settings.scopes.joined(separator: " ")), ("state", state), ("nonce", kept.nonce),
            ("code_challenge", SignOnSecret.hash(kept.verifier)), ("code_challenge_method", "S256"),
        ]
        if !settings.secondFactor.acr.isEmpty {
            pairs.append(("acr_values", settings.secondFactor.acr.joined(separator: " ")))
        }
        if kept.subject != nil {
            pairs += [("prompt", "login"), ("max_age", String(settings.reauthenticationMaxAge))]
        }
        return pairs
    }
}

extension SignInPurpose {
    fileprivate var subject: String? {
        switch self {
        case .signIn: nil
        case .confirm(let subject): subject
        }
    }
}

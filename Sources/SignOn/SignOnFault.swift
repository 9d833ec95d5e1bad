/// Why a sign-in through the provider did not succeed.
///
/// The raw value is a short code for logs. Neither it nor the sentence repeats anything that came from outside.
public enum SignOnFault: String, Error, Sendable, Hashable, CaseIterable {
    // Reaching the provider
    /// No answer, or none that a working provider gives.
    case providerUnreachable = "provider_unreachable"
    /// More than `WebRequest.maximumBytes`.
    case answerTooLarge = "answer_too_large"
    /// Not JSON, or JSON with a name twice.
    case answerNotJSON = "answer_not_json"
    /// The description is not that of the issuer configured (Discovery 1.0, section 4.3).
    case discoveryOfAnotherIssuer = "discovery_other_issuer"
    /// The description lacks an address that is needed.
    case discoveryIncomplete = "discovery_incomplete"
    /// An address is not of the issuer’s scheme, or no address.
    case endpointNotSafe = "endpoint_not_safe"
    /// There is no key that could check a signature, or there are too many.
    case keysUnreadable = "keys_unreadable"
    /// Our own side gave too few random bytes.
    case randomnessMissing = "randomness_missing"

    // Coming back from it
    /// The query cannot be read, has no state, or has a name twice.
    case redirectUnreadable = "redirect_unreadable"
    /// What was stored is not what `KeptSignIn.text` wrote.
    case keptUnreadable = "kept_unreadable"
    /// What was kept belongs to another issuer or client.
    case keptForAnotherProvider = "kept_other_provider"
    /// The state is not the one that was kept (RFC 6749, section 10.12).
    case stateOfAnotherTry = "state_other_try"
    /// The browser is not the one that began.
    case otherBrowser = "other_browser"
    /// More than ten minutes have passed since the beginning.
    case tooLate = "too_late"
    /// The redirect names another issuer (RFC 9207, section 2.4).
    case redirectOfAnotherIssuer = "redirect_other_issuer"
    /// The redirect names no issuer although the provider always does (RFC 9207, section 2.4).
    case redirectWithoutIssuer = "redirect_without_issuer"
    /// The person, or the provider for them, said no (`access_denied`).
    case declined = "declined"
    /// `server_error` or `temporarily_unavailable` (RFC 6749, section 4.1.2.1).
    case providerBusy = "provider_busy"
    /// Any other error of the authorisation endpoint.
    case providerRefused = "provider_refused"
    /// Neither a code nor an error came back.
    case codeMissing = "code_missing"

    // The token endpoint
    /// The token endpoint does not accept our client id or secret (RFC 6749, section 5.2).
    case clientRefused = "client_refused"
    /// The token endpoint does not accept the code, or its verifier.
    case codeRefused = "code_refused"
    /// The answer holds no ID token.
    case tokenMissing = "token_missing"

    // The ID token
    /// The ID token is no signed JSON Web Token, or is of another kind.
    case tokenUnreadable = "token_unreadable"
    /// It is signed by an algorithm that is not allowed, such as `none` or HS256 (RFC 8725, section 3.1).
    case algorithmRefused = "algorithm_refused"
    /// The provider publishes no such key for that algorithm.
    case keyUnknown = "key_unknown"
    /// It names no key, and several fit.
    case keyNotNamed = "key_not_named"
    /// The signature is not that of the key.
    case signatureWrong = "signature_wrong"
    /// `iss` (OpenID Connect Core 1.0, section 3.1.3.7, as all that follow).
    case tokenOfAnotherIssuer = "token_other_issuer"
    /// `aud`.
    case tokenForAnotherAudience = "token_other_audience"
    /// `azp` is somebody else, or missing where there are several audiences.
    case authorisedPartyWrong = "authorised_party_wrong"
    /// `exp`.
    case tokenExpired = "token_expired"
    /// `nbf`.
    case tokenNotYetValid = "token_not_yet_valid"
    /// `iat`.
    case tokenFromTheFuture = "token_from_future"
    /// `nonce`.
    case nonceOfAnotherTry = "nonce_other_try"
    /// `at_hash`.
    case accessTokenHashWrong = "access_token_hash_wrong"
    /// `auth_time` is missing or too long ago for a confirmation.
    case authenticationNotFresh = "authentication_not_fresh"
    /// A claim that is needed is missing or of the wrong type.
    case claimUnreadable = "claim_unreadable"

    // What it says of the person
    /// Somebody else than the person who has to confirm.
    case otherPerson = "other_person"
    /// None of the person’s groups gives a role.
    case noRole = "no_role"

    /// The short code for logs, in snake case.
    public var code: String { rawValue }
}

extension SignOnFault: CustomStringConvertible {
    /// The code.
    public var description: String { code }

    /// A plain sentence for the person at the screen, which says what to do.
    public var sentence: String {
        switch self {
        case .providerUnreachable, .providerBusy:
            "Your organisation’s sign-in service does not answer. Try again in a few minutes."
        case .providerRefused, .clientRefused:
            "Your organisation’s sign-in service refused this. Start again; if that does not help, tell your "
                + "administrator."
        case .declined:
            "You did not sign in with your organisation’s service. Start again if you want to."
        case .tooLate:
            "Signing in took longer than ten minutes. Start again."
        case .stateOfAnotherTry, .otherBrowser, .keptUnreadable, .keptForAnotherProvider, .redirectUnreadable,
            .codeMissing, .codeRefused, .nonceOfAnotherTry:
            "This sign-in cannot be continued here. Start again, in one window of one browser."
        case .authenticationNotFresh:
            "Your organisation’s sign-in service did not ask you to sign in again. Sign out there, then start again."
        case .otherPerson:
            "Somebody else signed in. Confirm with the account that you are signed in with here."
        case .noRole:
            "You are known, but have no role here yet. Ask your administrator to add you to a group that has one."
        case .tokenExpired, .tokenNotYetValid, .tokenFromTheFuture:
            "Your organisation’s sign-in service gave an answer that is not valid now. Start again; if that does "
                + "not help, tell your administrator that the clocks may differ."
        case .answerTooLarge, .answerNotJSON, .discoveryOfAnotherIssuer, .discoveryIncomplete, .endpointNotSafe,
            .keysUnreadable, .randomnessMissing, .redirectOfAnotherIssuer, .redirectWithoutIssuer, .tokenMissing,
            .tokenUnreadable, .algorithmRefused, .keyUnknown, .keyNotNamed,
            .signatureWrong, .tokenOfAnotherIssuer, .tokenForAnotherAudience, .authorisedPartyWrong,
            .accessTokenHashWrong, .claimUnreadable:
            "Your organisation’s sign-in service gave an answer that cannot be trusted. Tell your administrator."
        }
    }
}

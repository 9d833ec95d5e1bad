/// What the provider sent the browser back with (RFC 6749, sections 4.1.2 and 4.1.2.1; RFC 9207, section 2).
public struct Redirect: Sendable, Hashable {
    let state: String
    let code: String?
    let error: String?
    let issuer: String?

    /// Under what the values of this sign-in are stored.
    public var stateKey: String { KeptSignIn.stateKey(ofState: state) }

    /// Reads the query of the address, still escaped, without its question mark.
    ///
    /// - Throws: `redirectUnreadable` when it is longer than 16 KiB, cannot be read, has no state, or has a name twice
    ///   (RFC 6749, section 3.1).
    public init(query: String) throws(SignOnFault) {
        guard query.utf8.count <= 16_384, let pairs = Form.pairs(query) else { throw .redirectUnreadable }
        var values: [String: String] = [:]
        for pair in pairs where ["state", "code", "error", "iss"].contains(pair.name) {
            guard values.updateValue(pair.value, forKey: pair.name) == nil else { throw .redirectUnreadable }
        }
        guard let state = values["state"] else { throw .redirectUnreadable }
        self.state = state
        code = values["code"]
        error = values["error"]
        issuer = values["iss"]
    }
}

extension Redirect {
    /// The code, if everything about the redirect fits what was kept.
    ///
    /// Only then is an error of the provider's told: nobody else may bring one up.
    func code(
        for kept: KeptSignIn, browser: String?, settings: ProviderSettings, metadata: Metadata, at moment: Int
    ) throws(SignOnFault) -> String {
        guard kept.issuer == settings.issuer, kept.clientID == settings.clientID else { throw .keptForAnotherProvider }
        guard stateKey == kept.stateKey else { throw .stateOfAnotherTry }
        guard let browser, SignOnSecret.hash(browser) == kept.browserHash else { throw .otherBrowser }
        guard (kept.begunAt - 60..<kept.endsAt).contains(moment) else { throw .tooLate }
        // RFC 9207, section 2.4: against a redirect that another provider caused.
        if let issuer, issuer != settings.issuer { throw .redirectOfAnotherIssuer }
        if issuer == nil, metadata.namesIssuerInRedirect { throw .redirectWithoutIssuer }
        switch error {
        case nil: break
        case "access_denied": throw .declined
        case "server_error", "temporarily_unavailable": throw .providerBusy
        default: throw .providerRefused
        }
        guard let code, !code.isEmpty else { throw .codeMissing }
        return code
    }
}

extension Provider {
    /// Where to send the browser to sign out at the provider too (OpenID Connect RP-Initiated Logout 1.0, section 2); `nil`
    /// when the provider does not offer it or cannot be reached.
    ///
    /// - Parameters:
    ///   - idToken: the ID token of the sign-in, if it was kept. Without it most providers ask the person first.
    ///   - returnAddress: where the provider sends the browser then; must be registered there.
    public func signOutAddress(idToken: String? = nil, returnAddress: String? = nil) async -> String? {
        guard let endpoint = try? await metadata.value().endSession else { return nil }
        var pairs: [Form.Pair] = [("client_id", settings.clientID)]
        if let idToken { pairs.append(("id_token_hint", idToken)) }
        if let returnAddress { pairs.append(("post_logout_redirect_uri", returnAddress)) }
        return endpoint.adding(pairs)
    }
}

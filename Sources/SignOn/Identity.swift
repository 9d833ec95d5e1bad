import StrictJSON

/// Who somebody is, as the provider says. Issuer and subject together identify them, for ever; nothing else does
/// (OpenID Connect Core 1.0, section 5.7).
public struct Identity: Sendable, Hashable {
    /// The settings’ issuer, which the token names too.
    public let issuer: String
    /// `sub`: at most 255 bytes.
    public let subject: String
    /// What the person is called: `name`, else the account's name, else the e-mail address, else the subject.
    public let displayName: String
    /// The claim that the settings name, such as `preferred_username`. For people to read only.
    public let accountName: String?
    /// For people to read only: it may have been somebody else's before.
    public let email: String?
    /// The values of the settings’ groups claim, in the provider’s order; none when it is absent.
    public let groups: [String]
    /// `amr`: how the person proved who they are (RFC 8176).
    public let methods: [String]
    /// `acr`: the level that the provider claims for that.
    public let context: String?

    /// - Throws: `claimUnreadable` for a claim of the wrong type, or without a subject of 1 to 255 bytes.
    init(_ claims: JSON, settings: ProviderSettings) throws(SignOnFault) {
        guard let subject = claims["sub"]?.string, (1...255).contains(subject.utf8.count) else {
            throw .claimUnreadable
        }
        issuer = settings.issuer
        self.subject = subject
        accountName = claims.display(settings.accountClaim)
        email = claims.display("email")
        displayName = claims.display("name") ?? accountName ?? email ?? subject
        groups = try claims.texts(settings.groupsClaim)
        methods = try claims.texts("amr")
        context = claims["acr"]?.string
    }
}

extension JSON {
    /// A text for people: one line of at most 200 characters, without control characters and without those that turn the
    /// direction of writing; `nil` when nothing is left.
    fileprivate func display(_ name: String) -> String? {
        guard let text = self[name]?.string else { return nil }
        let scalars = text.unicodeScalars.prefix(1_000).filter { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: false
            default: true
            }
        }
        var plain = ""
        plain.unicodeScalars.append(contentsOf: scalars)
        let cut = String(plain.prefix(200))
        return cut.allSatisfy(\.isWhitespace) ? nil : cut
    }
}

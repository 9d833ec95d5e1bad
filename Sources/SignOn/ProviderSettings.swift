/// How FirmGround and one provider know each other.
public struct ProviderSettings: Sendable, Hashable {
    /// The provider's name for itself: an address, compared letter by letter (OpenID Connect Core 1.0, section 2).
    public let issuer: String
    /// Our name at the provider (RFC 6749, section 2.2).
    public let clientID: String
    /// Sent as `client_secret_basic` (RFC 6749, section 2.3.1); `nil` for a public client, which PKCE alone protects.
    public let clientSecret: String?
    /// Where the provider sends people back to; must be registered there exactly so.
    public let redirectAddress: String
    /// `openid` first, then what is configured.
    public let scopes: [String]
    /// The claim of the ID token that lists a person's groups.
    public let groupsClaim: String
    /// The claim that names the account for people to read. It identifies nobody: issuer and `sub` do.
    public let accountClaim: String
    /// What stands on the button.
    public let label: String
    /// Groups and the roles they give, the preferred first.
    public let roles: [GroupRole]
    /// How the provider says that it asked for a second factor.
    public let secondFactor: SecondFactor
    /// The signature algorithms that are accepted (RFC 8725, section 3.1).
    public let algorithms: Set<SigningAlgorithm>
    /// `max_age` of a re-authentication, in seconds: 0, or a little more for a provider that refuses 0.
    public let reauthenticationMaxAge: Int
}

/// A group at the provider and what it gives here.
public struct GroupRole: Sendable, Hashable {
    /// A value of the claim that lists groups, compared letter by letter.
    public let group: String
    /// The id of a role in the rulebook.
    public let role: String
    /// The id of an organisation in the rulebook.
    public let organisation: String

    /// What one entry of `roles` in the settings says.
    public init(group: String, role: String, organisation: String) {
        self.group = group
        self.role = role
        self.organisation = organisation
    }
}

/// What the provider says when it has asked for a second factor itself.
public struct SecondFactor: Sendable, Hashable {
    /// Values of `acr` of which one is enough; they are asked for with `acr_values`.
    public let acr: [String]
    /// Values of `amr` (RFC 8176) of which one is enough.
    public let amr: [String]

    /// What `second_factor` in the settings says.
    public init(acr: [String], amr: [String]) {
        self.acr = acr
        self.amr = amr
    }

    /// Whether one of the values is asserted. Without any configured none is, and our side has to ask.
    public func isAsserted(acr context: String?, amr methods: [String]) -> Bool {
        acr.contains { $0 == context } || amr.contains { methods.contains($0) }
    }
}

extension ProviderSettings {
    /// The role and organisation of the first entry whose group is among a person's; `nil` when none is.
    public func role(of groups: [String]) -> GroupRole? {
        let groups = Set(groups)
        return roles.first { groups.contains($0.group) }
    }
}

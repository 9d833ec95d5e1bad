public import Casework
public import Rulebook

/// Somebody who may sign in, in one of the posts they hold: one person, one role, one organisation, for a time.
public struct Account: Sendable, Hashable {
    public let id: String
    /// What the person types to sign in.
    public let signIn: String
    public let displayName: String
    /// The number of the post among those the person holds, from 1.
    public let post: Int
    public let role: String
    /// The organisation's id.
    public let organisation: String
    /// The organisation's name.
    public let organisationName: String
    public let unit: String?
    /// What the organisation is on cases, as `list:code`: a force, an authority, a first responder.
    public let bodies: [String]
    /// The areas that the post covers, as `list:code`.
    public let areas: [String]
    public let startsOn: CivilDate
    /// The last day on which the account works in this post; `nil`: no end known.
    public let endsOn: CivilDate?

    public init(
        id: String, signIn: String, displayName: String, post: Int = 1, role: String, organisation: String,
        organisationName: String? = nil, unit: String? = nil, bodies: [String] = [], areas: [String] = [],
        startsOn: CivilDate, endsOn: CivilDate? = nil
    ) {
        self.id = id
        self.signIn = signIn
        self.displayName = displayName
        self.post = post
        self.role = role
        self.organisation = organisation
        self.organisationName = organisationName ?? organisation
        self.unit = unit
        self.bodies = bodies
        self.areas = areas
        self.startsOn = startsOn
        self.endsOn = endsOn
    }

    public var actor: Actor { Actor(account: id, role: role, organisation: organisation) }

    public func isActive(on day: CivilDate) -> Bool {
        startsOn <= day && (endsOn.map { day <= $0 } ?? true)
    }

    /// Every scope under which dossiers may stand that are this account's business in some way.
    var scopes: [String] {
        var scopes = [Scope.account(id)]
        if !organisation.isEmpty { scopes.append(Scope.organisation(organisation)) }
        if let unit { scopes.append(Scope.unit(unit, of: organisation)) }
        return scopes + bodies.map(Scope.body) + areas.map(Scope.area)
    }
}

public import Casework
public import Rulebook

/// Somebody who may sign in: one person, one role, for a time.
public struct Account: Sendable, Hashable {
    public let id: String
    /// What the person types to sign in.
    public let signIn: String
    public let displayName: String
    public let role: String
    public let organisation: String
    public let startsOn: CivilDate
    /// The last day on which the account works; `nil`: no end known.
    public let endsOn: CivilDate?

    public init(
        id: String, signIn: String, displayName: String, role: String, organisation: String, startsOn: CivilDate,
        endsOn: CivilDate? = nil
    ) {
        self.id = id
        self.signIn = signIn
        self.displayName = displayName
        self.role = role
        self.organisation = organisation
        self.startsOn = startsOn
        self.endsOn = endsOn
    }

    public var actor: Actor { Actor(account: id, role: role, organisation: organisation) }

    public func isActive(on day: CivilDate) -> Bool {
        startsOn <= day && (endsOn.map { day <= $0 } ?? true)
    }
}

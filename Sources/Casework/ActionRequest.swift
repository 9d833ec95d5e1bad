public import Rulebook

/// Who does something, in which role and for which organisation.
public struct Actor: Sendable, Hashable {
    /// The account's id. Never a name.
    public let account: String
    /// The role in which the account acts.
    public let role: String
    public let organisation: String

    public init(account: String, role: String, organisation: String = "") {
        self.account = account
        self.role = role
        self.organisation = organisation
    }
}

extension Actor {
    subscript(part: ActionDefinition.ActorPart) -> String {
        switch part {
        case .account: account
        case .organisation: organisation
        case .role: role
        }
    }
}

/// An answer as it came in, before anybody has looked whether it makes sense.
public enum RawAnswer: Sendable, Hashable {
    case text(String)
    case list([String])
    /// A value of a kind that no question takes; the text says what it was (“a number”).
    case unreadable(String)
}

/// What somebody wants to do.
public struct ActionRequest: Sendable {
    public var record: String
    /// Which of several records of the kind; `nil` for the latest, or a new one where the action creates it.
    public var instance: Int?
    public var action: String
    public var answers: [String: RawAnswer]
    /// Answers to questions that the rulebook does not know, as JSON text by key. Kept, never interpreted.
    public var aside: [String: String]
    /// Fields that the source of the request cannot carry and that are therefore not demanded.
    public var notCarried: Set<String>
    public var actor: Actor
    public var purpose: String
    /// The civil day on which it happened, in the nation of the case.
    public var occurredOn: CivilDate

    public init(
        record: String, instance: Int? = nil, action: String, answers: [String: RawAnswer] = [:],
        aside: [String: String] = [:],
        notCarried: Set<String> = [], actor: Actor, purpose: String, occurredOn: CivilDate
    ) {
        self.record = record
        self.instance = instance
        self.action = action
        self.answers = answers
        self.aside = aside
        self.notCarried = notCarried
        self.actor = actor
        self.purpose = purpose
        self.occurredOn = occurredOn
    }
}

/// A verb somebody can do to a record.
public final class ActionDefinition: Sendable {
    public struct FieldUse: Sendable {
        public let field: String
        /// Demanded by this action even where the field itself is optional.
        public let required: Bool
    }

    public enum Fields: Sendable {
        case all
        case only([FieldUse])
    }

    public struct Guard: Sendable {
        public let condition: Condition
        /// The code of the refusal.
        public let code: String
        /// The sentence shown when it fails; a `law` test brings its own.
        public let refuses: Wording?
        /// Where this does not hold, the guard asks nothing.
        public let when: Condition?
    }

    public struct Destination: Sendable {
        public let state: String
        public let when: Condition?
    }

    /// What else happens on the same dossier.
    public struct SideEffect: Sendable {
        public let record: String
        public let to: String
        public let when: Condition?
    }

    /// What happens to a clock, where the condition holds.
    public struct ClockUse: Sendable {
        public let clock: String
        public let when: Condition?
    }

    public enum ActorPart: String, Sendable, CaseIterable {
        case account, organisation, role
    }

    /// A field that the system fills.
    public enum Filling: Sendable {
        case rule(String)
        case law(String, parameters: [String: String])
        case constant(String)
        /// Something about whoever does it.
        case actor(ActorPart)
    }

    public let id: String
    public let label: Wording
    /// What the timeline says once it is done.
    public let done: Wording
    public let survivor: Wording
    public let roles: [String]
    public let purposes: [String]
    /// States from which it may be done; empty means the record does not exist yet.
    public let from: [String]
    /// Tried in order; the first whose condition holds is taken. Empty: the record stays where it is.
    public let destinations: [Destination]
    public let fields: Fields
    /// The field that says what was wrong. Where there is one, the action puts single answers right: nothing but the reason is demanded,
    /// and one answer at least is given.
    public let amends: String?
    public let guards: [Guard]
    /// When a second person must confirm before it takes effect.
    public let secondPerson: Condition?
    public let sets: [String: Filling]
    public let also: [SideEffect]
    public let starts: [ClockUse]
    public let stops: [ClockUse]
    public let pauses: [ClockUse]
    public let resumes: [ClockUse]
    /// Clocks counted anew from the day on which they began, because what they count by has changed.
    public let recounts: [ClockUse]
    /// Questions that doing it settles.
    public let settles: [String]
    /// A field in which the actor names the open question that this settles.
    public let settlesNamedIn: String?
    public let tells: [String]

    init(
        id: String, label: Wording, done: Wording, survivor: Wording, roles: [String], purposes: [String],
        from: [String], destinations: [Destination], fields: Fields, amends: String?, guards: [Guard],
        secondPerson: Condition?,
        sets: [String: Filling], also: [SideEffect], starts: [ClockUse], stops: [ClockUse], pauses: [ClockUse],
        resumes: [ClockUse], recounts: [ClockUse], settles: [String], settlesNamedIn: String?, tells: [String]
    ) {
        self.id = id
        self.label = label
        self.done = done
        self.survivor = survivor
        self.roles = roles
        self.purposes = purposes
        self.from = from
        self.destinations = destinations
        self.fields = fields
        self.amends = amends
        self.guards = guards
        self.secondPerson = secondPerson
        self.sets = sets
        self.also = also
        self.starts = starts
        self.stops = stops
        self.pauses = pauses
        self.resumes = resumes
        self.recounts = recounts
        self.settles = settles
        self.settlesNamedIn = settlesNamedIn
        self.tells = tells
    }
}

/// The two verbs that a record gains when an action of it needs a second person.
public enum SecondPersonVerb {
    public static let confirm = "confirm"
    public static let sendBack = "send_back"
    /// The field that says why a draft was sent back.
    public static let reasonField = "send_back_reason"
}

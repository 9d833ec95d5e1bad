public import Rulebook

/// A moment: milliseconds since 1 January 1970 UTC.
public struct Instant: Hashable, Comparable, Sendable {
    public let milliseconds: Int64

    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    public static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }
}

/// One fact: who did which action to what, when it happened, when it was recorded, with which answers, and what followed.
///
/// What followed stands in the entry itself, so folding it never consults a rulebook: a case reads the same after the law has changed.
public struct Entry: Sendable, Hashable {
    public enum Stage: String, Sendable, CaseIterable {
        /// Done and in effect.
        case done
        /// Drafted; takes effect when a second person confirms it.
        case proposed
        /// Confirmed by a second person.
        case confirmed
        /// Sent back to its author.
        case sentBack = "sent_back"
    }

    /// The dossier's version after this entry; the first is 1.
    public let version: Int
    public let record: String
    public let instance: Int
    public let action: String
    public let stage: Stage
    public let actor: Actor
    public let purpose: String
    public let occurredOn: CivilDate
    public let recordedAt: Instant
    public let fields: Answers
    public let aside: [String: String]
    public let effects: Effects

    public init(
        version: Int, record: String, instance: Int, action: String, stage: Stage, actor: Actor, purpose: String,
        occurredOn: CivilDate, recordedAt: Instant, fields: Answers, aside: [String: String] = [:], effects: Effects
    ) {
        self.version = version
        self.record = record
        self.instance = instance
        self.action = action
        self.stage = stage
        self.actor = actor
        self.purpose = purpose
        self.occurredOn = occurredOn
        self.recordedAt = recordedAt
        self.fields = fields
        self.aside = aside
        self.effects = effects
    }
}

/// What an entry brought about beyond its answers.
public struct Effects: Sendable, Hashable {
    public struct Move: Sendable, Hashable {
        public let record: String
        public let instance: Int
        public let to: String

        public init(record: String, instance: Int, to: String) {
            self.record = record
            self.instance = instance
            self.to = to
        }
    }

    public struct ClockChange: Sendable, Hashable {
        public enum Kind: String, Sendable, CaseIterable {
            case started, stopped, paused, resumed
            /// Counted anew from the day on which it began, because what it counts by has changed.
            case recounted
        }

        public let clock: String
        public let kind: Kind
        /// The due date after the change; `nil` when the rule gives none or it could not be computed.
        public let due: CivilDate?
        /// The id of the rule value it was counted by.
        public let basis: String

        public init(clock: String, kind: Kind, due: CivilDate?, basis: String) {
            self.clock = clock
            self.kind = kind
            self.due = due
            self.basis = basis
        }
    }

    /// The nation whose law applies, where this entry settled it.
    public var nation: Nation?
    public var moves: [Move] = []
    public var clocks: [ClockChange] = []
    public var raises: [String] = []
    public var settles: [String] = []
    /// Audiences to be told, in order.
    public var tells: [String] = []

    public init() {}
}

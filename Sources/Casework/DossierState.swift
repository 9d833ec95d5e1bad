public import Rulebook

/// A dossier as its entries made it: the fold of everything that happened.
public struct DossierState: Sendable, Hashable {
    public let kind: String
    public internal(set) var nation: Nation?
    public internal(set) var openedOn: CivilDate
    /// The number of entries.
    public internal(set) var version = 0
    /// Who made the first entry; `nil` before there is one.
    public internal(set) var openedBy: Actor?
    /// Records by kind, oldest first.
    public internal(set) var records: [String: [RecordState]] = [:]
    public internal(set) var clocks: [String: ClockState] = [:]
    public internal(set) var questions: [String: QuestionState] = [:]

    public init(kind: String, openedOn: CivilDate) {
        self.kind = kind
        self.openedOn = openedOn
    }

    /// The same without the records that are not kept.
    public func keeping(_ isKept: (String) -> Bool) -> DossierState {
        var state = self
        state.records = records.filter { isKept($0.key) }
        return state
    }

    /// The latest record of a kind.
    public func record(_ kind: String) -> RecordState? { records[kind]?.last }

    public func record(_ kind: String, instance: Int) -> RecordState? {
        guard let all = records[kind], instance >= 1, instance <= all.count else { return nil }
        return all[instance - 1]
    }

    /// The answer to a field of the latest record.
    public func answer(_ path: FieldPath) -> FieldValue? {
        path.record.flatMap { record($0)?.fields[path.field] }
    }

    /// Questions still to be settled, in a stable order.
    public var openQuestions: [String] {
        questions.filter { $0.value.settledOn == nil }.keys.sorted()
    }
}

/// A record as it stands.
public struct RecordState: Sendable, Hashable {
    public struct Pending: Sendable, Hashable {
        public let action: String
        public let account: String
        public let fields: Answers
        public let since: CivilDate
    }

    public let kind: String
    public let instance: Int
    public internal(set) var state: String
    public internal(set) var fields: Answers = [:]
    /// Who last did each action, by account id.
    public internal(set) var lastActors: [String: String] = [:]
    /// A decision that waits for a second person.
    public internal(set) var pending: Pending?
    /// The day on which it came into its state.
    public internal(set) var since: CivilDate
    /// When its last entry was recorded; `nil` for a record that only others have moved.
    public internal(set) var recordedAt: Instant?
}

/// A clock as it stands.
public struct ClockState: Sendable, Hashable {
    public enum Standing: String, Sendable, CaseIterable {
        case running, paused, met, breached
    }

    public let clock: String
    public let startedOn: CivilDate
    /// `nil`: the law gives no day, or none could be computed.
    public internal(set) var due: CivilDate?
    /// The id of the rule value it counts by.
    public internal(set) var basis: String
    public internal(set) var pausedOn: CivilDate?
    public internal(set) var stoppedOn: CivilDate?

    /// How it stands on a day. A clock that stopped after its due date was breached.
    public func standing(on day: CivilDate) -> Standing {
        let measured = stoppedOn ?? pausedOn ?? day
        if let due, measured > due { return .breached }
        if stoppedOn != nil { return .met }
        return pausedOn == nil ? .running : .paused
    }

    public var isOver: Bool { stoppedOn != nil }
}

/// A doubt that was raised, and when it was settled.
public struct QuestionState: Sendable, Hashable {
    public let raisedOn: CivilDate
    public internal(set) var settledOn: CivilDate?
}

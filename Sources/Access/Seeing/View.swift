public import Casework
public import Ledger
public import Rulebook

/// How much of a dossier a view shows.
public enum ViewExtent: Sendable {
    /// Where each record stands, what may be done and which questions are open: enough to act.
    case standing
    /// Head, safe contact, clocks, questions, where each record stands, timeline: no record's answers.
    case overview
    case everything

    /// The classes it may show anything of.
    var classes: SealingClasses {
        switch self {
        case .standing: .open
        case .overview: [.open, .personal, .contact, .immigration]
        case .everything: .all
        }
    }
}

/// What an account may see of a dossier for a purpose: already redacted, with words for codes.
///
/// Made in one place, ``Access/view(_:for:purpose:)``; no page, export or API reaches around it.
public struct DossierView: Sendable {
    public struct Line: Sendable, Hashable {
        public let label: String
        public let value: String
        /// Whether the value was typed by a person, and may be in any script.
        public let isTyped: Bool
    }

    public struct Clock: Sendable, Hashable {
        public let id: String
        public let label: String
        public let kind: ClockDefinition.Kind
        public let startedOn: CivilDate
        public let due: CivilDate?
        public let standing: ClockState.Standing
        public let stoppedOn: CivilDate?
        /// The rule value it counts by.
        public let basis: RuleValue?
    }

    public struct Question: Sendable, Hashable {
        public let id: String
        public let label: String
        public let ask: String
        public let raisedOn: CivilDate
        public let settledOn: CivilDate?
        /// The question on the form that it is about.
        public let field: String?
    }

    public struct Section: Sendable, Hashable {
        public let title: String
        public let lines: [Line]
    }

    public struct Record: Sendable, Hashable {
        public let id: String
        /// Which of several records of the kind, from 1; `nil` where there can be one only.
        public let instance: Int?
        public let title: String
        public let state: String
        public let stateCode: String
        public let since: CivilDate
        public let sections: [Section]
        /// The action that waits for a second person, and whether this account drafted it.
        public let pending: Pending?
        /// How many answers there are that this account does not see.
        public let hidden: Int
    }

    public struct Pending: Sendable, Hashable {
        public let action: String
        public let label: String
        public let since: CivilDate
        public let isOwn: Bool
        public let lines: [Line]
        /// The same answers as codes, by field.
        public let values: [String: String]
    }

    public struct Event: Sendable, Hashable {
        public let title: String
        public let record: String
        public let occurredOn: CivilDate
        public let recordedAt: Instant
        public let role: String
        public let stage: Entry.Stage
        /// Its place among the entries that the viewer sees, from 1.
        public let version: Int
    }

    public struct Action: Sendable, Hashable {
        public let record: String
        public let action: String
        /// Which of several records of the kind; `nil` where there is one, or a new one is made.
        public let instance: Int?
        public let label: String
    }

    public let reference: Reference
    public let kind: String
    /// How many of its entries the viewer sees; the ledger's own number where that is all of them.
    public let version: Int
    public let nation: String
    public let nationCode: String
    public let standing: String
    public let standingCode: String
    public let openedOn: CivilDate
    public let title: String?
    public let summary: [Line]
    public let safeContact: [Line]
    public let clocks: [Clock]
    public let questions: [Question]
    public let records: [Record]
    public let timeline: [Event]
    public let actions: [Action]
    /// What the viewer has to do with it, as far as it opened anything.
    public let relations: [Relation]
}

/// A part of a dossier with a life of its own: its questions, its states and what may be done in each.
public final class RecordDefinition: Sendable {
    public let id: String
    public let title: Wording
    /// Whether a dossier may hold several of them.
    public let isMany: Bool
    /// Whether it is about other people than the one whose dossier it stands in: no part of what that person is given.
    public let isAboutOthers: Bool
    /// In the order in which they are asked.
    public let fields: [FieldDefinition]
    public let sections: [SectionDefinition]
    public let states: [StateDefinition]
    public let actions: [ActionDefinition]
    public let questions: [QuestionDefinition]
    public let clocks: [ClockDefinition]
    public let needsOneOf: [NeedsOneOf]
    public let withholds: [Withholding]
    /// Keys of the casework message that carry nothing beyond other keys.
    public let caseworkIgnored: [String]

    /// The classes of its fields.
    public let sealingClasses: SealingClasses

    private let fieldIndex: [String: Int]
    private let actionIndex: [String: Int]
    private let questionsOfAction: [String: ActionQuestions]

    init(
        id: String, title: Wording, isMany: Bool, isAboutOthers: Bool, fields: [FieldDefinition],
        sections: [SectionDefinition],
        states: [StateDefinition], actions: [ActionDefinition], questions: [QuestionDefinition],
        clocks: [ClockDefinition], needsOneOf: [NeedsOneOf], withholds: [Withholding], caseworkIgnored: [String]
    ) {
        self.id = id
        self.title = title
        self.isMany = isMany
        self.isAboutOthers = isAboutOthers
        self.fields = fields
        self.sections = sections
        self.states = states
        self.actions = actions
        self.questions = questions
        self.clocks = clocks
        self.needsOneOf = needsOneOf
        self.withholds = withholds
        self.caseworkIgnored = caseworkIgnored
        sealingClasses = SealingClasses(fields.map(\.sealingClass))
        fieldIndex = Dictionary(fields.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        let byID = Dictionary(fields.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        questionsOfAction = Dictionary(
            actions.map { ($0.id, ActionQuestions(of: $0, all: fields, byID: byID)) },
            uniquingKeysWith: { first, _ in first })
        actionIndex = Dictionary(actions.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    public func field(_ id: String) -> FieldDefinition? { fieldIndex[id].map { fields[$0] } }

    /// The place of a field among ``fields``.
    public func place(of field: String) -> Int? { fieldIndex[field] }
    public func action(_ id: String) -> ActionDefinition? { actionIndex[id].map { actions[$0] } }
    /// What an action asks. Worked out once, when the rulebook is read.
    public func questions(of action: ActionDefinition) -> ActionQuestions {
        questionsOfAction[action.id] ?? ActionQuestions([], required: false)
    }
    public func state(_ id: String) -> StateDefinition? { states.first { $0.id == id } }
}

public struct SectionDefinition: Sendable {
    public let id: String
    public let title: Wording
}

/// The questions that an action asks, in order.
public final class ActionQuestions: Sendable {
    public struct Question: Sendable {
        public let field: FieldDefinition
        /// Demanded by this action even where the field itself is optional.
        public let required: Bool
    }

    public let all: [Question]
    /// Those that may be demanded.
    public let demandable: [Question]
    private let index: [String: Int]

    public convenience init(_ fields: [FieldDefinition], required: Bool) {
        self.init(fields.map { Question(field: $0, required: required) })
    }

    init(_ questions: [Question]) {
        all = questions
        demandable = all.filter { $0.required || $0.field.required || $0.field.requiredWhen != nil }
        index = Dictionary(all.enumerated().map { ($1.field.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    convenience init(of action: ActionDefinition, all every: [FieldDefinition], byID: [String: FieldDefinition]) {
        switch action.fields {
        case .all where action.amends != nil:
            let reason = action.amends.flatMap { byID[$0] }
            self.init(
                every.filter(\.isAsked).map { Question(field: $0, required: false) }
                    + [reason].compactMap { $0 }.map { Question(field: $0, required: true) })
        case .all: self.init(every.filter(\.isAsked), required: false)
        case .only(let uses):
            self.init(uses.compactMap { use in byID[use.field].map { Question(field: $0, required: use.required) } })
        }
    }

    public func asks(_ field: String) -> Bool { index[field] != nil }

    /// The place of a field among ``all``.
    public func place(of field: String) -> Int? { index[field] }
}

/// Where a record stands, with a wording for each audience that meets it.
public struct StateDefinition: Sendable {
    public let id: String
    public let label: Wording
    public let survivor: Wording
    /// Whether nothing more is expected to happen from here.
    public let isFinal: Bool
}

/// A doubt or contradiction that is raised on the case and never a reason to refuse.
public struct QuestionDefinition: Sendable {
    public let id: String
    public let label: Wording
    /// What to do about it.
    public let ask: Wording
    /// The same as a question to whoever referred the person; `nil`: they are not asked.
    public let referrer: Wording?
    /// What whoever answers has to do now, before they go on; `nil`: nothing.
    public let atOnce: Wording?
    public let when: Condition?
    /// Answers that the system fills until the question is settled.
    public let effect: [String: String]
}

/// A set of fields of which at least one must be answered.
public struct NeedsOneOf: Sendable {
    public let fields: [String]
    public let label: Wording
    public let refuses: Wording
}

/// Answers that the law forbids to keep in certain cases; they are dropped and a question is raised.
public struct Withholding: Sendable {
    public let fields: [String]
    public let when: Condition
    public let question: String
}

/// A due date that follows from a rule.
public struct ClockDefinition: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        /// To be met by.
        case due
        /// Not before.
        case earliest
        /// Something lapses then.
        case ends
    }

    public let id: String
    public let label: Wording
    public let rule: String
    /// Code fields whose code names, in its list's columns `calendar` and `area`, the calendar to count by and the area
    /// whose rule applies: the body that decides. The first with an answer counts. None, or a code without these columns:
    /// the case's nation.
    public let bodies: [FieldPath]
    /// The role whose work it is.
    public let owner: String?
    public let kind: Kind
}

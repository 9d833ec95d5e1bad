public import Rulebook

/// A rule of law that needs code: one question, one answer, its clause cited.
///
/// A rule never throws for “no”: it answers with reasons. Time, nation and rulebook are arguments.
public struct LawRule: Sendable {
    /// The name by which a rulebook calls it.
    public let id: String
    public let title: String
    /// The clause it follows.
    public let citation: String
    /// The parameters a rulebook may pass.
    public let parameters: Set<String>
    public let answer: @Sendable (LawQuestion) -> LawAnswer

    public init(
        id: String, title: String, citation: String, parameters: Set<String> = [],
        answer: @escaping @Sendable (LawQuestion) -> LawAnswer
    ) {
        self.id = id
        self.title = title
        self.citation = citation
        self.parameters = parameters
        self.answer = answer
    }
}

/// What a rule is asked, and everything it may look at.
public struct LawQuestion {
    public let rulebook: Rulebook
    /// `nil` while the dossier has none yet.
    public let nation: Nation?
    /// The civil day on which the thing asked about happens.
    public let on: CivilDate
    public let parameters: [String: String]
    /// An answer on the dossier or in the request. A path without record is looked up in the request and then on the record acted on.
    public let fact: (FieldPath) -> FieldValue?
    /// The due date of a clock that runs.
    public let due: (String) -> CivilDate?
    /// The day on which a record came into its present state; `nil` while there is no such record.
    public let since: (String) -> CivilDate?

    public init(
        rulebook: Rulebook, nation: Nation?, on: CivilDate, parameters: [String: String] = [:],
        fact: @escaping (FieldPath) -> FieldValue?, due: @escaping (String) -> CivilDate? = { _ in nil },
        since: @escaping (String) -> CivilDate? = { _ in nil }
    ) {
        self.rulebook = rulebook
        self.nation = nation
        self.on = on
        self.parameters = parameters
        self.fact = fact
        self.due = due
        self.since = since
    }

    /// The first answer among several fields.
    public func first(_ paths: String...) -> FieldValue? {
        for path in paths {
            if let value = fact(FieldPath(path)) { return value }
        }
        return nil
    }

    /// Whether any of the fields says `word`.
    public func any(_ paths: String..., says words: String...) -> Bool {
        paths.contains { path in
            guard let value = fact(FieldPath(path)) else { return false }
            return words.contains { value.matches($0) }
        }
    }
}

/// Yes or no, why, and where a rule computes something, what.
public struct LawAnswer: Sendable {
    public let holds: Bool
    /// Why, in the order of the rule's steps.
    public let reasons: [Reason]
    public let value: FieldValue?

    public init(holds: Bool, reasons: [Reason] = [], value: FieldValue? = nil) {
        self.holds = holds
        self.reasons = reasons
        self.value = value
    }

    public static let yes = LawAnswer(holds: true)
}

/// One reason, for a person and for a program.
public struct Reason: Sendable, Hashable {
    /// Stable, for example `recovery_period_not_over`.
    public let code: String
    /// One plain sentence that says what to do.
    public let sentence: String
    /// The id of the rule value or the clause it rests on.
    public let basis: String?
    /// The field it is about, when there is one.
    public let field: String?

    public init(code: String, sentence: String, basis: String? = nil, field: String? = nil) {
        self.code = code
        self.sentence = sentence
        self.basis = basis
        self.field = field
    }
}

/// Every rule of law in code, by name.
public enum LawBook {
    public static let rules: [String: LawRule] = {
        let all: [LawRule] = [
            .ageAnswerContradictsBirthDate, .exploitationAgeContradictsBirthDate, .consentGivenOrNotNeeded,
            .declinedAsAdult,
            .dutyToNotifyNotCommenced, .conclusiveGroundsNotBefore, .elementsFound, .competentAuthority,
            .codeNotCurrent,
            .treatedAs, .recoveryPeriodMinimumPassed, .exploitationYearsContradictBirthDate, .forceOutsideNation,
            .councilWithoutChildrensServices, .childrensServicesOfCouncil,
        ]
        return Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
    }()
}

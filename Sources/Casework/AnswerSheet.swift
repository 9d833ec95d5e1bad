public import Law
public import Rulebook

/// Answers that are being given, before they are sent: read as far as they can be read, with what applies, what is missing and what
/// does not agree. Decides nothing.
public struct AnswerSheet: Sendable {
    public let record: RecordDefinition
    /// Those that could be read.
    public let answers: Answers
    /// Those that could not, each with its field and how to mend it.
    public let faults: [Reason]
    /// Doubts about single answers, such as `unlisted_answer.nationality`.
    public let readingDoubts: [String]
    private let circumstances: Circumstances

    init(_ raw: [String: RawAnswer], record: RecordDefinition, in circumstances: Circumstances) {
        self.record = record
        let reader = AnswerReader(rulebook: circumstances.rulebook, on: circumstances.on)
        var read = ReadAnswers()
        for field in record.fields {
            if let answer = raw[field.id] { read.take(reader.read(answer, for: field), for: field) }
        }
        answers = read.answers
        faults = read.faults
        readingDoubts = read.doubts
        var circumstances = circumstances
        circumstances.answers = answers
        if let nation = answers["nation"]?.plain, circumstances.rulebook.nation(nation) != nil {
            circumstances.nation = Nation(nation)
        }
        self.circumstances = circumstances
    }

    public var nation: Nation? { circumstances.nation }

    public func holds(_ condition: Condition?) -> Bool { circumstances.holds(condition) }

    /// Whether a question is to be asked.
    public func applies(_ field: FieldDefinition) -> Bool {
        field.isAsked && circumstances.holds(field.appliesWhen)
    }

    /// Whether a question is to be answered before anything is sent.
    public func demands(_ field: FieldDefinition) -> Bool {
        applies(field) && (field.required || (field.requiredWhen != nil && circumstances.holds(field.requiredWhen)))
    }

    /// Whether one of a group of questions still needs an answer.
    public func lacks(_ need: NeedsOneOf) -> Bool {
        need.fields.contains { id in record.field(id).map(applies) ?? false }
            && !need.fields.contains { answers[$0] != nil }
    }

    /// Questions that would be raised, as far as the answers alone tell: contradictions, and what to be careful about.
    public var doubts: [String] {
        let asked = record.questions.filter { question in
            guard let when = question.when, isAboutAnswers(when) else { return false }
            return circumstances.holds(when)
        }
        return asked.map(\.id) + readingDoubts
    }

    /// Whether a test asks about nothing that only comes with the sending.
    private func isAboutAnswers(_ condition: Condition) -> Bool {
        condition.flattened.allSatisfy { part in
            switch part {
            case .field(let path, _), .answered(let path, _):
                path.record == nil && record.field(path.field)?.isAsked == true
            case .law, .all, .any, .not: true
            default: false
            }
        }
    }
}

extension Casework {
    /// Reads answers that are being given to a record.
    ///
    /// - Returns: `nil` when the rulebook has no such record.
    public func sheet(
        _ raw: [String: RawAnswer], of record: String, kind: String, actor: Actor, on day: CivilDate
    ) -> AnswerSheet? {
        guard let dossier = rulebook.dossier(kind), let definition = dossier.record(record) else { return nil }
        return AnswerSheet(
            raw, record: definition,
            in: Circumstances(
                rulebook: rulebook, dossier: dossier, record: definition, instance: 1, state: nil, answers: [:],
                actor: actor, on: day, nation: nil))
    }
}

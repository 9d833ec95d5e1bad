import Rulebook

/// The questions of an action as a page asks them: in sections, each with the questions that follow from one of its answers.
struct FormPlan: Sendable {
    final class Question: Sendable {
        let field: FieldDefinition
        let control: FieldControl
        /// What is asked, with a word where nobody ever demands an answer.
        let label: String
        /// How to answer, and when it applies where that is not told by its place.
        let hint: String?
        /// Whether it stands where it is not in the way: the fourth and later of fields that ask the same.
        let isSetAside: Bool
        /// Questions to show once an answer is chosen, by its value.
        let followUps: [(value: String, question: Question)]

        init(
            _ field: FieldDefinition, control: FieldControl, isOptional: Bool, condition: String?, isSetAside: Bool,
            followUps: [(value: String, question: Question)], speech: Speech
        ) {
            self.field = field
            self.control = control
            let label = speech(field.label)
            self.label = isOptional && field.kind != .tick ? label + " " + speech("(optional)") : label
            let sentences = [field.hint.map { speech($0) }, condition].compactMap { $0 }
                .map { $0.hasSuffix(".") || $0.hasSuffix("?") ? $0 : $0 + "." }
            hint = sentences.isEmpty ? nil : sentences.joined(separator: " ")
            self.isSetAside = isSetAside
            self.followUps = followUps
        }
    }

    /// Questions that stand together; one of a group needs an answer.
    enum Item: Sendable {
        case question(Question)
        case oneOf(NeedsOneOf, [Question])
    }

    struct Section: Sendable {
        let title: String?
        var items: [Item]
    }

    private(set) var sections: [Section] = []
    /// Every question, those that follow included.
    private(set) var questions: [Question] = []

    /// - Parameters:
    ///   - uses: the fields to ask, and whether the action demands each.
    ///   - options: answers to offer for a field instead of those of its list.
    ///   - neverOptional: fields that a guard may demand, and that are therefore not called optional.
    init(
        _ uses: [(field: FieldDefinition, required: Bool)], of record: RecordDefinition, in dossier: DossierDefinition,
        rulebook: Rulebook, on day: CivilDate, options: [String: [FieldControl.Option]] = [:],
        neverOptional: Set<String> = [], speech: Speech = .english, style: FieldControl.Style = .whole
    ) {
        let words = ConditionWords(rulebook: rulebook, dossier: dossier, record: record)
        let parents = FormPlan.parents(uses.map(\.field), record, rulebook, day)
        let ids = uses.map(\.field.id)
        func question(_ field: FieldDefinition, _ required: Bool, _ followUps: [(value: String, question: Question)])
            -> Question
        {
            let condition =
                parents[field.id] == nil && style == .whole ? field.appliesWhen ?? field.requiredWhen : nil
            return Question(
                field,
                control: FieldControl(
                    field, rulebook: rulebook, on: day, options: options[field.id], speech: speech, style: style),
                isOptional:
                    !(required || field.required || field.requiredWhen != nil || neverOptional.contains(field.id)),
                condition: condition.flatMap(words.words).map {
                    (field.appliesWhen == nil ? "Needed if " : "Only if ") + $0
                }, isSetAside: style == .journey && field.id.isLaterOfSeveral(among: ids), followUps: followUps,
                speech: speech)
        }
        var followers: [String: [(value: String, question: Question)]] = [:]
        var all: [String: Question] = [:]
        for (field, required) in uses {
            guard let parent = parents[field.id] else { continue }
            let follower = question(field, required, [])
            all[field.id] = follower
            followers[parent.field, default: []].append((parent.value, follower))
        }
        for (field, required) in uses where parents[field.id] == nil {
            let leading = question(field, required, followers[field.id] ?? [])
            all[field.id] = leading
            place(leading, in: record, speech)
        }
        questions = ids.compactMap { all[$0] }
    }

    /// The same questions without headings of their own, for a page that has one.
    var untitled: FormPlan {
        var plan = self
        plan.sections = [Section(title: nil, items: sections.flatMap(\.items))]
        return plan
    }

    private mutating func place(_ question: Question, in record: RecordDefinition, _ speech: Speech) {
        let title = question.field.section.flatMap { id in
            record.sections.first { $0.id == id }.map { speech($0.title) }
        }
        if sections.isEmpty || sections[sections.count - 1].title != title {
            sections.append(Section(title: title, items: []))
        }
        let last = sections.count - 1
        guard let need = record.needsOneOf.first(where: { $0.fields.contains(question.field.id) }) else {
            sections[last].items.append(.question(question))
            return
        }
        if case .oneOf(let other, let group)? = sections[last].items.last, other.fields == need.fields {
            sections[last].items[sections[last].items.count - 1] = .oneOf(need, group + [question])
        } else {
            sections[last].items.append(.oneOf(need, [question]))
        }
    }

    /// For each question that follows from one answer to another: that question and the answer. Only one step deep: a
    /// question that others follow from stands by itself.
    private static func parents(
        _ fields: [FieldDefinition], _ record: RecordDefinition, _ rulebook: Rulebook, _ day: CivilDate
    ) -> [String: (field: String, value: String)] {
        var parents: [String: (field: String, value: String)] = [:]
        let byID = Dictionary(fields.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for field in fields {
            guard case .field(let path, let values)? = field.appliesWhen,
                path.record == nil || path.record == record.id,
                values.count == 1, let parent = byID[path.field], parent.id != field.id,
                FieldControl.choices(of: parent, rulebook: rulebook, on: day).contains(values[0])
            else { continue }
            parents[field.id] = (parent.id, values[0])
        }
        let leading = Set(parents.values.map(\.field))
        return parents.filter { !leading.contains($0.key) }
    }
}

extension ActionDefinition {
    /// The fields that a page asks for: no files, which a plain form cannot carry, and none that never apply.
    func asked(of record: RecordDefinition) -> [(field: FieldDefinition, required: Bool)] {
        let all: [(field: FieldDefinition, required: Bool)] =
            switch fields {
            case .all: record.fields.filter(\.isAsked).map { ($0, false) }
            case .only(let uses): uses.compactMap { use in record.field(use.field).map { ($0, use.required) } }
            }
        let reason = amends.flatMap { record.field($0) }.map { [($0, true)] } ?? []
        return (reason + all).filter { $0.field.kind != .files && $0.field.appliesWhen != .any([]) }
    }
}

import Casework
import Rulebook
import StrictJSON

/// Answers as they came in, read far enough to tell which questions apply. Nothing is refused here.
struct GivenAnswers {
    let table: QuestionTable
    var raw: [String: RawAnswer]

    init(table: QuestionTable, capacity: Int) {
        self.table = table
        raw = Dictionary(minimumCapacity: capacity)
    }

    /// Only the answers that decide what becomes of the line: enough to choose the record before all is read.
    init(thatDecide keys: LineKeys, format: ReferralFormat, table: QuestionTable) {
        self.init(table: table, capacity: 4)
        let known = format == .formAnswers ? keys.form : keys.message
        for (member, slot) in known.filter({ table.isDecisive[$0.slot] }).sorted(by: { $0.slot < $1.slot }) {
            guard let question = table.uses[slot].question, raw[question.id] == nil else { continue }
            let spellings = format == .formAnswers ? .none : question.spellings
            raw[question.id] = RawAnswer(keys.members[member].value, for: question.kind, spellings: spellings)
        }
    }

    /// The answer as the tests of the rulebook see it; `nil` when there is none or it makes no sense.
    func fact(_ id: String) -> FieldValue? {
        guard let raw = raw[id], let question = table.questions[id] else { return nil }
        return value(of: raw, for: question)
    }

    func value(of raw: RawAnswer, for question: Question) -> FieldValue? {
        switch raw {
        case .text(let text): value(of: text.trimmed, for: question)
        case .list(let texts):
            question.kind == .codes || question.kind == .files
                ? .codes(texts.map { code($0.trimmed, for: question) })
                : texts.count == 1 ? value(of: texts[0].trimmed, for: question) : nil
        case .unreadable: nil
        }
    }

    private func value(of text: String, for question: Question) -> FieldValue? {
        if text.isEmpty { return nil }
        switch question.kind {
        case .text, .longText, .email, .phone, .files, .organisation, .account: return .text(text)
        case .code: return .code(code(text, for: question))
        case .codes: return .codes(text.split(separator: ",").map { code(String($0).trimmed, for: question) })
        case .date: return CivilDate(text).map { .date($0) }
        case .number: return Int(text).map { .number($0) }
        case .yesNo, .tick:
            switch text.lowercased() {
            case "yes", "true", "on": return .yes(true)
            case "no", "false": return question.kind == .tick ? nil : .yes(false)
            default: return nil
            }
        }
    }

    private func code(_ text: String, for question: Question) -> String {
        question.list?.code(matching: text)?.code ?? text
    }

    /// Whether a test holds for a referral that is not yet on any dossier: there are no records, clocks, drafts or questions,
    /// and a test of law counts as not holding.
    func holds(_ condition: Condition?) -> Bool {
        guard let condition else { return true }
        return switch condition {
        case .field(let path, let words): fact(path).map { value in words.contains { value.matches($0) } } ?? false
        case .answered(let path, let expected): (fact(path) != nil) == expected
        case .record(_, let states): states.contains("none")
        case .clock(_, let standings): standings.contains("none")
        case .notSameAccount, .actor, .actorIsAnswer: true
        case .question(_, let isOpen): !isOpen
        case .draft, .other, .law, .rule, .namesOpenQuestion: false
        case .all(let parts): parts.allSatisfy(holds)
        case .any(let parts): parts.contains(where: holds)
        case .not(let part): !holds(part)
        }
    }

    private func fact(_ path: FieldPath) -> FieldValue? {
        path.record == nil || path.record == table.recordID ? fact(path.field) : nil
    }
}

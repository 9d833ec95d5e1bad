import Rulebook

/// The questions of one record by the keys of both formats, laid out once so that a line costs one lookup a key.
///
/// Every known key has a *slot*: first those of the form, then those of the message.
final class QuestionTable: Sendable {
    struct Slots: Sendable {
        var form: Int?
        var message: Int?
    }

    /// What a key is for.
    enum Use: Sendable {
        /// It alone carries the question.
        case alone(Question)
        /// One of several message keys of the question.
        case amongSeveral(Question)
        /// A message key that feeds several questions: the first that applies takes it.
        case shared([Question])

        /// The only question it can be for.
        var question: Question? {
            switch self {
            case .alone(let question), .amongSeveral(let question): question
            case .shared: nil
            }
        }
    }

    let recordID: String
    let questions: [String: Question]
    let slots: [String: Slots]
    let uses: [Use]
    /// By slot: whether the answer decides which record a line becomes, or when and as what it came.
    let isDecisive: [Bool]
    /// Questions with several message keys of their own, in the order in which these are tried.
    let several: [(question: Question, slots: [Int])]
    let shared: [(slot: Int, questions: [Question])]
    let derived: [Question]
    let numbered: [NumberedKey]
    /// Questions of the form that the message does not carry.
    let notCarried: Set<String>
    /// Message keys that say nothing beyond others.
    let ignored: Set<String>

    init(_ record: RecordDefinition, lists: [String: CodeList]) {
        let questions = record.fields.map { Question($0, lists: lists) }
        var layout = Layout()
        for (field, question) in zip(record.fields, questions) { layout.addForm(field.formKey, question) }
        for (field, question) in zip(record.fields, questions) {
            layout.addMessage(field.casework?.keys ?? [], question)
        }
        layout.placeMessage(questions)
        recordID = record.id
        self.questions = Dictionary(questions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        slots = layout.slots
        uses = layout.uses
        isDecisive = layout.uses.map { use in
            guard let question = use.question else { return false }
            return ["consents_to_referral", "under_18", "external_id", "submitted_at"].contains(question.id)
        }
        several = layout.several
        shared = layout.shared
        derived = questions.filter { !$0.derived.isEmpty }
        numbered = layout.numbered
        notCarried = Set(record.fields.filter { $0.formKey != nil && $0.casework == nil }.map(\.id))
        ignored = Set(record.caseworkIgnored)
    }

    /// The question that a key of the format belongs to; of several, the first.
    func question(of key: String, in format: ReferralFormat) -> String? {
        guard let known = slots[key] else {
            return format == .caseworkMessage ? numbered.first { $0.number(in: key) != nil }?.question.id : nil
        }
        guard let slot = format == .formAnswers ? known.form : known.message else { return nil }
        return switch uses[slot] {
        case .alone(let question), .amongSeveral(let question): question.id
        case .shared(let questions): questions.first?.id
        }
    }
}

/// Message keys with a running number, such as `Document{n}.Name`.
struct NumberedKey: Sendable {
    let question: Question
    private let before: String
    private let after: String

    init?(_ key: String, of question: Question) {
        guard let mark = key.firstRange(of: "{n}") else { return nil }
        self.question = question
        before = String(key[..<mark.lowerBound])
        after = String(key[mark.upperBound...])
    }

    /// Whether the key carries the name of the thing numbered, not more about it.
    var isName: Bool { after.lowercased().hasSuffix("name") }

    /// The number in a key of this shape.
    func number(in key: String) -> Int? {
        guard key.utf8.count > before.utf8.count + after.utf8.count, key.hasPrefix(before), key.hasSuffix(after) else {
            return nil
        }
        let digits = key.utf8.dropFirst(before.utf8.count).dropLast(after.utf8.count)
        return digits.allSatisfy { (48...57).contains($0) } ? Int(Substring(digits)) : nil
    }
}

/// Gives out the slots.
private struct Layout {
    private(set) var slots: [String: QuestionTable.Slots] = [:]
    private(set) var uses: [QuestionTable.Use] = []
    private(set) var several: [(question: Question, slots: [Int])] = []
    private(set) var shared: [(slot: Int, questions: [Question])] = []
    private(set) var numbered: [NumberedKey] = []
    private var users: [String: [Question]] = [:]
    private var keys: [String: [String]] = [:]

    mutating func addForm(_ key: String?, _ question: Question) {
        guard let key, slots[key] == nil else { return }
        slots[key] = QuestionTable.Slots(form: uses.count)
        uses.append(.alone(question))
    }

    mutating func addMessage(_ keys: [String], _ question: Question) {
        for key in keys {
            if let pattern = NumberedKey(key, of: question) {
                numbered.append(pattern)
            } else {
                users[key, default: []].append(question)
                self.keys[question.id, default: []].append(key)
            }
        }
    }

    /// In the order of the questions, as which question takes a shared key may depend on an earlier one.
    mutating func placeMessage(_ questions: [Question]) {
        for question in questions {
            let own = (keys[question.id] ?? []).filter { users[$0]?.count == 1 }
            if own.count > 1 { several.append((question, Array(uses.count..<(uses.count + own.count)))) }
            for key in own { place(key, own.count > 1 ? .amongSeveral(question) : .alone(question)) }
            for key in keys[question.id] ?? [] where slots[key]?.message == nil {
                guard let takers = users[key] else { continue }
                shared.append((uses.count, takers))
                place(key, .shared(takers))
            }
        }
    }

    private mutating func place(_ key: String, _ use: QuestionTable.Use) {
        slots[key, default: QuestionTable.Slots()].message = uses.count
        uses.append(use)
    }
}

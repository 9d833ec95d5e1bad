import Law
import Rulebook

/// Reads and checks all answers of a request at once.
struct Validation {
    private(set) var answers: Answers = [:]
    private(set) var reasons: [Reason] = []
    /// Questions about single answers: `unlisted_answer.<field>`, `code_not_current.<field>`.
    private(set) var doubts: [String] = []

    /// - Parameters:
    ///   - questions: what the action asks; an answer to any other is a fault, never dropped in silence.
    ///   - circumstances: the request's circumstances; its answers are ignored and replaced.
    ///   - amends: the field that says why single answers are put right, where that is what is done.
    init(
        _ request: ActionRequest, asking questions: ActionQuestions, amends: String? = nil,
        in circumstances: Circumstances
    ) {
        read(request, questions, isAmendment: amends != nil, in: circumstances)
        if let reason = amends {
            demandAmendment(reason, circumstances)
        } else {
            demand(questions, request, in: circumstances)
        }
        sortAsAsked(questions)
    }

    /// Faults and doubts in the order of the form, whatever the order of the answers.
    private mutating func sortAsAsked(_ questions: ActionQuestions) {
        func place(_ field: Substring?) -> Int { field.flatMap { questions.place(of: String($0)) } ?? .max }
        if reasons.count > 1 {
            reasons = reasons.map { (place($0.field.map { $0[...] }), $0) }
                .sorted { ($0.0, $0.1.field ?? "") < ($1.0, $1.1.field ?? "") }.map(\.1)
        }
        if doubts.count > 1 {
            doubts = doubts.map { (place($0.split(separator: ".").last), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private mutating func read(
        _ request: ActionRequest, _ questions: ActionQuestions, isAmendment: Bool, in circumstances: Circumstances
    ) {
        let reader = AnswerReader(rulebook: circumstances.rulebook, on: circumstances.on)
        var read = ReadAnswers()
        read.reserveCapacity(request.answers.count + 8)
        for (id, raw) in request.answers {
            guard let place = questions.place(of: id) else {
                reasons.append(
                    Reason(
                        code: "unknown_field", sentence: "This action has no question named “\(id)”. Leave it out.",
                        field: id))
                continue
            }
            let field = questions.all[place].field
            // Left out, a box stays as it was; a no takes the tick back.
            if isAmendment, field.kind == .tick, case .text(let text) = raw,
                ["no", "false"].contains(text.lowercased())
            {
                read.take(.value(.yes(false)), for: field)
                continue
            }
            read.take(reader.read(raw, for: field), for: field)
        }
        answers = read.answers
        reasons += read.faults
        doubts = read.doubts
    }

    private mutating func demandAmendment(_ reason: String, _ circumstances: Circumstances) {
        guard reasons.isEmpty else { return }
        if answers[reason] == nil {
            let label = circumstances.record.field(reason)?.label.english ?? reason
            reasons.append(Reason(code: "missing", sentence: "Answer “\(label)”.", field: reason))
        }
        if answers.keys.allSatisfy({ $0 == reason }) {
            reasons.append(Reason(code: "nothing_changed", sentence: "Give the answer that is to stand from now on."))
        }
        demandAnew(circumstances)
        demandOneOf(circumstances)
    }

    /// What was given with an answer that is amended is asked again, where it is demanded.
    private mutating func demandAnew(_ circumstances: Circumstances) {
        guard let former = circumstances.formerAnswers else { return }
        var after = circumstances
        after.answers = answers
        for field in circumstances.record.fields where former[field.id] != nil && answers[field.id] == nil {
            guard let other = field.standsWith, let now = answers[other], now != former[other], field.required,
                after.holds(field.appliesWhen)
            else { continue }
            reasons.append(Reason(code: "missing", sentence: "Answer “\(field.label.english)”.", field: field.id))
        }
    }

    /// The last of a group, one of which is needed, is not taken back.
    private mutating func demandOneOf(_ circumstances: Circumstances) {
        guard let former = circumstances.formerAnswers else { return }
        let after = former.merging(answers) { _, new in new }
        for need in circumstances.record.needsOneOf where need.fields.contains(where: { answers[$0] != nil }) {
            let stands = need.fields.contains { id in
                after[id].map { !$0.plain.isEmpty && $0 != .yes(false) } ?? false
            }
            if !stands {
                reasons.append(Reason(code: "missing", sentence: need.refuses.english, field: need.fields.first))
            }
        }
    }

    private mutating func demand(
        _ questions: ActionQuestions, _ request: ActionRequest, in circumstances: Circumstances
    ) {
        var circumstances = circumstances
        circumstances.answers = answers
        let faulty = Set(reasons.compactMap(\.field))
        for question in questions.demandable where answers[question.field.id] == nil {
            let (field, required) = (question.field, question.required)
            guard !faulty.contains(field.id),
                !request.notCarried.contains(field.id), circumstances.holds(field.appliesWhen)
            else { continue }
            if required || field.required || (field.requiredWhen != nil && circumstances.holds(field.requiredWhen)) {
                reasons.append(
                    Reason(code: "missing", sentence: "Answer “\(field.label.english)”.", field: field.id))
            }
        }
        for need in circumstances.record.needsOneOf where need.fields.contains(where: questions.asks) {
            if !need.fields.contains(where: { answers[$0] != nil || faulty.contains($0) }) {
                reasons.append(
                    Reason(code: "missing", sentence: need.refuses.english, field: need.fields.first))
            }
        }
    }
}

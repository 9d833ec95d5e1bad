import Law
import Rulebook

/// One scenario's case while it is played.
struct ScenarioHistory {
    let scenario: Scenario
    let dossier: DossierDefinition
    let casework: Casework
    private var state: DossierState?
    private var lastDay = CivilDate(dayNumber: 0)

    init(_ scenario: Scenario, dossier: DossierDefinition, rulebook: Rulebook) {
        self.scenario = scenario
        self.dossier = dossier
        casework = Casework(rulebook)
    }

    /// Plays what was done, tries what is tried, and lists where the case differs from what was expected.
    mutating func play() -> [String] {
        if let age = scenario.age, dossier.examples[age] == nil { return ["The dossier has no example named \(age)."] }
        for step in scenario.did {
            let refusal = take(step)
            if !refusal.isEmpty {
                return ["\(step.record).\(step.action) on \(step.on) was refused: \(codes(refusal))."]
            }
        }
        var comparison = Comparison()
        if let attempt = scenario.attempt {
            let refusal = take(attempt)
            let expected = scenario.expects.accepted ?? scenario.expects.refusedBecause.isEmpty
            comparison.expect(
                expected ? "accepted" : "refused", refusal.isEmpty ? "accepted" : "refused",
                of: "the step (\(codes(refusal)))")
            for code in scenario.expects.refusedBecause where !refusal.contains(where: { $0.code == code }) {
                comparison.expect(code, codes(refusal), of: "refused because")
            }
        } else if scenario.expects.accepted != nil || !scenario.expects.refusedBecause.isEmpty {
            return ["A scenario that expects to be accepted or refused needs a `when`."]
        }
        compareCase(&comparison)
        return comparison.failures
    }

    private func codes(_ reasons: [Reason]) -> String {
        if reasons.isEmpty { return "no reason" }
        return reasons.map { reason in reason.field.map { "\(reason.code) \($0)" } ?? reason.code }.joined(
            separator: ", ")
    }

    /// Does one step; gives the reasons if it was refused. Answers that the form demands and the scenario leaves out are
    /// filled with the first acceptable ones, so that a scenario says only what matters to it.
    private mutating func take(_ step: Scenario.Step) -> [Reason] {
        var request = request(for: step)
        for _ in 0..<20 {
            switch casework.decide(request, on: state, kind: dossier.id, today: step.on, now: moment(step.on)) {
            case .accepted(_, let after):
                state = after
                lastDay = max(lastDay, step.on)
                return []
            case .refused(let refusal):
                let blanks = refusal.reasons.filter { $0.code == "missing" }.compactMap(\.field)
                    .filter { request.answers[$0] == nil }
                if blanks.isEmpty { return refusal.reasons }
                for field in blanks { request.answers[field] = .text(example(field, of: step)) }
            }
        }
        return [Reason(code: "no_end", sentence: "The form keeps asking.")]
    }

    private func request(for step: Scenario.Step) -> ActionRequest {
        let record = dossier.record(step.record)
        let pending = state?.record(step.record)?.pending
        let isReview = record?.action(step.action) == nil && pending != nil
        let action = record?.action(isReview ? pending?.action ?? "" : step.action)
        var answers: [String: String] = [:]
        if let record, let action, case .all = action.fields, !isReview {
            let questions = record.questions(of: action)
            for path in dossier.nationFields where path.record == record.id { answers[path.field] = scenario.nation }
            if let age = scenario.age { answers.merge(dossier.examples[age] ?? [:]) { $1 } }
            answers.merge(scenario.givenFields) { $1 }
            answers = answers.filter { questions.asks($0.key) }
        }
        answers.merge(step.fields) { $1 }
        return ActionRequest(
            record: step.record, action: step.action, answers: answers.mapValues { .text($0) },
            actor: Actor(
                account: step.account ?? (isReview ? "second-person" : "first-person"),
                role: step.role ?? action?.roles.first ?? ""),
            purpose: action?.purposes.first ?? "", occurredOn: step.on)
    }

    /// An answer that the field accepts.
    private func example(_ id: String, of step: Scenario.Step) -> String {
        guard let field = dossier.record(step.record)?.field(id) else { return "" }
        switch field.kind {
        case .text, .longText, .files, .phone, .organisation, .account: return "Example"
        case .email: return "name@example.org"
        case .number: return "1"
        case .tick: return "true"
        case .yesNo: return "no"
        case .date: return "2000-01-01"
        case .code, .codes:
            let codes = field.list.flatMap { casework.rulebook.lists[$0]?.codes } ?? []
            return (codes.first { $0.period.contains(step.on) } ?? codes.first)?.code ?? ""
        }
    }

    private func moment(_ day: CivilDate) -> Instant { Instant(milliseconds: Int64(day.dayNumber) * 86_400_000) }
}

extension ScenarioHistory {
    private func compareCase(_ comparison: inout Comparison) {
        let expected = scenario.expects
        for (record, name) in expected.states.sorted(by: { $0.key < $1.key }) {
            let found = state?.record(record)?.state ?? ""
            comparison.expect(name, found.isEmpty ? "none" : found, of: "state of \(record)")
        }
        for (clock, lines) in expected.clocks.sorted(by: { $0.key < $1.key }) {
            for (key, value) in lines.sorted(by: { $0.key < $1.key }) where key != "on" {
                comparison.expect(value, clockFact(clock, key, on: lines["on"]), of: "\(key) of clock \(clock)")
            }
        }
        for (question, standing) in expected.questions.sorted(by: { $0.key < $1.key }) {
            let found = state?.questions[question].map { $0.settledOn == nil ? "open" : "settled" } ?? "none"
            comparison.expect(standing, found, of: "question \(question)")
        }
        for (path, value) in expected.fields.sorted(by: { $0.key < $1.key }) {
            comparison.expect(value, state?.answer(FieldPath(path))?.plain ?? "none", of: path)
        }
        if let standing = expected.standing {
            comparison.expect(standing, state.map { casework.standing(of: $0, on: lastDay) } ?? "none", of: "standing")
        }
    }

    private func clockFact(_ id: String, _ key: String, on day: String?) -> String {
        guard let clock = state?.clocks[id] else { return "none" }
        switch key {
        case "due": return clock.due?.description ?? "none"
        case "started": return clock.startedOn.description
        case "stopped": return clock.stoppedOn?.description ?? "none"
        case "basis": return clock.basis
        case "is": return clock.standing(on: day.flatMap { CivilDate($0) } ?? lastDay).rawValue
        default: return "“\(key)” is not something a clock has: due, started, stopped, basis, is, on"
        }
    }
}

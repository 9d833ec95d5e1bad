public import Casework
public import Rulebook

/// Draws requests as a careless office would make them: any action of any record, mostly with sensible answers.
public struct AnyRequest: Sendable {
    private var numbers: SeededNumbers

    public init(seed: UInt64) {
        numbers = SeededNumbers(seed: seed)
    }

    public mutating func next(on state: DossierState?, day: CivilDate) -> ActionRequest {
        guard let state else { return opening(on: day) }
        let records = UnitedKingdom.caseDefinition.records
        var choices = records.flatMap { record in record.actions.map { (record.id, $0.id, $0.roles[0]) } }
        for record in records where state.record(record.id)?.pending != nil {
            for verb in [SecondPersonVerb.confirm, SecondPersonVerb.sendBack] {
                choices += Array(repeating: (record.id, verb, "decision_manager"), count: 8)
            }
        }
        guard let (record, action, role) = choices.randomElement(using: &numbers) else { return opening(on: day) }
        let definition = UnitedKingdom.caseDefinition.record(record)?.action(action)
        var answers: [String: String] = [:]
        if action == "decide" {
            // Whether means are needed depends on the person's age, which another record holds.
            answers["outcome"] = Bool.random(using: &numbers) ? "positive" : "negative"
            answers["means_found"] = Bool.random(using: &numbers) ? "yes" : "no"
        } else if action == "answer_question" {
            answers["question"] = state.openQuestions.randomElement(using: &numbers) ?? "none"
        }
        let account = Int.random(in: 1...2, using: &numbers)
        let request = ActionRequest(
            record: record, action: action, answers: answers.mapValues { .text($0) },
            actor: Actor(account: "\(role)-\(account)", role: role), purpose: definition?.purposes.first ?? "decide",
            occurredOn: day)
        return RequestBuilder(request).filled(on: state).request
    }

    private mutating func opening(on day: CivilDate) -> ActionRequest {
        let example = ["adult", "adult", "child", "unsure", "declined"].randomElement(using: &numbers) ?? "adult"
        let nation = ["E", "W", "S", "NI"].randomElement(using: &numbers) ?? "E"
        return RequestBuilder.referral(example, nation: nation, on: day).request
    }
}

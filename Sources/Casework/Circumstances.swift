import Law
import Rulebook

/// Everything a test of the rulebook may look at while one request is decided.
struct Circumstances {
    let rulebook: Rulebook
    let dossier: DossierDefinition
    let record: RecordDefinition
    let instance: Int
    let state: DossierState?
    var answers: Answers
    let actor: Actor
    let on: CivilDate
    var nation: Nation?

    /// The answers of the record before this request; `nil` while there is none.
    var formerAnswers: Answers? { state?.record(record.id, instance: instance)?.fields }

    func fact(_ path: FieldPath) -> FieldValue? {
        guard let other = path.record, other != record.id else {
            // An empty answer takes the former one back.
            if let given = answers[path.field] { return given.plain.isEmpty ? nil : given }
            return state?.record(record.id, instance: instance)?.fields[path.field]
        }
        return state?.record(other)?.fields[path.field]
    }

    func question(_ parameters: [String: String] = [:]) -> LawQuestion {
        LawQuestion(
            rulebook: rulebook, nation: nation, on: on, parameters: parameters, fact: fact,
            due: { clock in state?.clocks[clock].flatMap { $0.isOver ? nil : $0.due } },
            since: { id in state?.record(id).flatMap { $0.state.isEmpty ? nil : $0.since } })
    }

    /// Whether a test holds. A name that the rulebook check would have refused counts as not holding.
    func holds(_ condition: Condition?) -> Bool {
        guard let condition else { return true }
        return switch condition {
        case .field(let path, let words):
            fact(path).map { value in words.contains { value.matches($0) } } ?? false
        case .answered(let path, let expected):
            (fact(path) != nil) == expected
        case .record(let id, let states):
            states.contains(standing(of: id))
        case .other(let id, let states):
            (state?.records[id] ?? []).contains {
                states.contains($0.state) && (id != record.id || $0.instance != instance)
            }
        case .draft(let id):
            state?.record(id)?.pending != nil
        case .clock(let id, let standings):
            standings.contains(state?.clocks[id]?.standing(on: on).rawValue ?? "none")
                || (standings.contains("stopped") && state?.clocks[id]?.isOver == true)
        case .notSameAccount(let record, let action):
            (record == self.record.id ? state?.record(record, instance: instance) : state?.record(record))?
                .lastActors[action] != actor.account
        case .actor(let part, let words): words.contains(actor[part])
        case .actorIsAnswer(let part, let path):
            !actor[part].isEmpty && fact(path)?.plain == actor[part]
        case .question(let id, let isOpen):
            (state?.questions[id].map { $0.settledOn == nil } ?? false) == isOpen
        case .namesOpenQuestion(let path):
            fact(path).map { state?.questions[$0.plain].map { $0.settledOn == nil } ?? false } ?? false
        case .law(let name, let parameters):
            law(name, parameters).holds
        case .rule(let id, let values):
            nation.flatMap { rulebook.value(of: id, on: on, in: $0) }.map { value in
                values.isEmpty || values.contains(value.content.description)
            } ?? false
        case .all(let parts): parts.allSatisfy(holds)
        case .any(let parts): parts.contains(where: holds)
        case .not(let part): !holds(part)
        }
    }

    func law(_ name: String, _ parameters: [String: String] = [:]) -> LawAnswer {
        LawBook.rules[name]?.answer(question(parameters)) ?? LawAnswer(holds: false)
    }

    private func standing(of id: String) -> String {
        guard let state = state?.record(id)?.state, !state.isEmpty else { return "none" }
        return state
    }
}

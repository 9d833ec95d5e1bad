import Law
import Rulebook

/// One request being decided.
struct Step {
    let request: ActionRequest
    let state: DossierState?
    let rulebook: Rulebook
    let dossier: DossierDefinition
    let record: RecordDefinition
    let action: ActionDefinition
    let instance: Int
    /// Set when the request confirms or sends back somebody's draft.
    let draft: RecordState.Pending?

    init(_ request: ActionRequest, state: DossierState?, kind: String, rulebook: Rulebook) throws(Refusal) {
        guard let dossier = rulebook.dossier(kind) else {
            throw Refusal("unknown_dossier", "The rulebook has no dossier of kind \(kind).")
        }
        guard let record = dossier.record(request.record) else {
            throw Refusal(
                "unknown_record", "A \(dossier.title.english.lowercased()) has no record “\(request.record)”.")
        }
        let existing = state?.records[record.id] ?? []
        var action = record.action(request.action)
        var draft: RecordState.Pending?
        if action == nil, request.action == SecondPersonVerb.confirm || request.action == SecondPersonVerb.sendBack {
            guard let pending = existing.last?.pending else {
                throw Refusal("nothing_to_confirm", "There is no draft decision here that waits for a second person.")
            }
            draft = pending
            action = record.action(pending.action)
        }
        guard let action else {
            throw Refusal("unknown_action", "“\(record.title.english)” has no action “\(request.action)”.")
        }
        self.request = request
        self.state = state
        self.rulebook = rulebook
        self.dossier = dossier
        self.record = record
        self.action = action
        self.draft = draft
        let opensNew = action.from.isEmpty && draft == nil
        instance = request.instance ?? (opensNew ? (record.isMany ? existing.count + 1 : 1) : max(1, existing.count))
    }

    var isSendingBack: Bool { draft != nil && request.action == SecondPersonVerb.sendBack }

    func checkActor() throws(Refusal) {
        guard action.roles.contains(request.actor.role) else {
            let roles = action.roles.map { rulebook.role($0)?.title.english.lowercased() ?? $0 }.joined(separator: ", ")
            throw Refusal("not_your_role", "“\(action.label.english)” is done by: \(roles).")
        }
        guard action.purposes.isEmpty || action.purposes.contains(request.purpose) else {
            let purposes = action.purposes.joined(separator: ", ")
            throw Refusal("wrong_purpose", "“\(action.label.english)” is done for this purpose only: \(purposes).")
        }
        if let draft, draft.account == request.actor.account {
            throw Refusal("same_person", "Somebody else has to confirm this decision or send it back: you drafted it.")
        }
    }

    func checkDay(_ today: CivilDate) throws(Refusal) {
        if request.occurredOn > today {
            throw Refusal(
                "in_future", "This cannot be recorded for a day that has not come. Check the date.",
                field: "occurred_on")
        }
        if let state, request.occurredOn < state.openedOn {
            throw Refusal(
                "before_opening",
                "This cannot have happened before the \(dossier.title.english.lowercased()) was opened on \(state.openedOn.spelledOut).",
                field: "occurred_on")
        }
        if let since = draft?.since ?? current?.since, request.occurredOn < since {
            throw Refusal(
                "before_last_step",
                "This cannot have happened before \(since.spelledOut), when “\(record.title.english)” came to where it is. Check the date.",
                field: "occurred_on")
        }
    }

    /// The record acted on as it stands; `nil` when this opens it.
    var current: RecordState? { state?.record(record.id, instance: instance) }

    func checkState() throws(Refusal) {
        let standing = current.flatMap { $0.state.isEmpty ? nil : $0.state }
        if draft != nil { return }
        if current?.pending != nil {
            throw Refusal(
                "waits_for_second_person",
                "A draft decision waits for a second person. It must be confirmed or sent back first.")
        }
        if state == nil, !dossier.openers.contains(record.id) {
            throw Refusal(
                "not_yet",
                "“\(action.label.english)” is not possible yet: there is no \(dossier.title.english.lowercased()) to do it on."
            )
        }
        guard let standing else {
            if action.from.isEmpty { return }
            throw Refusal(
                "not_yet",
                "“\(action.label.english)” is not possible yet: there is no \(record.title.english.lowercased()) to do it on."
            )
        }
        if action.from.contains(standing) { return }
        let label = record.state(standing)?.label.english ?? standing
        throw Refusal(
            "wrong_state",
            "“\(action.label.english)” is not possible now. \(record.title.english) is: \(label.lowercased()).")
    }

    /// Answers, guards and consequences.
    func entry(now: Instant) throws(Refusal) -> Entry {
        var circumstances = Circumstances(
            rulebook: rulebook, dossier: dossier, record: record, instance: instance, state: state,
            answers: draft?.fields ?? [:],
            actor: request.actor, on: request.occurredOn, nation: state?.nation)
        if isSendingBack { return try sentBack(circumstances, now: now) }
        var doubts: [String] = []
        var aside = request.aside
        var reasons: [Reason] = []
        if draft == nil {
            let validation = Validation(
                request, asking: record.questions(of: action), amends: action.amends, in: circumstances)
            circumstances.answers = validation.answers
            circumstances.nation = nation(validation.answers) ?? state?.nation
            doubts = validation.doubts
            reasons = validation.reasons
        } else {
            reasons = reviewed(asking: ActionQuestions([], required: false), circumstances).reasons
        }
        if reasons.isEmpty { reasons = guardReasons(circumstances) + namedQuestionReasons(circumstances) }
        if !reasons.isEmpty { throw Refusal(reasons) }
        let needsSecond = draft == nil && action.secondPerson != nil && circumstances.holds(action.secondPerson)
        if needsSecond {
            return finish(.proposed, fields: circumstances.answers, effects: Effects(), aside: aside, now: now)
        }
        var consequences = Consequences(step: self, circumstances: circumstances)
        consequences.work(out: doubts)
        if !consequences.withheld.isEmpty { aside = aside.filter { !consequences.withheld.contains($0.key) } }
        return finish(
            draft == nil ? .done : .confirmed, fields: consequences.fields, effects: consequences.effects, aside: aside,
            now: now)
    }

    /// The nation whose law applies: the first of the dossier's nation fields with an answer, just given or on the dossier.
    private func nation(_ answers: Answers) -> Nation? {
        for path in dossier.nationFields {
            let isOwn = path.record == record.id || path.record == nil
            let given = isOwn ? answers[path.field] ?? current?.fields[path.field] : state?.answer(path)
            if let given, rulebook.nation(given.plain) != nil { return Nation(given.plain) }
        }
        return nil
    }

    private func guardReasons(_ circumstances: Circumstances) -> [Reason] {
        action.guards.flatMap { test -> [Reason] in
            guard circumstances.holds(test.when) else { return [] }
            switch test.condition {
            case .law(let name, let parameters):
                let answer = circumstances.law(name, parameters)
                if answer.holds { return [] }
                return answer.reasons.isEmpty ? [Reason(code: test.code, sentence: sentence(test))] : answer.reasons
            case .field(let path, _) where path.record == nil:
                return circumstances.holds(test.condition)
                    ? [] : [Reason(code: test.code, sentence: sentence(test), field: path.field)]
            default:
                return circumstances.holds(test.condition) ? [] : [Reason(code: test.code, sentence: sentence(test))]
            }
        }
    }

    /// The question that the actor names must be open, and not one that an action of its own settles.
    private func namedQuestionReasons(_ circumstances: Circumstances) -> [Reason] {
        guard let field = action.settlesNamedIn else { return [] }
        let name = circumstances.answers[field]?.plain ?? ""
        guard let question = state?.questions[name], question.settledOn == nil else {
            let sentence = "No question of that name is open on this \(dossier.title.english.lowercased())."
            return [Reason(code: "no_open_question", sentence: sentence, field: field)]
        }
        for owner in dossier.records {
            for other in owner.actions where other.id != action.id && other.settles.contains(name) {
                return [
                    Reason(
                        code: "settled_elsewhere", sentence: "This question is settled by “\(other.label.english)”.",
                        field: field)
                ]
            }
        }
        return []
    }

    private func sentence(_ test: ActionDefinition.Guard) -> String {
        test.refuses?.english ?? "“\(action.label.english)” is not possible now."
    }

    /// Checks the answers that come with a confirmation or a return: none but those asked.
    private func reviewed(asking questions: ActionQuestions, _ circumstances: Circumstances) -> Validation {
        var request = request
        request.answers = request.answers.filter { $0.value != .text("") }
        return Validation(request, asking: questions, in: circumstances)
    }

    /// Sends a draft back. Why is demanded where the record has a field for it.
    private func sentBack(_ circumstances: Circumstances, now: Instant) throws(Refusal) -> Entry {
        let reason = record.field(SecondPersonVerb.reasonField).map { [$0] } ?? []
        let validation = reviewed(asking: ActionQuestions(reason, required: true), circumstances)
        if !validation.reasons.isEmpty { throw Refusal(validation.reasons) }
        return finish(.sentBack, fields: validation.answers, effects: Effects(), aside: [:], now: now)
    }

    private func finish(
        _ stage: Entry.Stage, fields: Answers, effects: Effects, aside: [String: String], now: Instant
    ) -> Entry {
        Entry(
            version: (state?.version ?? 0) + 1, record: record.id, instance: instance,
            action: draft == nil ? action.id : request.action, stage: stage, actor: request.actor,
            purpose: request.purpose,
            occurredOn: request.occurredOn, recordedAt: now, fields: fields, aside: aside, effects: effects)
    }
}

import Access
import Casework
import Rulebook

/// The action in the address, on the case in the address.
struct ActionStep: Sendable {
    let visit: CaseVisit
    let dossier: DossierDefinition
    let record: RecordDefinition
    /// The verb in the address: the action itself, or what is done with a draft of it.
    let verb: String
    /// The action done, or the one whose draft waits.
    let action: ActionDefinition
    /// The draft that waits for a second person.
    let pending: DossierView.Pending?
    /// Which of several records of the kind; `nil` where there is one, or a new one is made.
    let instance: Int?

    /// - Throws: ``Problem/notFound`` for an action that does not exist or is never this role's.
    init(_ visit: CaseVisit) throws {
        let verb = visit.visit.parameter("action")
        guard let dossier = visit.definition, let record = dossier.record(visit.visit.parameter("record")) else {
            throw Problem.notFound
        }
        let pending = visit.view.records.last { $0.id == record.id }?.pending
        let isReview = verb == SecondPersonVerb.confirm || verb == SecondPersonVerb.sendBack
        let role = visit.visit.account.role
        if record.action(verb) == nil, isReview, pending == nil,
            record.actions.contains(where: { $0.secondPerson != nil && $0.roles.contains(role) })
        {
            throw NotNow(label: "Reviewing a draft", visit: visit)
        }
        guard let action = record.action(verb) ?? (isReview ? pending.flatMap { record.action($0.action) } : nil),
            action.roles.contains(role)
        else { throw Problem.notFound }
        self.visit = visit
        self.dossier = dossier
        self.record = record
        self.verb = verb
        self.action = action
        self.pending = record.action(verb) == nil ? pending : nil
        instance = record.isMany ? Int(visit.visit.query.first("instance")) : nil
    }

    var isReview: Bool { pending != nil }

    /// Whether the case stands where this can be done, in this role and for this purpose.
    var isAvailable: Bool {
        visit.view.actions.contains { $0.record == record.id && $0.action == verb && $0.instance == instance }
    }

    /// Whether this is one of the two decisions, which are made beside the evidence.
    var isDecision: Bool { DecisionElements.records.contains(record.id) && (isReview || verb == "decide") }

    /// What is asked: the action's questions; of whoever sends a draft back, why.
    var plan: FormPlan {
        // Where the answers to choose from are the case's own, the plan is too.
        if !isReview, let field = action.questionField { return makePlan([field: namedQuestions]) }
        let name = [dossier.id, record.id, verb, isReview ? action.id : ""].joined(separator: ".")
        return visit.site.plans.plan(name, on: visit.today) { makePlan() }
    }

    private func makePlan(_ options: [String: [FieldControl.Option]] = [:]) -> FormPlan {
        let uses: [(field: FieldDefinition, required: Bool)] =
            if isReview {
                verb == SecondPersonVerb.sendBack
                    ? record.field(SecondPersonVerb.reasonField).map { [($0, true)] } ?? [] : []
            } else {
                action.asked(of: record)
            }
        return FormPlan(
            uses, of: record, in: dossier, rulebook: visit.site.rulebook, on: visit.today, options: options,
            neverOptional: isDecision ? DecisionElements.fields : [], style: action.amends == nil ? .whole : .correction
        )
    }

    /// The open questions that this action may settle, to choose from.
    var namedQuestions: [FieldControl.Option] {
        let open = visit.view.questions.filter { $0.settledOn == nil }
        return (action.settlesNamedIn == nil ? open : visit.questions(settledBy: action)).map { question in
            FieldControl.Option(value: question.id, label: question.label + (question.field.map { ": \($0)" } ?? ""))
        }
    }

    func address(_ verb: String) -> String {
        visit.address("/\(record.id)/\(verb)", instance: instance)
    }
}

/// The action exists and is this role's, and the case does not stand where it can be done.
struct NotNow: Error {
    let label: String
    let visit: CaseVisit
}

extension ActionDefinition {
    /// The field in which the actor names an open question: one that the action settles, or one that it is about.
    var questionField: String? {
        if let settlesNamedIn { return settlesNamedIn }
        for part in guards.flatMap(\.condition.flattened) {
            if case .namesOpenQuestion(let path) = part { return path.field }
        }
        return nil
    }
}

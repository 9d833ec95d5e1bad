extension Checker {
    func check(_ action: ActionDefinition, of record: RecordDefinition, in dossier: DossierDefinition) {
        let file = dossier.file(record)
        let name = "\(file) action \(action.id)"
        let subject = Subject(what: "the action \(action.id)", name: name, file: file, dossier: dossier, record: record)
        needsWords(action.label, "the action \(action.id)", name: name, in: file)
        needsWords(action.done, "the action \(action.id) once done", name: name, in: file)
        needsWords(action.survivor, "the action \(action.id) for survivors", name: name, in: file)
        if [SecondPersonVerb.confirm, SecondPersonVerb.sendBack].contains(action.id) {
            report(subject, "has a name that the second person’s verbs use: choose another")
        }
        checkWho(action, subject)
        checkWay(action, of: record, subject)
        checkAnswers(action, of: record, subject)
        checkGuards(action, subject)
        checkEffects(action, subject)
    }

    private func checkWho(_ action: ActionDefinition, _ subject: Subject) {
        if action.roles.isEmpty { report(subject, "is done by nobody: name its roles under `by`") }
        for role in action.roles where rulebook.role(role) == nil { unknown("role", role, subject) }
        for purpose in action.purposes where rulebook.purposes[purpose] == nil { unknown("purpose", purpose, subject) }
        for audience in action.tells where audience != "survivor" && rulebook.role(audience) == nil {
            unknown("audience", audience, subject)
        }
        guard action.secondPerson != nil else { return }
        check(action.secondPerson, subject)
        let people = action.roles.filter { rulebook.role($0).map { !$0.isSystem } ?? false }
        if people.count < 2 {
            report(
                subject,
                "needs a second person, but only one role of people may do it: name the role of the second person too")
        }
        if subject.record?.field(SecondPersonVerb.reasonField) == nil {
            report(
                subject, "can be sent back, but there is no field \(SecondPersonVerb.reasonField) to say why: add it")
        }
    }

    private func checkWay(_ action: ActionDefinition, of record: RecordDefinition, _ subject: Subject) {
        for state in action.from + action.destinations.map(\.state) where record.state(state) == nil {
            unknown("state", state, subject)
        }
        if action.from.isEmpty, action.destinations.isEmpty {
            report(subject, "opens the record and leads to no state: say where to with `to`")
        }
        if let last = action.destinations.lastIndex(where: { $0.when == nil }), last < action.destinations.count - 1 {
            report(subject, "has a destination after one without a test, which is never taken")
        }
        for destination in action.destinations { check(destination.when, subject) }
    }

    private func checkAnswers(_ action: ActionDefinition, of record: RecordDefinition, _ subject: Subject) {
        if case .only(let uses) = action.fields {
            for use in uses { _ = field(FieldPath(field: use.field), subject) }
        }
        if let reason = action.amends {
            let said = field(FieldPath(field: reason), subject)
            if said?.isAsked == true {
                report(
                    subject, "says in \(reason) why an answer changes, which the form asks: give it `asked: false`")
            }
            if case .only = action.fields {
                report(subject, "puts answers right, but not any of them: use `fields: all`")
            }
        }
        for (id, filling) in action.sets.sorted(by: { $0.key < $1.key }) {
            guard let field = field(FieldPath(field: id), subject) else { continue }
            if case .all = action.fields, field.isAsked {
                report(subject, "fills \(id), which `fields: all` lets the actor answer: give the field `asked: false`")
            }
            switch filling {
            case .rule(let rule):
                if rulebook.rules[rule] == nil { unknown("rule", rule, subject) }
            case .law(let law, let parameters): checkLaw(law, parameters, subject)
            case .constant(let value): checkField(FieldPath(field: id), [value], subject)
            case .actor: break
            }
        }
    }

    private func checkGuards(_ action: ActionDefinition, _ subject: Subject) {
        for test in action.guards {
            check(test.condition, subject)
            check(test.when, subject)
            if case .law = test.condition { continue }
            guard let refuses = test.refuses else {
                report(subject, "has a guard that does not say what to do when it fails: write `refuses`")
                continue
            }
            needsWords(refuses, "a guard of \(action.id)", name: subject.name, in: subject.file)
        }
    }

    private func checkEffects(_ action: ActionDefinition, _ subject: Subject) {
        for effect in action.also {
            checkStates(of: effect.record, [effect.to], subject)
            check(effect.when, subject)
        }
        for use in action.starts + action.stops + action.pauses + action.resumes + action.recounts {
            if !subject.dossier.hasClock(use.clock) { unknown("clock", use.clock, subject) }
            check(use.when, subject)
        }
        for question in action.settles where subject.dossier.question(question) == nil {
            unknown("question", question, subject)
        }
        guard let named = action.settlesNamedIn, field(FieldPath(field: named), subject) != nil else { return }
        if case .only(let uses) = action.fields, !uses.contains(where: { $0.field == named && $0.required }) {
            report(
                subject,
                "settles the question named in \(named), but does not demand that field: list it with `required: true`")
        }
    }
}

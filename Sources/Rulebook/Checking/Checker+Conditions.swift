extension Checker {
    /// Every name in a test must lead somewhere.
    func check(_ condition: Condition?, _ subject: Subject) {
        for part in condition?.flattened ?? [] { checkOne(part, subject) }
    }

    private func checkOne(_ condition: Condition, _ subject: Subject) {
        switch condition {
        case .field(let path, let words): checkField(path, words, subject)
        case .answered(let path, _): _ = field(path, subject)
        case .record(let id, let states), .other(let id, let states): checkStates(of: id, states, subject)
        case .draft(let id):
            guard let record = subject.dossier.record(id) else { return unknown("record", id, subject) }
            if !record.actions.contains(where: { $0.secondPerson != nil }) {
                report(subject, "waits for a draft of \(id), but no action of it needs a second person")
            }
        case .clock(let id, let standings): checkClock(id, standings, subject)
        case .notSameAccount(let id, let action):
            guard let record = subject.dossier.record(id) else { return unknown("record", id, subject) }
            if record.action(action) == nil { unknown("action", "\(id).\(action)", subject) }
        case .actor(.role, let roles):
            for role in roles where rulebook.role(role) == nil { unknown("role", role, subject) }
        case .actor: break
        case .actorIsAnswer(_, let path): _ = field(path, subject)
        case .question(let id, _):
            if subject.dossier.question(id) == nil { unknown("question", id, subject) }
        case .namesOpenQuestion(let path): _ = field(path, subject)
        case .law(let name, let parameters): checkLaw(name, parameters, subject)
        case .rule(let id, let values): checkRule(id, values, subject)
        case .all, .any, .not: break
        }
    }

    func report(_ subject: Subject, _ finding: String) {
        report(
            subject.name, in: subject.file,
            "\(subject.what.prefix(1).uppercased() + subject.what.dropFirst()) \(finding).")
    }

    func unknown(_ kind: String, _ id: String, _ subject: Subject) {
        report(subject, "names the \(kind) “\(id)”, which does not exist: correct the name or add it")
    }

    /// The field a path leads to; reports it when there is none.
    func field(_ path: FieldPath, _ subject: Subject) -> FieldDefinition? {
        let record = path.record.map { subject.dossier.record($0) } ?? subject.record
        guard let record else {
            unknown("record", path.record ?? "", subject)
            return nil
        }
        guard let field = record.field(path.field) else {
            unknown("field", path.description, subject)
            return nil
        }
        return field
    }

    func checkField(_ path: FieldPath, _ words: [String], _ subject: Subject) {
        guard let field = field(path, subject) else { return }
        for word in words {
            switch field.kind {
            case .code, .codes:
                guard let list = field.list.flatMap({ rulebook.lists[$0] }), !list.contains(word) else { continue }
                report(subject, "compares \(path) with “\(word)”, which is not a code of its list \(list.id)")
            case .yesNo, .tick:
                if word != "yes", word != "no" {
                    report(subject, "compares \(path) with “\(word)”: it can only be yes or no")
                }
            case .date:
                if CivilDate(word) == nil {
                    report(subject, "compares the date \(path) with “\(word)”: write a day as 2024-02-09")
                }
            case .text, .longText, .number, .email, .phone, .files, .organisation, .account: break
            }
        }
    }

    func checkStates(of id: String, _ states: [String], _ subject: Subject) {
        guard let record = subject.dossier.record(id) else { return unknown("record", id, subject) }
        if states.isEmpty { report(subject, "tests the record \(id) without naming a state") }
        for state in states where state != "none" && record.state(state) == nil {
            unknown("state", "\(id).\(state)", subject)
        }
    }

    private func checkClock(_ id: String, _ standings: [String], _ subject: Subject) {
        if !subject.dossier.hasClock(id) { unknown("clock", id, subject) }
        let known = ["running", "paused", "met", "breached", "stopped", "none"]
        for word in standings where !known.contains(word) {
            report(subject, "asks whether the clock \(id) is “\(word)”: a clock is \(known.joined(separator: ", "))")
        }
        if standings.isEmpty { report(subject, "tests the clock \(id) without saying how it should stand") }
    }

    func checkLaw(_ name: String, _ parameters: [String: String], _ subject: Subject) {
        guard let known = laws[name] else { return unknown("law", name, subject) }
        for parameter in parameters.keys.sorted() where !known.contains(parameter) {
            report(subject, "gives the law \(name) the parameter “\(parameter)”, which it does not take: take it out")
        }
    }

    private func checkRule(_ id: String, _ values: [String], _ subject: Subject) {
        guard let rule = rulebook.rules[rulebook.ruleOfValue[id] ?? id] else { return unknown("rule", id, subject) }
        let known = Set(rule.values.map(\.content.description))
        for value in values where !known.contains(value) {
            report(subject, "compares the rule \(id) with “\(value)”, which no value of it says")
        }
    }
}

extension DossierDefinition {
    func hasClock(_ id: String) -> Bool { records.contains { $0.clocks.contains { $0.id == id } } }
}

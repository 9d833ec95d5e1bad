extension Checker {
    func checkScenarios() {
        var names: Set<String> = []
        for scenario in rulebook.scenarios {
            func report(_ message: String) {
                add(RulebookProblem(file: scenario.file, line: scenario.line, message: message))
            }
            if scenario.source.allSatisfy(\.isWhitespace) {
                report("This scenario has no source: say which law it follows.")
            }
            if !names.insert("\(scenario.file) \(scenario.name)").inserted {
                report("Two scenarios of this file are called “\(scenario.name)”: rename one.")
            }
            if let nation = scenario.nation, rulebook.nation(nation) == nil {
                report("“\(nation)” is not a nation of this rulebook.")
            }
            if let question = scenario.asks {
                for message in faults(question, scenario.expects.answers) { report(message) }
            } else if let dossier = rulebook.dossier(scenario.dossier) {
                for message in faults(scenario, dossier) { report(message) }
            } else {
                report("There is no dossier of kind “\(scenario.dossier)”.")
            }
        }
    }

    private func faults(_ question: Scenario.Question, _ answers: [String: String]) -> [String] {
        var faults: [String] = []
        let known: [String]
        switch question {
        case .rule(let id, _, let nation, _):
            known = ["value", "unit", "id", "status", "counting", "confidence", "due"]
            if rulebook.rules[rulebook.ruleOfValue[id] ?? id] == nil { faults.append("There is no rule “\(id)”.") }
            if rulebook.nation(nation.code) == nil { faults.append("“\(nation)” is not a nation of this rulebook.") }
            if let value = answers["id"], value != "none", rulebook.ruleOfValue[value] == nil {
                faults.append("There is no value “\(value)”.")
            }
        case .workingDays(_, _, let calendar):
            known = ["date"]
            if rulebook.calendars[calendar] == nil { faults.append("There is no calendar “\(calendar)”.") }
        case .law(let name, _, let nation, _):
            known = ["holds", "value", "reason", "basis"]
            if laws[name] == nil { faults.append("There is no law “\(name)”.") }
            if rulebook.nation(nation.code) == nil { faults.append("“\(nation)” is not a nation of this rulebook.") }
        }
        for key in answers.keys.sorted() where !known.contains(key) {
            faults.append("This question has no answer “\(key)”: there are \(known.joined(separator: ", ")).")
        }
        if answers.isEmpty { faults.append("This scenario expects nothing: say what under `then`.") }
        return faults
    }

    private func faults(_ scenario: Scenario, _ dossier: DossierDefinition) -> [String] {
        var faults: [String] = []
        func needs(_ isKnown: Bool, _ kind: String, _ id: String) {
            if !isKnown { faults.append("There is no \(kind) “\(id)”.") }
        }
        if let age = scenario.age { needs(dossier.examples[age] != nil, "example", age) }
        for key in scenario.givenFields.keys.sorted() {
            needs(dossier.records.contains { $0.field(key) != nil }, "field", key)
        }
        for step in scenario.did + [scenario.attempt].compactMap({ $0 }) {
            guard let record = dossier.record(step.record) else {
                needs(false, "record", step.record)
                continue
            }
            let isReview = [SecondPersonVerb.confirm, SecondPersonVerb.sendBack].contains(step.action)
            needs(record.action(step.action) != nil || isReview, "action", "\(step.record).\(step.action)")
            if let role = step.role { needs(rulebook.role(role) != nil, "role", role) }
            for key in step.fields.keys.sorted() { needs(record.field(key) != nil, "field", "\(step.record).\(key)") }
        }
        let expects = scenario.expects
        for (record, state) in expects.states.sorted(by: { $0.key < $1.key }) {
            needs(state == "none" || dossier.record(record)?.state(state) != nil, "state", "\(record).\(state)")
        }
        for clock in expects.clocks.keys.sorted() { needs(dossier.hasClock(clock), "clock", clock) }
        for question in expects.questions.keys.sorted() {
            needs(dossier.question(question) != nil, "question", question)
        }
        for path in expects.fields.keys.sorted() { needs(dossier.field(FieldPath(path)) != nil, "field", path) }
        if let standing = expects.standing {
            needs(standing == "none" || dossier.standing(standing) != nil, "standing", standing)
        }
        if expects.isEmpty { faults.append("This scenario expects nothing: say what under `then`.") }
        return faults
    }
}

extension Scenario.Expectation {
    fileprivate var isEmpty: Bool {
        accepted == nil && refusedBecause.isEmpty && clocks.isEmpty && states.isEmpty && standing == nil
            && questions.isEmpty
            && fields.isEmpty
    }
}

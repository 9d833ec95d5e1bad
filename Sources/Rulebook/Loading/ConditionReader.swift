extension YAMLNode {
    func condition(_ key: String) -> Condition? {
        self[key]?.condition
    }

    /// One test, or a list that must all hold.
    var condition: Condition? {
        if let items {
            let parts = items.compactMap(\.condition)
            return parts.count == 1 ? parts[0] : .all(parts)
        }
        guard entries != nil else {
            fault("A test is written { field: …, is: … }, { record: …, state: … } or the like.")
            return nil
        }
        if let parts = self["any"] { return .any(parts.items?.compactMap(\.condition) ?? []) }
        if let parts = self["all"] { return .all(parts.items?.compactMap(\.condition) ?? []) }
        if let part = self["not"] { return part.condition.map { .not($0) } }
        if let field = text("field") { return fieldCondition(FieldPath(field)) }
        if let record = text("record") { return .record(record, states: texts("state")) }
        if let record = text("other") { return .other(record, states: texts("state")) }
        if let record = text("draft") { return .draft(record) }
        if let clock = text("clock") { return .clock(clock, standings: texts("is")) }
        if let question = text("question") { return .question(question, isOpen: (text("is") ?? "open") == "open") }
        if let field = text("names_open_question") { return .namesOpenQuestion(FieldPath(field)) }
        if let rule = text("rule") { return .rule(rule, isOneOf: texts("is")) }
        if let action = text("not_same_account") {
            let path = FieldPath(action)
            return .notSameAccount(record: path.record ?? "", action: path.field)
        }
        if self["actor"] != nil {
            let part: ActionDefinition.ActorPart = choice("actor", default: .account)
            if let field = text("is_answer") { return .actorIsAnswer(part, FieldPath(field)) }
            if texts("is").isEmpty { fault("Say what the actor should be: `is: …` or `is_answer: FIELD`.") }
            return .actor(part, isOneOf: texts("is"))
        }
        if let law = text("law") {
            var parameters = table
            for known in ["law", "refuses", "code", "when"] { parameters[known] = nil }
            return .law(law, parameters: parameters)
        }
        fault(
            "This test has no word that says what it tests (field, record, other, draft, clock, question, names_open_question, rule, law, actor, not_same_account, any, all, not)."
        )
        return nil
    }

    private func fieldCondition(_ path: FieldPath) -> Condition? {
        if let answered = text("answered") { return .answered(path, answered == "true" || answered == "yes") }
        let values = texts("is")
        if values.isEmpty {
            fault("Say what the field should be: `is: …` or `answered: true`.")
            return nil
        }
        return .field(path, isOneOf: values)
    }
}

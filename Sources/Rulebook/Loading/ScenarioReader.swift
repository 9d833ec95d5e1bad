/// Reads `scenarios/*.yaml`.
struct ScenarioReader {
    func scenarios(in node: YAMLNode) -> [Scenario] {
        guard let items = node.items else {
            node.fault("A file of scenarios is a list.")
            return []
        }
        return items.compactMap(scenario)
    }

    private func scenario(_ node: YAMLNode) -> Scenario? {
        node.allow("name", "source", "given", "did", "when", "ask", "then")
        let given = node["given"]
        given?.allow("nation", "age", "dossier", "fields", "area")
        guard let then = node["then"] else {
            node.fault("A scenario needs a `then`.")
            return nil
        }
        let asks = node["ask"].flatMap(question)
        if asks == nil, node["did"] == nil, node["when"] == nil {
            node.fault("A scenario tries something (`did`, `when`) or asks something (`ask`).")
        }
        return Scenario(
            name: node.required("name"), source: node.required("source"), file: node.file, line: node.line,
            nation: given?.text("nation"), age: given?.text("age"), dossier: given?.text("dossier") ?? "case",
            givenFields: given?.table("fields") ?? [:], did: (node["did"]?.items ?? []).compactMap(step),
            attempt: node["when"].flatMap(step), asks: asks, expects: expectation(then, isQuestion: asks != nil))
    }

    private func step(_ node: YAMLNode) -> Scenario.Step? {
        guard let on = node.date("on") else {
            node.fault("A step needs the day it is done: `on: 2024-02-09`.")
            return nil
        }
        let action = FieldPath(node.required("action"))
        guard let record = action.record else {
            node.fault("An action is written record.action.")
            return nil
        }
        var fields = node.table("fields")
        for (key, value) in node.entries ?? []
        where !["action", "on", "as", "account", "fields"].contains(key) {
            fields[key] = value.scalar ?? value.scalars?.joined(separator: ",") ?? ""
        }
        return Scenario.Step(
            record: record, action: action.field, on: on, role: node.text("as"), account: node.text("account"),
            fields: fields)
    }

    private func question(_ node: YAMLNode) -> Scenario.Question? {
        node.allow("rule", "law", "working_days", "on", "nation", "area", "after", "calendar", "facts")
        if let days = node.integer("working_days") {
            guard let after = node.date("after") else {
                node.fault("Counting working days needs `after`.")
                return nil
            }
            return .workingDays(days, after: after, calendar: node.required("calendar"))
        }
        guard let on = node.date("on") else {
            node.fault("A question of law needs a day: `on: 2024-02-09`.")
            return nil
        }
        let nation = Nation(node.required("nation"))
        if let rule = node.text("rule") { return .rule(rule, on: on, nation: nation, area: node.text("area")) }
        if let law = node.text("law") { return .law(law, on: on, nation: nation, facts: node.table("facts")) }
        node.fault("A question asks a `rule`, a `law` or `working_days`.")
        return nil
    }

    private func expectation(_ node: YAMLNode, isQuestion: Bool) -> Scenario.Expectation {
        if isQuestion {
            return Scenario.Expectation(
                accepted: nil, refusedBecause: [], clocks: [:], states: [:], standing: nil, questions: [:], fields: [:],
                answers: node.table)
        }
        node.allow("accepted", "refused_because", "clock", "state", "standing", "question", "field")
        var clocks: [String: [String: String]] = [:]
        for (key, value) in node["clock"]?.entries ?? [] { clocks[key] = value.table }
        return Scenario.Expectation(
            accepted: node["accepted"].map { $0.scalar == "true" }, refusedBecause: node.texts("refused_because"),
            clocks: clocks, states: node.table("state"), standing: node.text("standing"),
            questions: node.table("question"),
            fields: node.table("field"), answers: [:])
    }
}

import Law
import Rulebook

extension ScenarioRunner {
    /// Puts a question of law without a case and lists where the answer differs.
    func answersThatDiffer(_ question: Scenario.Question, _ expected: [String: String]) -> [String] {
        let found: [String: String]
        switch question {
        case .rule(let id, let day, let nation, let area): found = ruleAnswer(id, on: day, nation, area)
        case .workingDays(let count, let start, let calendar): found = workingDays(count, after: start, calendar)
        case .law(let name, let day, let nation, let facts): found = lawAnswer(name, on: day, nation, facts)
        }
        var comparison = Comparison()
        for (key, value) in expected.sorted(by: { $0.key < $1.key }) {
            comparison.expect(value, found[key] ?? "none", of: key)
        }
        return comparison.failures
    }

    private func ruleAnswer(_ id: String, on day: CivilDate, _ nation: Nation, _ area: String?) -> [String: String] {
        guard let value = rulebook.value(of: id, on: day, in: nation, area: area) else { return [:] }
        var found = [
            "value": value.content.description, "unit": value.unit.rawValue, "id": value.id,
            "status": value.status.rawValue,
            "counting": value.counting.rawValue, "confidence": value.confidence.statement,
        ]
        if let calendar = rulebook.calendar(of: nation),
            case .on(let due)? = try? DueDate.of(value, from: day, calendar: calendar)
        {
            found["due"] = due.description
        }
        return found
    }

    private func workingDays(_ count: Int, after start: CivilDate, _ name: String) -> [String: String] {
        guard let calendar = rulebook.calendars[name] else { return ["date": "no calendar \(name)"] }
        guard let day = try? WorkingDays(count).after(start, in: calendar) else { return [:] }
        return ["date": day.description]
    }

    /// Facts are answers by field; `RECORD.since` is the day on which a record came into its state, `CLOCK.due` the day of a clock.
    private func lawAnswer(_ name: String, on day: CivilDate, _ nation: Nation, _ facts: [String: String]) -> [String:
        String]
    {
        guard let rule = LawBook.rules[name] else { return ["holds": "no law \(name)"] }
        func date(_ name: String) -> CivilDate? { facts[name].flatMap { CivilDate($0) } }
        let answer = rule.answer(
            LawQuestion(
                rulebook: rulebook, nation: nation, on: day,
                fact: { path in
                    facts[path.description].map { text in CivilDate(text).map(FieldValue.date) ?? .code(text) }
                },
                due: { date($0 + ".due") }, since: { date($0 + ".since") }))
        var found = ["holds": answer.holds ? "true" : "false"]
        found["value"] = answer.value?.plain
        found["reason"] = answer.reasons.first?.code
        found["basis"] = answer.reasons.first?.basis
        return found
    }
}

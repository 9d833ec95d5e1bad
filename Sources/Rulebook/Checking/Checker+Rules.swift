extension Checker {
    func checkRules() {
        let areas = Set(rulebook.lists.values.flatMap { $0.codes.compactMap { $0.mappings["area"] } })
        let counted = Set(rulebook.dossiers.flatMap { $0.records.flatMap { $0.clocks.map(\.rule) } })
        for rule in rulebook.rulesInOrder {
            needsWords(rule.title, "the title of \(rule.id)", name: "rule \(rule.id)", in: "rules")
            for value in rule.values { check(value, of: rule, areas: areas, isCounted: counted.contains(rule.id)) }
            checkTimeline(rule)
        }
    }

    private func check(_ value: RuleValue, of rule: Rule, areas: Set<String>, isCounted: Bool) {
        let name = "value \(value.id)"
        func report(_ message: String) { self.report(name, in: "rules", message) }
        if value.source.allSatisfy(\.isWhitespace) {
            report("The value \(value.id) has no source: say where it was read.")
        }
        let words = ["high", "medium", "low", "open", "unclear"]
        if !words.contains(where: value.confidence.statement.contains) {
            report("The confidence of \(value.id) names no level: write high, medium, low or open.")
        }
        let hasRivals =
            rule.isTimeline
            && rule.values.contains { $0.id != value.id && !Set($0.nations).isDisjoint(with: value.nations) }
        if value.status.drives, value.period.from == nil, value.content != .unknown,
            isCounted || hasRivals || value.content.number != nil
        {
            report(
                "The value \(value.id) drives cases but has no first day: write `from`, and `from_known` if the day is not certain."
            )
        }
        if value.status == .ended, value.period.until == nil {
            report(
                "The value \(value.id) has ended but has no last day: write `until`, and `until_known` if the day is not certain."
            )
        }
        if value.period.from == nil, value.fromKnown != .day {
            report("The value \(value.id) says how `from` is known but has no `from`: add the day.")
        }
        if let area = value.area, !areas.contains(area) {
            report("No code list has the area “\(area)” of \(value.id): correct it, or name it in a column `area`.")
        }
        if (value.unit == .calendarMonths) != (value.counting == .correspondingDate), value.content.number != nil {
            report(
                "The value \(value.id) counts \(value.unit.rawValue) by \(value.counting.rawValue): months go by corresponding_date, days do not."
            )
        }
    }

    /// In each nation, values in force never overlap where something is counted by them, and those of a timeline leave no gap.
    private func checkTimeline(_ rule: Rule) {
        let isNumber = rule.values.contains { $0.content.number != nil }
        guard rule.isTimeline || isNumber else { return }
        let areas = Set(rule.values.map(\.area))
        for nation in rulebook.nations.map(\.nation) {
            for area in areas {
                let values = rule.values.filter { $0.status.drives && $0.nations.contains(nation) && $0.area == area }
                    .sorted { ($0.period.from?.dayNumber ?? .min) < ($1.period.from?.dayNumber ?? .min) }
                for (earlier, later) in zip(values, values.dropFirst()) {
                    follows(earlier, later, in: nation, of: rule)
                }
            }
        }
    }

    private func follows(_ earlier: RuleValue, _ later: RuleValue, in nation: Nation, of rule: Rule) {
        if earlier.period.overlaps(later.period) {
            report(
                "value \(later.id)", in: "rules",
                "In \(nation) the values \(earlier.id) and \(later.id) of \(rule.id) overlap: end the first before the second begins."
            )
        } else if rule.isTimeline, let end = earlier.period.until, let start = later.period.from,
            end.adding(days: 1) < start
        {
            report(
                "value \(later.id)", in: "rules",
                "In \(nation) nothing of \(rule.id) is in force between \(end) and \(start): close the gap, or take `timeline` away."
            )
        }
    }
}

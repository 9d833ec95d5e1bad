extension Rulebook {
    /// The answer to “what does this rule say there, that day?”
    public enum Finding: Sendable {
        /// The one value that was in force.
        case inForce(RuleValue)
        /// The rule exists, but no value of it was in force there that day.
        case nothingInForce(rule: Rule)
        /// There is no rule or value with that id.
        case unknownRule
    }

    /// Looks a rule up as the law stood in `nation` on `day`.
    ///
    /// `id` names a rule (`recovery_period.minimum`) or one value by its catalogue id (`recovery.min.30.statute`);
    /// a value is found only where and when it was in force. Cost: a dictionary lookup and a walk over the rule's values.
    ///
    /// - Parameter area: a narrower area, for example `child_pilot`. A value for the area goes before the nation's own.
    public func rule(_ id: String, on day: CivilDate, in nation: Nation, area: String? = nil) -> Finding {
        if let rule = rules[id] {
            return inForce(rule.values, on: day, in: nation, area: area).map(Finding.inForce)
                ?? .nothingInForce(rule: rule)
        }
        guard let ruleID = ruleOfValue[id], let rule = rules[ruleID] else { return .unknownRule }
        let named = rule.values.filter { $0.id == id }
        return inForce(named, on: day, in: nation, area: area ?? named.first?.area).map(Finding.inForce)
            ?? .nothingInForce(rule: rule)
    }

    /// The value in force, or `nil` when there is none or no such rule.
    public func value(of id: String, on day: CivilDate, in nation: Nation, area: String? = nil) -> RuleValue? {
        if case .inForce(let value) = rule(id, on: day, in: nation, area: area) { value } else { nil }
    }

    private func inForce(_ values: [RuleValue], on day: CivilDate, in nation: Nation, area: String?) -> RuleValue? {
        let candidates = values.filter {
            $0.status.drives && $0.nations.contains(nation) && $0.period.contains(day)
        }
        if let area, let narrow = candidates.last(where: { $0.area == area }) { return narrow }
        return candidates.last { $0.area == nil }
    }
}

extension Rulebook {
    /// The value with that id, in force or not.
    public func ruleValue(_ id: String) -> RuleValue? {
        ruleOfValue[id].flatMap { rules[$0] }?.values.first { $0.id == id }
    }

    /// The rule that a value with that id belongs to, or the rule itself.
    public func rule(owning id: String) -> Rule? {
        rules[id] ?? ruleOfValue[id].flatMap { rules[$0] }
    }
}

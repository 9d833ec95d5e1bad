import Rulebook

extension LawRule {
    /// A conclusive grounds decision is not made before the shortest recovery period has passed.
    ///
    /// 1. The clock `conclusive_grounds_earliest` was started by the positive reasonable grounds decision, under the
    ///    rule of that day (`cg.wait.min.45`, `cg.wait.min.30`).
    /// 2. Before its day the decision is refused, and the day is named.
    /// 3. A local child panel may decide both in one meeting (`route.devolved.child.cgsame`), so the wait does not bind it.
    ///    The two rules contradict each other; the product shows both. A case that moved from the panel waits like any other.
    static let conclusiveGroundsNotBefore = LawRule(
        id: "conclusive_grounds_not_before", title: "The shortest recovery period has passed",
        citation: "Nationality and Borders Act 2022 s61; statutory guidance, conclusive grounds chapter"
    ) { question in
        let authority = question.first("conclusive_grounds.moved_to", "reasonable_grounds.authority")
        if authority?.matches(CompetentAuthority.localPanel) ?? false { return .yes }
        guard let earliest = question.due("conclusive_grounds_earliest"), question.on < earliest else { return .yes }
        return LawAnswer(
            holds: false,
            reasons: [
                Reason(
                    code: "recovery_period_not_over",
                    sentence:
                        "A conclusive grounds decision may be made from \(earliest.spelledOut) on, when the shortest recovery period has passed.",
                    basis: "conclusive_grounds.earliest")
            ])
    }
}

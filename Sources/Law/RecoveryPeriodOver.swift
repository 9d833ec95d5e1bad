import Rulebook

extension LawRule {
    /// The shortest recovery period has passed.
    ///
    /// The recovery period ends on the later of two days: the day of the conclusive grounds decision, and the last day of
    /// the shortest period (Nationality and Borders Act 2022 s61(3); `recovery.min.30.statute`).
    ///
    /// 1. The clock `recovery_period` was started by the positive reasonable grounds decision, under the rule of that day.
    /// 2. Up to and on its last day the answer is no, and the day is named: the period lasts until that day ends.
    /// 3. From the day after it the answer is yes. That the conclusive grounds decision has been made is not asked here.
    static let recoveryPeriodMinimumPassed = LawRule(
        id: "recovery_period_minimum_passed", title: "The shortest recovery period has passed",
        citation: "Nationality and Borders Act 2022 s61(3)"
    ) { question in
        guard let last = question.due("recovery_period"), question.on <= last else { return .yes }
        return LawAnswer(
            holds: false,
            reasons: [
                Reason(
                    code: "recovery_period_not_over",
                    sentence:
                        "The recovery period lasts until the end of \(last.spelledOut) at least, also when the conclusive grounds decision came earlier.",
                    basis: "recovery_period.minimum")
            ])
    }
}

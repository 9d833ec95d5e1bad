import Rulebook
import Synchronization

/// The forms of the rulebook's actions and journeys, each worked out once a day: which codes are offered depends on the day.
final class FormPlans: Sendable {
    private struct Kept {
        let day: CivilDate
        let plan: FormPlan
    }

    private let plans = Mutex<[String: Kept]>([:])

    /// The plan of that name for the day, made by `make` when it is asked for the first time.
    func plan(_ name: String, on day: CivilDate, _ make: () -> FormPlan) -> FormPlan {
        if let kept = plans.withLock({ $0[name] }), kept.day == day { return kept.plan }
        let plan = make()
        plans.withLock { $0[name] = Kept(day: day, plan: plan) }
        return plan
    }
}

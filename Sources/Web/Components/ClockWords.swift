import Markup
import Rulebook

/// A clock in words, as it stands today.
struct ClockWords: Sendable {
    let kind: ClockDefinition.Kind
    let due: CivilDate
    let basis: RuleValue?
    let nation: Nation?
    let today: CivilDate

    /// A running clock.
    ///
    /// Days are counted in the rule's own unit: working days of the nation's calendar, or calendar days where the rule counts
    /// those or the calendar does not know the years.
    func clock(_ tables: WorkingDayTables) -> Clock {
        let date = DateText(due)
        switch kind {
        case .due:
            let (days, counting) = left(tables)
            return Clock(daysLeft: days, counting, on: date)
        case .earliest:
            return due <= today
                ? Clock(.soon, "May be decided since \(date)") : Clock(.ok, "May be decided from \(date)")
        case .ends:
            let days = today.days(until: due)
            if days < 0 { return Clock(.met, "Ended \(RelativeDays(days, .calendarDays, past: .ago))", on: date) }
            return Clock(days <= 3 ? .soon : .ok, "Ends \(RelativeDays(days))", on: date)
        }
    }

    private func left(_ tables: WorkingDayTables) -> (Int, RelativeDays.Counting) {
        if basis?.unit == .workingDays, due != today, let days = tables.days(from: today, to: due, in: nation) {
            // A weekend can lie between: late is late even when no working day has passed.
            if days != 0 { return (days, .workingDays) }
        }
        return (today.days(until: due), .calendarDays)
    }
}

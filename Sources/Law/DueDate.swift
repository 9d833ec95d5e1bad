public import Rulebook

/// The last day of a period that a rule gives, counted as the rule says.
public enum DueDate: Sendable, Hashable {
    case on(CivilDate)
    /// The rule gives no number of days (“no target or limit”, “until the conclusive decision”), or the answer is not known.
    case notComputable(String)

    /// Counts a rule's period from the day of the event.
    ///
    /// 1. `day_of`: the event's day is day one, so the last day is the event plus the length less one
    ///    (thirty days “beginning with the day” of the decision, NABA 2022 s61(3)).
    /// 2. `day_after`: the day after is day one, so the last day is the event plus the length.
    /// 3. `corresponding_date`: the same date of a later month, or that month's last day.
    /// 4. Working days count from the day after the event in the given calendar.
    ///
    /// - Throws: `MissingHolidays` when working days run into a year without data.
    public static func of(_ value: RuleValue, from event: CivilDate, calendar: HolidayCalendar)
        throws(MissingHolidays) -> DueDate
    {
        guard let length = value.content.number else { return .notComputable(value.content.description) }
        switch value.unit {
        case .workingDays:
            return .on(try WorkingDays(value.counting == .dayOf ? length - 1 : length).after(event, in: calendar))
        case .calendarDays:
            return .on(event.adding(days: value.counting == .dayOf ? length - 1 : length))
        case .calendarMonths:
            return .on(event.adding(months: length))
        case .hours:
            return .on(event.adding(days: (length + 23) / 24))
        case .count, .text, .code:
            return .notComputable(value.content.description)
        }
    }
}

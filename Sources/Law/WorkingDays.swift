public import Rulebook

/// A count of working days: Monday to Friday without the bank holidays of one calendar.
public struct WorkingDays: Hashable, Sendable {
    public let count: Int

    public init(_ count: Int) {
        self.count = count
    }

    /// The day so many working days after `start`, which itself is day 0 whether it is a working day or not.
    ///
    /// The guidance does not say whether the day of receipt counts; day 0 is the default of the rulebook
    /// (`count.workingdays.rg`). No cut-off hour is stated anywhere either, so a day ends at midnight.
    ///
    /// - Throws: `MissingHolidays` when the count runs into a year without data.
    public func after(_ start: CivilDate, in calendar: HolidayCalendar) throws(MissingHolidays) -> CivilDate {
        var day = start
        var left = count
        while left > 0 {
            day = day.adding(days: 1)
            if try calendar.isWorkingDay(day) { left -= 1 }
        }
        return day
    }

    /// The working days after `start` up to and including `end`; negative when `end` is earlier.
    public static func between(_ start: CivilDate, _ end: CivilDate, in calendar: HolidayCalendar)
        throws(MissingHolidays) -> WorkingDays
    {
        if end < start {
            let back = try between(end, start, in: calendar)
            return WorkingDays(-back.count)
        }
        var count = 0
        var day = start
        while day < end {
            day = day.adding(days: 1)
            if try calendar.isWorkingDay(day) { count += 1 }
        }
        return WorkingDays(count)
    }
}

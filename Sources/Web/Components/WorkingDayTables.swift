package import Rulebook

/// Working days counted beforehand, so that a page of long overdue clocks costs two look-ups for each and not a walk
/// through its days. Gives what `Law.WorkingDays` gives.
package struct WorkingDayTables: Sendable {
    private struct Counts: Sendable {
        /// The first day that is known.
        let first: Int
        /// For each day from then on, how many working days there were up to and including it.
        let upTo: [Int32]
    }

    private let byNation: [Nation: Counts]

    package init(_ rulebook: Rulebook) {
        var byCalendar: [String: Counts] = [:]
        var byNation: [Nation: Counts] = [:]
        for definition in rulebook.nations {
            if byCalendar[definition.calendar] == nil, let calendar = rulebook.calendars[definition.calendar] {
                byCalendar[definition.calendar] = WorkingDayTables.counts(calendar)
            }
            byNation[definition.nation] = byCalendar[definition.calendar]
        }
        self.byNation = byNation
    }

    /// The working days after `start` up to and including `end`, negative when `end` is earlier; `nil` when the nation has no
    /// calendar, or the calendar does not know the years.
    package func days(from start: CivilDate, to end: CivilDate, in nation: Nation?) -> Int? {
        guard let nation, let counts = byNation[nation] else { return nil }
        let known = counts.upTo.indices
        let (from, to) = (start.dayNumber - counts.first, end.dayNumber - counts.first)
        guard known.contains(from), known.contains(to) else { return nil }
        return Int(counts.upTo[to] - counts.upTo[from])
    }

    /// The last unbroken run of years that the calendar knows.
    private static func counts(_ calendar: HolidayCalendar) -> Counts? {
        guard let last = calendar.knownYears.last else { return nil }
        var year = last
        while calendar.holidays(in: year - 1) != nil { year -= 1 }
        guard let first = CivilDate(year: year, month: 1, day: 1), let end = CivilDate(year: last, month: 12, day: 31)
        else {
            return nil
        }
        var upTo: [Int32] = []
        upTo.reserveCapacity(first.days(until: end) + 1)
        var count: Int32 = 0
        for number in first.dayNumber...end.dayNumber {
            if (try? calendar.isWorkingDay(CivilDate(dayNumber: number))) ?? false { count += 1 }
            upTo.append(count)
        }
        return Counts(first: first.dayNumber, upTo: upTo)
    }
}

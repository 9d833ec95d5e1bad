import Law
import Rulebook
import Testing

@Suite("Working days")
struct WorkingDaysTests {
    struct Count: Sendable {
        let days: Int
        let start: String
        let calendar: String
        let end: String
        let reason: String
    }

    static let table: [Count] = [
        Count(
            days: 5, start: "2026-04-02", calendar: "england_and_wales", end: "2026-04-13",
            reason: "Good Friday and Easter Monday"),
        Count(
            days: 5, start: "2026-04-02", calendar: "scotland", end: "2026-04-10",
            reason: "Easter Monday is worked in Scotland"),
        Count(days: 5, start: "2026-04-02", calendar: "northern_ireland", end: "2026-04-13", reason: "Easter"),
        Count(days: 5, start: "2026-06-12", calendar: "scotland", end: "2026-06-22", reason: "World Cup holiday"),
        Count(
            days: 5, start: "2026-06-12", calendar: "england_and_wales", end: "2026-06-19",
            reason: "no World Cup holiday"),
        Count(
            days: 5, start: "2026-07-10", calendar: "northern_ireland", end: "2026-07-20",
            reason: "12 July kept on the 13th"),
        Count(
            days: 9, start: "2025-12-22", calendar: "england_and_wales", end: "2026-01-07",
            reason: "Christmas and New Year"),
        Count(days: 9, start: "2025-12-22", calendar: "scotland", end: "2026-01-08", reason: "2 January too"),
        Count(
            days: 9, start: "2025-12-22", calendar: "northern_ireland", end: "2026-01-07",
            reason: "Christmas and New Year"),
        Count(days: 1, start: "2024-02-28", calendar: "scotland", end: "2024-02-29", reason: "leap day"),
        Count(days: 1, start: "2023-02-28", calendar: "scotland", end: "2023-03-01", reason: "no leap day"),
        Count(
            days: 1, start: "2026-03-27", calendar: "england_and_wales", end: "2026-03-30",
            reason: "clocks forward on the 29th"),
        Count(
            days: 1, start: "2026-10-23", calendar: "northern_ireland", end: "2026-10-26",
            reason: "clocks back on the 25th"),
        Count(
            days: 0, start: "2026-04-04", calendar: "scotland", end: "2026-04-04", reason: "none at all, on a Saturday"),
        Count(days: 1, start: "2026-04-04", calendar: "scotland", end: "2026-04-06", reason: "from a Saturday"),
    ]

    @Test("Working days are counted by the calendar of the place", arguments: table)
    func counted(count: Count) throws {
        let calendar = try #require(UnitedKingdom.rulebook.calendars[count.calendar])
        let start = try #require(CivilDate(count.start))
        let end = try WorkingDays(count.days).after(start, in: calendar)
        #expect(end.description == count.end, "\(count.reason)")
        if count.days > 0 {
            #expect(try WorkingDays.between(start, end, in: calendar) == WorkingDays(count.days), "\(count.reason)")
            #expect(try WorkingDays.between(end, start, in: calendar) == WorkingDays(-count.days), "\(count.reason)")
        }
    }

    @Test("A count into a year without holidays is an error that names the year")
    func missing() throws {
        let calendar = try #require(UnitedKingdom.rulebook.calendars["scotland"])
        let last = try #require(calendar.knownYears.last)
        let start = try #require(CivilDate(year: last, month: 12, day: 30))
        let error = #expect(throws: MissingHolidays.self) { try WorkingDays(5).after(start, in: calendar) }
        #expect(error?.calendar == "scotland" && error?.year == last + 1)
    }
}

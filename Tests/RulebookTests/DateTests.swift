import Rulebook
import Testing

@Suite("Civil days")
struct DateTests {
    private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

    @Test(
        "Only a real day written in full is read",
        arguments: [
            "2023-02-29", "2024-13-01", "2024-1-01", "24-01-01", "2024-01-01T00", "", "2024/01/01", "0000-01-01",
        ])
    func unreadable(text: String) { #expect(CivilDate(text) == nil) }

    @Test(
        "A birthday of 29 February is kept on 1 March in a common year",
        arguments: [
            ("2008-02-29", 18, "2026-03-01", "common year"),
            ("2008-02-29", 20, "2028-02-29", "leap year"),
            ("2008-03-01", 18, "2026-03-01", "born the day after"),
            ("2007-12-31", 18, "2025-12-31", "end of the year"),
        ])
    func birthdays(born: String, age: Int, reached: String, reason: String) throws {
        let birth = try day(born)
        let birthday = birth.birthday(age)
        #expect(birthday.description == reached, "\(reason)")
        #expect(birth.age(on: birthday) == age, "\(reason)")
        #expect(birth.age(on: birthday.adding(days: -1)) == age - 1, "\(reason)")
    }

    @Test(
        "A month on is the same date, or the last day of a shorter month",
        arguments: [
            ("2024-01-31", 1, "2024-02-29", "leap year"), ("2023-01-31", 1, "2023-02-28", "common year"),
            ("2023-11-30", 3, "2024-02-29", "over the new year"),
            ("2024-02-29", 12, "2025-02-28", "a leap day a year on"),
            ("2025-01-15", 1, "2025-02-15", "the plain case"),
        ])
    func months(start: String, months: Int, end: String, reason: String) throws {
        #expect(try day(start).adding(months: months).description == end, "\(reason)")
    }

    @Test("Every day of a century has its own number and reads back")
    func roundTrip() throws {
        let first = try day("1950-01-01")
        for offset in 0..<36_525 {
            let date = first.adding(days: offset)
            let (year, month, number) = date.components
            #expect(CivilDate(year: year, month: month, day: number) == date)
            #expect(date.weekday == (6 + offset) % 7 + 1)
        }
    }
}

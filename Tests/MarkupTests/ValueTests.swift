import Markup
import Testing

@Suite("Dates and days in words")
struct ValueTests {
    @Test(
        "A date reads as people say it",
        arguments: [
            ("2024-02-09", "9 February 2024", "9 Chwefror 2024", "a single figure has no nought before it"),
            ("2024-02-29", "29 February 2024", "29 Chwefror 2024", "leap day"),
            ("2026-12-25", "25 December 2026", "25 Rhagfyr 2026", "Christmas"),
            ("0987-01-01", "1 January 987", "1 Ionawr 987", "an early year"),
        ])
    func dates(iso: String, english: String, welsh: String, reason: String) throws {
        let date = try #require(DateText(iso: iso))
        #expect(date.text() == english, "\(reason)")
        #expect(date.text(.welsh) == welsh, "\(reason)")
        #expect(date.html().string == "<time class=\"fg-date\" datetime=\"\(iso)\">\(english)</time>", "\(reason)")
    }

    @Test(
        "Nothing else is taken for a date",
        arguments: [
            "", "2024-2-9", "2024/02/09", "2024-13-01", "2024-00-01", "2024-01-32", "2024-01-00", "20240109xx",
            "2024-01-0a", "٢٠٢٤-01-01",
        ])
    func noDates(text: String) {
        #expect(DateText(iso: text) == nil)
    }

    @Test(
        "Days from today read as people say them",
        arguments: [
            (0, RelativeDays.Counting.calendarDays, RelativeDays.Past.late, "today", "heddiw"),
            (0, .workingDays, .ago, "today", "heddiw"),
            (1, .calendarDays, .late, "tomorrow", "yfory"),
            (1, .workingDays, .late, "in 1 working day", "mewn 1 diwrnod gwaith"),
            (2, .calendarDays, .late, "in 2 days", "mewn 2 ddiwrnod"),
            (3, .workingDays, .late, "in 3 working days", "mewn 3 diwrnod gwaith"),
            (-1, .calendarDays, .late, "1 day late", "1 diwrnod yn hwyr"),
            (-2, .calendarDays, .late, "2 days late", "2 ddiwrnod yn hwyr"),
            (-5, .workingDays, .late, "5 working days late", "5 diwrnod gwaith yn hwyr"),
            (-1, .calendarDays, .ago, "yesterday", "ddoe"),
            (-1, .workingDays, .ago, "1 working day ago", "1 diwrnod gwaith yn ôl"),
            (-40, .calendarDays, .ago, "40 days ago", "40 diwrnod yn ôl"),
        ])
    func relative(days: Int, counting: RelativeDays.Counting, past: RelativeDays.Past, english: String, welsh: String) {
        #expect(RelativeDays(days, counting, past: past).text() == english)
        #expect(RelativeDays(days, counting, past: past).text(.welsh) == welsh)
    }
}

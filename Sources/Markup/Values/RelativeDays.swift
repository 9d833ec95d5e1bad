/// A number of days from today, in words: “today”, “in 3 working days”, “2 days late”.
///
/// Whoever makes one has counted the days already; there is neither a clock nor a calendar in here.
public struct RelativeDays: Component, Equatable {
    /// Which days were counted.
    public enum Counting: Sendable {
        case calendarDays, workingDays
    }

    /// What it means that the day has gone by.
    public enum Past: Sendable {
        /// Something was due: “2 days late”.
        case late
        /// Something happened: “2 days ago”.
        case ago
    }

    let days: Int
    let counting: Counting
    let past: Past

    /// - Parameters:
    ///   - days: days from today; below nought when the day has gone by.
    ///   - counting: which days were counted.
    ///   - past: what it means that the day has gone by.
    public init(_ days: Int, _ counting: Counting = .calendarDays, past: Past = .late) {
        self.days = days
        self.counting = counting
        self.past = past
    }

    /// The days in words.
    public func text(_ words: Words = .english) -> String {
        switch wording(words) {
        case .fixed(let text): text
        case .numbered(let form): form.text(abs(days))
        }
    }

    public func write(to page: inout HTMLWriter) {
        switch wording(page.words) {
        case .fixed(let text): page.text(text)
        case .numbered(let form): form.write(abs(days), to: &page)
        }
    }

    private enum Wording {
        case fixed(String)
        case numbered(Counted)
    }

    private func wording(_ words: borrowing Words) -> Wording {
        switch (days, counting, past) {
        case (0, _, _): .fixed(words.today)
        case (1, .calendarDays, _): .fixed(words.tomorrow)
        case (-1, .calendarDays, .ago): .fixed(words.yesterday)
        case (1..., .calendarDays, _): .numbered(words.inDays.form(for: days))
        case (1..., .workingDays, _): .numbered(words.inWorkingDays.form(for: days))
        case (_, .calendarDays, .late): .numbered(words.daysLate.form(for: -days))
        case (_, .workingDays, .late): .numbered(words.workingDaysLate.form(for: -days))
        case (_, .calendarDays, .ago): .numbered(words.daysAgo.form(for: -days))
        case (_, .workingDays, .ago): .numbered(words.workingDaysAgo.form(for: -days))
        }
    }
}

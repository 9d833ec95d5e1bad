/// The bank holidays of one part of the country, written out year by year.
///
/// A year that is not listed has no data. That is an error to whoever asks, never "no holidays": a clock that
/// silently ignores Christmas gives people the wrong day.
public struct HolidayCalendar: Sendable {
    public let id: String
    public let title: Wording
    public let confidence: Confidence
    public let source: String
    /// Days off that were proclaimed once, with the reason.
    public let oneOff: [CivilDate: Wording]
    private let holidays: Set<CivilDate>
    private let years: Set<Int>

    public init(
        id: String, title: Wording, confidence: Confidence, source: String,
        years: [Int: [CivilDate]], oneOff: [CivilDate: Wording]
    ) {
        self.id = id
        self.title = title
        self.confidence = confidence
        self.source = source
        self.oneOff = oneOff
        self.years = Set(years.keys)
        holidays = Set(years.values.joined())
    }

    /// The years for which holidays are known, in order.
    public var knownYears: [Int] { years.sorted() }

    /// The holidays of one year in order, or `nil` when the year has no data.
    public func holidays(in year: Int) -> [CivilDate]? {
        years.contains(year) ? holidays.filter { $0.year == year }.sorted() : nil
    }

    /// Whether `day` is Monday to Friday and not a bank holiday.
    ///
    /// - Throws: ``MissingHolidays`` when the calendar has no data for the day's year.
    public func isWorkingDay(_ day: CivilDate) throws(MissingHolidays) -> Bool {
        guard years.contains(day.year) else { throw MissingHolidays(calendar: id, year: day.year) }
        return day.weekday <= 5 && !holidays.contains(day)
    }
}

/// A calendar was asked about a year for which it holds no holidays.
public struct MissingHolidays: Error, Hashable, CustomStringConvertible {
    public let calendar: String
    public let year: Int

    public var description: String {
        "The calendar \(calendar) has no bank holidays for \(year). Add the year to the rulebook's calendars folder."
    }
}

/// A day in the civil calendar: no time, no zone. Arithmetic is exact and proleptic Gregorian.
///
/// Stored as days since 1 January 1970, so comparing and adding days cost one machine instruction.
public struct CivilDate: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01; negative before it.
    public let dayNumber: Int

    /// The day that is `dayNumber` days after 1 January 1970.
    public init(dayNumber: Int) {
        self.dayNumber = dayNumber
    }

    /// The given day, or `nil` when there is no such day (30 February, month 13).
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month),
            day >= 1, day <= CivilDate.length(ofMonth: month, year: year)
        else { return nil }
        dayNumber = CivilDate.dayNumber(year: year, month: month, day: day)
    }

    /// Reads `2024-02-09`, exactly: four, two and two digits. `nil` for anything else, an impossible day included.
    public init?(_ text: some StringProtocol) {
        var digits = (0, 0, 0)
        var position = 0
        for byte in text.utf8 {
            switch position {
            case 4, 7:
                guard byte == UInt8(ascii: "-") else { return nil }
            default:
                guard byte >= 48, byte <= 57 else { return nil }
                let digit = Int(byte) - 48
                if position < 4 {
                    digits.0 = digits.0 * 10 + digit
                } else if position < 7 {
                    digits.1 = digits.1 * 10 + digit
                } else {
                    digits.2 = digits.2 * 10 + digit
                }
            }
            position += 1
            guard position <= 10 else { return nil }
        }
        guard position == 10 else { return nil }
        self.init(year: digits.0, month: digits.1, day: digits.2)
    }

    public static func < (left: CivilDate, right: CivilDate) -> Bool {
        left.dayNumber < right.dayNumber
    }
}

extension CivilDate {
    /// Year, month (1–12) and day (1–31).
    public var components: (year: Int, month: Int, day: Int) {
        // Days are counted from 1 March of year 0, so that the leap day is the last of its year.
        let shifted = dayNumber + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    public var year: Int { components.year }

    /// 1 for Monday to 7 for Sunday.
    public var weekday: Int {
        let sinceThursday = (dayNumber % 7 + 7) % 7
        return (sinceThursday + 3) % 7 + 1
    }

    public func adding(days: Int) -> CivilDate {
        CivilDate(dayNumber: dayNumber + days)
    }

    /// The corresponding date so many months on; where the month is too short, its last day
    /// (31 January and one month: 28 or 29 February).
    public func adding(months: Int) -> CivilDate {
        let (year, month, day) = components
        let index = year * 12 + month - 1 + months
        let newYear = index >= 0 ? index / 12 : (index - 11) / 12
        let newMonth = index - newYear * 12 + 1
        let newDay = min(day, CivilDate.length(ofMonth: newMonth, year: newYear))
        return CivilDate(dayNumber: CivilDate.dayNumber(year: newYear, month: newMonth, day: newDay))
    }

    /// Whole days from this day to `other`; negative when `other` is earlier.
    public func days(until other: CivilDate) -> Int {
        other.dayNumber - dayNumber
    }

    /// The day on which somebody born on this day reaches an age. Whoever was born on 29 February reaches it on 1 March of a
    /// common year.
    public func birthday(_ age: Int) -> CivilDate {
        let birth = components
        let year = birth.year + age
        let day =
            birth.day > CivilDate.length(ofMonth: birth.month, year: year)
            ? (month: 3, day: 1) : (month: birth.month, day: birth.day)
        return CivilDate(dayNumber: CivilDate.dayNumber(year: year, month: day.month, day: day.day))
    }

    /// Completed years of age on `day` of somebody born on this day. A person born on 29 February is a year older
    /// on 1 March of a common year.
    public func age(on day: CivilDate) -> Int {
        let birth = components
        let now = day.components
        let reached = (now.month, now.day) >= (birth.month, birth.day)
        return now.year - birth.year - (reached ? 0 : 1)
    }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    private static func dayNumber(year: Int, month: Int, day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}

extension CivilDate: CustomStringConvertible {
    /// `2024-02-09`.
    public var description: String {
        let (year, month, day) = components
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    private static let monthNames = [
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ]

    /// `9 February 2024`.
    public var spelledOut: String {
        let (year, month, day) = components
        return "\(day) \(CivilDate.monthNames[month - 1]) \(year)"
    }
}

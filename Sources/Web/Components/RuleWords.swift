import Markup
import Rulebook

extension RuleValue {
    /// What the value says, with its unit: “5 working days”.
    var words: String {
        guard let number = content.number else { return content.description }
        let noun: (one: String, many: String)? =
            switch unit {
            case .workingDays: ("working day", "working days")
            case .calendarDays: ("day", "days")
            case .calendarMonths: ("month", "months")
            case .hours: ("hour", "hours")
            case .count, .text, .code: nil
            }
        guard let noun else { return String(number) }
        return "\(number) \(number == 1 ? noun.one : noun.many)"
    }

    /// When it is in force, as far as that is known.
    var periodWords: String {
        switch (period.from, period.until) {
        case (nil, nil): "First and last day not known"
        case (let from?, nil): "\(RuleValue.since(from, fromKnown)), no end known"
        case (nil, let until?): "Until \(RuleValue.day(until, untilKnown)); first day not known"
        case (let from?, let until?): "\(RuleValue.since(from, fromKnown)) until \(RuleValue.day(until, untilKnown))"
        }
    }

    private static func since(_ day: CivilDate, _ precision: Precision) -> String {
        precision == .by
            ? "In force by \(day.spelledOut), first day not known," : "From \(RuleValue.day(day, precision))"
    }

    /// A day as exactly as it is known.
    private static func day(_ day: CivilDate, _ precision: Precision) -> String {
        switch precision {
        case .day, .by: day.spelledOut
        case .month:
            day.spelledOut.split(separator: " ", maxSplits: 1).last.map { "\($0) (day not known)" } ?? day.spelledOut
        case .year: "\(day.year) (day not known)"
        }
    }
}

extension RuleStatus {
    var words: String {
        switch self {
        case .enacted: "Enacted"
        case .guidance: "Guidance"
        case .ended: "Ended"
        case .recommended: "Recommended"
        case .proposed: "Proposed"
        case .notCommenced: "Not in force"
        case .data: "Figure"
        case .open: "Open question"
        }
    }

    var tag: Tag {
        switch self {
        case .enacted: Tag(.text(words), .green)
        case .guidance: Tag(.text(words), .blue)
        case .ended: Tag(.text(words), .grey)
        case .recommended, .proposed: Tag(.text(words), .purple)
        case .notCommenced, .open: Tag(.text(words), .yellow)
        case .data: Tag(.text(words), .teal)
        }
    }
}

extension Counting {
    var words: String {
        switch self {
        case .dayOf: "The day of the event is the first day"
        case .dayAfter: "The day after the event is the first day"
        case .correspondingDate: "The same date of a later month"
        }
    }
}

/// Where a rule value can be read in full.
func ruleAddress(_ id: String) -> String { "/rulebook/\(id)" }

extension HTMLWriter {
    /// A rule value in one line: what it says, a link to it, and how sure it is.
    mutating func law(_ value: RuleValue) {
        link(.text(value.words), to: ruleAddress(value.id))
        text(", \(value.status.words.lowercased())")
        if let caution = value.confidence.caution {
            text(". ")
            text(caution)
        }
    }
}

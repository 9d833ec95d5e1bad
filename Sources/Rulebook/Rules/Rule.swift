/// One question of law and every answer it has had, has, or has been proposed.
public struct Rule: Sendable {
    public let id: String
    public let title: Wording
    public let about: Wording?
    /// The section of the catalogue of law that it was taken from.
    public let section: Int?
    public let unit: Unit
    /// Whether the values that were in force must follow each other without gap or overlap in each nation.
    public let isTimeline: Bool
    public let countsFrom: Wording?
    public let values: [RuleValue]
}

/// One dated answer to a rule.
public struct RuleValue: Sendable, Hashable {
    /// The id under which the value stands in the catalogue of law; unique in the rulebook.
    public let id: String
    public let nations: [Nation]
    /// A narrower area than the nation, for example pilot sites; such a value is never the nation's own.
    public let area: String?
    public let period: DateRange
    public let fromKnown: Precision
    public let untilKnown: Precision
    public let content: RuleContent
    public let unit: Unit
    public let counting: Counting
    public let status: RuleStatus
    public let source: String
    public let confidence: Confidence
    public let note: Wording?
}

/// What a value says.
public enum RuleContent: Sendable, Hashable, CustomStringConvertible {
    case number(Int)
    case text(String)
    case codes([String])
    /// The question is open: nothing may be computed from it.
    case unknown

    public var number: Int? {
        if case .number(let number) = self { number } else { nil }
    }

    public var description: String {
        switch self {
        case .number(let number): String(number)
        case .text(let text): text
        case .codes(let codes): codes.joined(separator: ", ")
        case .unknown: "not known"
        }
    }
}

/// What a number counts.
public enum Unit: String, Sendable, CaseIterable {
    case workingDays = "working_days"
    case calendarDays = "calendar_days"
    case calendarMonths = "calendar_months"
    case hours
    case count
    case text
    case code
}

/// Which day is the first of a period.
public enum Counting: String, Sendable, CaseIterable {
    /// The day of the event is day one: thirty days from the 1st end on the 30th.
    case dayOf = "day_of"
    /// The day after the event is day one: thirty days from the 1st end on the 31st.
    case dayAfter = "day_after"
    /// The corresponding date of a later month.
    case correspondingDate = "corresponding_date"
}

/// Where a value comes from and whether it binds.
public enum RuleStatus: String, Sendable, CaseIterable {
    case enacted, guidance, ended, recommended, proposed
    case notCommenced = "not_commenced"
    /// A figure kept beside the rules.
    case data
    /// Unknown, or told in contradictory ways.
    case open

    /// Whether a value of this status may drive a case between its dates.
    public var drives: Bool {
        switch self {
        case .enacted, .guidance, .ended: true
        case .recommended, .proposed, .notCommenced, .data, .open: false
        }
    }
}

/// How sure the rulebook is of a value, in the words of the catalogue it came from.
///
/// A mixed statement such as `high (text), unclear (boundary)` is only as good as its worst part.
public struct Confidence: Sendable, Hashable, CustomStringConvertible {
    public enum Level: Int, Sendable, Comparable, CaseIterable {
        case open, low, medium, high

        public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    /// Word for word, for example `medium K`.
    public let statement: String
    /// The worst level that the statement names.
    public let level: Level
    /// Whether any part of it was recalled and not read in a source.
    public let isRecalled: Bool

    public init(_ statement: String) {
        self.statement = statement
        var words: Set<Substring> = []
        for word in statement.split(whereSeparator: { !($0.isLetter || $0.isNumber) }) { words.insert(word) }
        isRecalled = words.contains("K")
        level =
            if words.contains("open") || words.contains("unclear") { .open } else if words.contains("low") {
                .low
            } else if words.contains("medium") { .medium } else if words.contains("high") { .high } else { .open }
    }

    public var description: String { statement }

    /// One plain sentence for whoever relies on the value, or `nil` when there is nothing to warn of.
    public var caution: String? {
        switch (level, isRecalled) {
        case (.high, false): nil
        case (.high, true): "Recalled, not read in a source: check before relying on it."
        case (.medium, false): "Medium confidence: \(statement)."
        case (.medium, true): "Medium confidence, recalled and not read in a source: \(statement)."
        case (.low, _): "Low confidence: do not rely on it without a check (\(statement))."
        case (.open, _): "Not settled: \(statement)."
        }
    }
}

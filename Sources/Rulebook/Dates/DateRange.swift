/// The days on which something is in force, both ends included. An absent end is open.
public struct DateRange: Hashable, Sendable {
    public let from: CivilDate?
    public let until: CivilDate?

    public init(from: CivilDate? = nil, until: CivilDate? = nil) {
        self.from = from
        self.until = until
    }

    public func contains(_ day: CivilDate) -> Bool {
        (from.map { $0 <= day } ?? true) && (until.map { day <= $0 } ?? true)
    }

    public func overlaps(_ other: DateRange) -> Bool {
        let startsBeforeOtherEnds = from.flatMap { start in other.until.map { start <= $0 } } ?? true
        let otherStartsBeforeEnd = other.from.flatMap { start in until.map { start <= $0 } } ?? true
        return startsBeforeOtherEnds && otherStartsBeforeEnd
    }
}

/// How exactly a date is known. A value whose first day is only known by year still needs a day to be looked up by;
/// this says how far to trust it.
public enum Precision: String, Sendable, CaseIterable {
    case day, month, year
    /// In force by that day; the first day is not known.
    case by
}

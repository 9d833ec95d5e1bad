import Foundation
import Rulebook

/// The civil day of a moment in one time zone, clock changes minded.
///
/// The changes of this century are looked up once; then a day costs a binary search.
struct ZoneDays: Sendable {
    /// Seconds since 1970 from which an offset holds, and the offset in seconds.
    private var changes: [(from: Int, offset: Int)] = []

    /// - Parameter timeZone: its IANA name; UTC where there is none of that name.
    init(timeZone name: String) {
        let zone = TimeZone(identifier: name) ?? .gmt
        func offset(_ second: Int) -> Int {
            zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(second)))
        }
        var second = 946_684_800  // 1 January 2000
        let end = 4_102_444_800  // 1 January 2100
        let step = 7 * 86_400
        changes = [(Int.min, offset(second))]
        while second < end {
            let next = second + step
            if offset(next) != changes[changes.count - 1].offset {
                var (before, after) = (second, next)
                while after - before > 1 {
                    let middle = before + (after - before) / 2
                    if offset(middle) == changes[changes.count - 1].offset { before = middle } else { after = middle }
                }
                changes.append((after, offset(after)))
            }
            second = next
        }
    }

    /// The day of a time written as in ISO 8601: `2026-03-02T14:17:00Z`, with or without seconds and their fractions, with
    /// `Z` or an offset such as `+01:00`. Without either, the time is that of the zone; a day alone is that day.
    /// `nil` for anything else, an impossible time included.
    func day(of text: String) -> CivilDate? {
        var reader = TimeReader(text.utf8)
        guard let date = CivilDate(text.prefix(10)) else { return nil }
        reader.skip(10)
        if reader.isAtEnd { return date }
        guard reader.take("T", "t", " "), let hour = reader.twoDigits(below: 24), reader.take(":"),
            let minute = reader.twoDigits(below: 60)
        else { return nil }
        var second = 0
        if reader.take(":") {
            guard let seconds = reader.twoDigits(below: 61), reader.skipFraction() else { return nil }
            second = seconds
        }
        if reader.isAtEnd { return date }
        guard let offset = reader.offset(), reader.isAtEnd else { return nil }
        let moment = date.dayNumber * 86_400 + hour * 3_600 + minute * 60 + second - offset
        let local = moment + self.offset(at: moment)
        return CivilDate(dayNumber: local >= 0 ? local / 86_400 : (local - 86_399) / 86_400)
    }

    private func offset(at second: Int) -> Int {
        var (low, high) = (0, changes.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if changes[middle].from <= second { low = middle } else { high = middle }
        }
        return changes[low].offset
    }
}

/// Reads a time piece by piece.
private struct TimeReader {
    private var rest: Substring.UTF8View

    init(_ text: String.UTF8View) { rest = text[...] }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skip(_ count: Int) { rest = rest.dropFirst(count) }

    mutating func take(_ marks: Unicode.Scalar...) -> Bool {
        guard let byte = rest.first, marks.contains(where: { $0.value == UInt32(byte) }) else { return false }
        rest = rest.dropFirst()
        return true
    }

    mutating func twoDigits(below limit: Int) -> Int? {
        let digits = rest.prefix(2)
        guard digits.count == 2, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
        let number = digits.reduce(0) { $0 * 10 + Int($1) - 48 }
        rest = rest.dropFirst(2)
        return number < limit ? number : nil
    }

    /// `false` for a point without digits.
    mutating func skipFraction() -> Bool {
        guard take(".", ",") else { return true }
        let digits = rest.prefix { (48...57).contains($0) }
        rest = rest.dropFirst(digits.count)
        return !digits.isEmpty
    }

    /// Seconds ahead of UTC.
    mutating func offset() -> Int? {
        if take("Z", "z") { return 0 }
        let sign = take("+") ? 1 : take("-") ? -1 : 0
        guard sign != 0, let hours = twoDigits(below: 24) else { return nil }
        _ = take(":")
        guard let minutes = isAtEnd ? 0 : twoDigits(below: 60) else { return nil }
        return sign * (hours * 3_600 + minutes * 60)
    }
}

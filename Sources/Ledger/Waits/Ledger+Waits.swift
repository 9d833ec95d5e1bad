import Casework
public import Rulebook

/// How long people waited for something that a clock counts, and how many wait now.
public struct Wait: Sendable, Hashable {
    /// Days that half of those had waited, or less, whose wait ended in the time looked at; `nil` when there were too few.
    public let median: Int?
    /// Days that nine out of ten had waited, or less.
    public let most: Int?
    /// How many waits ended in that time.
    public let ended: Int
    /// How many wait now.
    public let waiting: Int
    /// Days that half of them have waited already, or more.
    public let waitingMedian: Int?

    /// Too few ended waits say nothing about the next.
    public static let fewest = 10
    /// Stands for the day of a wait that ended without what was waited for.
    static let endedOtherwise = 1
}

extension Ledger {
    /// How long people waited whose wait ended since a day, and how those stand who wait now. From the whole caseload, whoever asks:
    /// figures, and nothing of any case.
    ///
    /// Cost: a walk along an index over the waits counted, some 0.2 s for a million. Whoever shows it often keeps it for a while.
    public func wait(for clock: String, endedSince day: CivilDate) async throws -> Wait {
        let today = surroundings.today().dayNumber
        return try await engine.read { connection in
            let since = max(day.dayNumber, Wait.endedOtherwise + 1)
            let ended = Spread(
                try connection.all(.waits, [.text(clock), .int(since)]) { ($0.int(1) - $0.int(0), $0.int(2)) })
            let begun = Spread(try connection.all(.waiting, [.text(clock)]) { ($0.int(0), $0.int(1)) })
            let isEnough = ended.count >= Wait.fewest
            return Wait(
                median: isEnough ? ended[(ended.count - 1) / 2] : nil,
                most: isEnough ? ended[(ended.count * 9 - 1) / 10] : nil, ended: ended.count, waiting: begun.count,
                waitingMedian: begun.count >= Wait.fewest ? today - begun[(begun.count - 1) / 2] : nil)
        }
    }
}

/// Numbers, each with how often it occurs.
private struct Spread {
    private let values: [(Int, Int)]
    let count: Int

    init(_ values: [(Int, Int)]) {
        self.values = Dictionary(values, uniquingKeysWith: +).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        count = values.reduce(0) { $0 + $1.1 }
    }

    /// The number at a place, from 0, were all written down in order, each as often as it occurs.
    subscript(place: Int) -> Int {
        var left = place
        for (value, count) in values {
            if left < count { return value }
            left -= count
        }
        return values.last?.0 ?? 0
    }
}

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
    /// The most of either kind that are looked at; further ones change no figure that anybody could tell.
    static let largest = 500_000
    /// Stands for the day of a wait that ended without what was waited for.
    static let endedOtherwise = 1
}

extension Ledger {
    /// How long people waited whose wait ended since a day, and how those stand who wait now. From the whole caseload, whoever asks:
    /// figures, and nothing of any case.
    ///
    /// Cost: a walk along an index over the waits counted, some 20 ms for 100,000. Whoever shows it often keeps it for a while.
    public func wait(for clock: String, endedSince day: CivilDate) async throws -> Wait {
        let today = surroundings.today().dayNumber
        return try await engine.read { connection in
            let arguments: [SQLValue] = [
                .text(clock), .int(max(day.dayNumber, Wait.endedOtherwise + 1)), .int(Wait.largest),
            ]
            let ended = try connection.all(.waits, arguments) { $0.int(1) - $0.int(0) }.sorted()
            let begun = try connection.all(.waiting, [.text(clock), .int(Wait.largest)]) { $0.int(0) }
            let isEnough = ended.count >= Wait.fewest
            return Wait(
                median: isEnough ? ended[(ended.count - 1) / 2] : nil,
                most: isEnough ? ended[(ended.count * 9 - 1) / 10] : nil, ended: ended.count, waiting: begun.count,
                waitingMedian: begun.count >= Wait.fewest ? today - begun[(begun.count - 1) / 2] : nil)
        }
    }
}

import Casework
public import Ledger
import Rulebook
import Synchronization

/// How long people wait at present, worked out from the whole caseload and kept for an hour.
final class WaitBoard: Sendable {
    private static let kept: Int64 = 3_600_000

    private struct Kept {
        let at: Int64
        let wait: Wait
    }

    private let ledger: Ledger
    private let known = Mutex<[String: Kept]>([:])

    init(_ ledger: Ledger) {
        self.ledger = ledger
    }

    func wait(for clock: String) async throws -> Wait {
        let now = ledger.now.milliseconds
        if let kept = known.withLock({ $0[clock] }), (0..<WaitBoard.kept).contains(now - kept.at) { return kept.wait }
        return try await count(clock)
    }

    @discardableResult
    func count(_ clock: String) async throws -> Wait {
        let now = ledger.now.milliseconds
        let wait = try await ledger.wait(for: clock, endedSince: ledger.today.adding(months: -3))
        known.withLock { $0[clock] = Kept(at: now, wait: wait) }
        return wait
    }
}

extension Access {
    /// How long people waited for what a clock counts, in the last three months, and how those stand who wait now. At most an hour old.
    public func wait(for clock: String) async throws -> Wait { try await waits.wait(for: clock) }

    /// Counts anew what the journeys tell of waiting. Whoever serves calls it more often than once an hour, so that no page waits for it.
    public func countWaits() async throws {
        let clocks = rulebook.journeys.flatMap { [$0.firstWait, $0.finalWait].compactMap { $0 } }
        for clock in Set(clocks) { try await waits.count(clock) }
    }
}

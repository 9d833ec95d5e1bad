public import Casework
public import Ledger
public import Rulebook
import Synchronization

/// A clock that stands still until it is moved, and references that come in the same order on every run.
public final class FixedWorld: Sendable {
    private struct State {
        var day: CivilDate
        /// Milliseconds since the midnight that began `day`.
        var time: Int64
        var numbers: SeededNumbers
    }

    private let state: Mutex<State>

    /// Nine in the morning of a day.
    public init(day: CivilDate, seed: UInt64 = 1) {
        state = Mutex(State(day: day, time: 9 * 3_600_000, numbers: SeededNumbers(seed: seed)))
    }

    public var today: CivilDate { state.withLock { $0.day } }

    /// Clocks on the wall show universal time.
    private static func wall(_ moment: Instant) -> WallTime {
        let (days, rest) = moment.milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
        return WallTime(day: CivilDate(dayNumber: Int(days)), minutes: Int(rest / 60_000))
    }

    public var now: Instant {
        state.withLock { Instant(milliseconds: Int64($0.day.dayNumber) * 86_400_000 + $0.time) }
    }

    /// Lets time pass; a day that ends begins the next.
    public func wait(seconds: Int64) {
        state.withLock { state in
            state.time += seconds * 1_000
            let days = state.time / 86_400_000
            state.day = state.day.adding(days: Int(days))
            state.time -= days * 86_400_000
        }
    }

    /// Nine in the morning of another day.
    public func move(to day: CivilDate) {
        state.withLock { ($0.day, $0.time) = (day, 9 * 3_600_000) }
    }

    public func reference() -> Reference {
        state.withLock { Reference.random(using: &$0.numbers) }
    }

    public var surroundings: Surroundings {
        Surroundings(
            now: { self.now }, today: { self.today }, wall: { FixedWorld.wall($0) }, reference: { self.reference() })
    }
}

/// The moment by which something must have been answered.
struct Deadline: Sendable {
    private let moment: ContinuousClock.Instant

    init(in patience: Duration) {
        moment = ContinuousClock.now + patience
    }

    private init(at moment: ContinuousClock.Instant) {
        self.moment = moment
    }

    var isPast: Bool { ContinuousClock.now >= moment }

    /// What is left, for `poll`, at most a minute; 0 when the moment has passed.
    var milliseconds: Int32 {
        let left = (moment - ContinuousClock.now) / .milliseconds(1)
        return Int32(max(0, min(60_000, left.rounded(.up))))
    }

    /// This moment, or the one that lies so far ahead, whichever comes first.
    func orSooner(in patience: Duration) -> Deadline {
        Deadline(at: min(moment, ContinuousClock.now + patience))
    }
}

/// When an event is sent again that could not be delivered.
public enum RetrySchedule {
    /// How long to wait after each failure in turn. About 27 hours in all.
    public static let waits: [Duration] = [
        .seconds(5), .seconds(5 * 60), .seconds(30 * 60), .seconds(2 * 3600), .seconds(5 * 3600), .seconds(10 * 3600),
        .seconds(10 * 3600),
    ]

    /// How long to wait before the next attempt.
    ///
    /// - Parameters:
    ///   - failures: how many attempts have failed, 1 or more.
    ///   - spread: between 0 and 1, by chance; up to a tenth is added, so that events that failed together do not all come
    ///     back together.
    /// - Returns: `nil` once it is given up.
    public static func wait(after failures: Int, spread: Double = 0) -> Duration? {
        guard failures >= 1, failures <= waits.count else { return nil }
        return waits[failures - 1] * (1 + max(0, min(1, spread)) / 10)
    }
}

/// What a receiver's answer means.
public enum HookAnswer: Sendable, Hashable {
    case delivered
    /// To be tried again.
    case failed
    /// The receiver wants no more: the webhook is switched off.
    case gone

    /// - Parameter status: of the answer; a redirection is not followed and counts as a failure.
    public init(status: Int) {
        switch status {
        case 200..<300: self = .delivered
        case 410: self = .gone
        default: self = .failed
        }
    }
}

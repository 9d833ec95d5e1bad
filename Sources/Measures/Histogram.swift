import Synchronization

/// How often something had which size: counted in buckets with fixed bounds.
public final class Histogram: Sendable {
    /// What has been counted so far.
    public struct Reading: Sendable, Hashable {
        /// How many were up to each bound and above the bound before; the last counts those above every bound.
        public let counts: [Int]
        public let sum: Double
    }

    /// Bounds for seconds, from half a millisecond to ten seconds.
    public static let seconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
    /// Bounds for numbers of things done together.
    public static let sizes: [Double] = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048]

    public let bounds: [Double]
    private let state: Mutex<(counts: [Int], sum: Double)>

    /// - Parameter bounds: ascending.
    public init(_ bounds: [Double]) {
        self.bounds = bounds
        state = Mutex((Array(repeating: 0, count: bounds.count + 1), 0))
    }

    public func record(_ size: Double) {
        let place = bounds.firstIndex { size <= $0 } ?? bounds.count
        state.withLock { state in
            state.counts[place] += 1
            state.sum += size
        }
    }

    public func record(_ duration: Duration) { record(duration / .seconds(1)) }

    public var reading: Reading { state.withLock { Reading(counts: $0.counts, sum: $0.sum) } }
}

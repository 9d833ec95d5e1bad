import Measures
import Synchronization

/// What this process answered since it started. Routes are counted as they are written down, never as they were asked for.
final class WebMeasures: Sendable {
    struct Answer: Hashable, Sendable {
        let route: String
        let status: Int
    }

    private let answers = Counters<Answer>()
    private let seconds = Mutex<[String: Histogram]>([:])
    private let underWay = Counter()

    func begin() { underWay.add() }

    /// - Parameter route: the pattern of the route; `none` where none fits.
    func end(route: String, status: Int, took duration: Duration) {
        underWay.add(-1)
        answers.add(Answer(route: route, status: status))
        let histogram = seconds.withLock { seconds in
            if let known = seconds[route] { return known }
            let fresh = Histogram(Histogram.seconds)
            seconds[route] = fresh
            return fresh
        }
        histogram.record(duration)
    }

    func write(to text: inout PrometheusText) {
        let counts = answers.values.sorted { ($0.key.route, $0.key.status) < ($1.key.route, $1.key.status) }
        text.counters(
            "firmground_requests_total", "Requests that were answered.",
            counts.map { ([("route", $0.key.route), ("status", "\($0.key.status)")], $0.value) })
        let histograms = seconds.withLock { $0 }.sorted { $0.key < $1.key }
        text.histograms(
            "firmground_request_seconds", "How long an answer took.",
            histograms.map { ([("route", $0.key)], $0.value) })
        text.gauge("firmground_requests_under_way", "Requests that are being answered.", Double(underWay.value))
    }
}

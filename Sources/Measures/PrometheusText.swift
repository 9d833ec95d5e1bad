/// Figures in the text format that Prometheus reads (version 0.0.4).
public struct PrometheusText {
    public private(set) var text = ""

    public init() {}

    /// A number that only grows. The name ends in `_total`.
    public mutating func counter(_ name: String, _ help: String, _ value: Int) {
        head(name, help, "counter")
        line(name, [], "\(value)")
    }

    /// Numbers that only grow, one for each set of labels.
    public mutating func counters(_ name: String, _ help: String, _ values: [(labels: [(String, String)], value: Int)])
    {
        head(name, help, "counter")
        for (labels, value) in values { line(name, labels, "\(value)") }
    }

    /// A number that goes up and down.
    public mutating func gauge(_ name: String, _ help: String, _ value: Double) {
        head(name, help, "gauge")
        line(name, [], PrometheusText.number(value))
    }

    /// Sizes counted in buckets, one histogram for each set of labels.
    public mutating func histograms(
        _ name: String, _ help: String, _ histograms: [(labels: [(String, String)], histogram: Histogram)]
    ) {
        head(name, help, "histogram")
        for (labels, histogram) in histograms {
            let reading = histogram.reading
            var sum = 0
            for (bound, count) in zip(histogram.bounds.map(PrometheusText.number) + ["+Inf"], reading.counts) {
                sum += count
                line(name + "_bucket", labels + [("le", bound)], "\(sum)")
            }
            line(name + "_sum", labels, PrometheusText.number(reading.sum))
            line(name + "_count", labels, "\(sum)")
        }
    }

    private mutating func head(_ name: String, _ help: String, _ type: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    private mutating func line(_ name: String, _ labels: [(String, String)], _ value: String) {
        text += name
        if !labels.isEmpty {
            text += "{" + labels.map { "\($0)=\"\(PrometheusText.escaped($1))\"" }.joined(separator: ",") + "}"
        }
        text += " \(value)\n"
    }

    private static func escaped(_ label: String) -> String {
        var escaped = ""
        for character in label {
            switch character {
            case "\\": escaped += "\\\\"
            case "\"": escaped += "\\\""
            case "\n": escaped += "\\n"
            default: escaped.append(character)
            }
        }
        return escaped
    }

    private static func number(_ value: Double) -> String {
        value.rounded() == value && value.magnitude < 1e15 ? "\(Int(value))" : "\(value)"
    }
}

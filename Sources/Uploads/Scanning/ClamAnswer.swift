/// What clamd answers to `INSTREAM` (clamd(8)): `stream: OK`, `stream: NAME FOUND`, or a text that ends with `ERROR`.
enum ClamAnswer {
    /// Longer than any answer of clamd’s.
    static let maximumBytes = 4_096

    /// What an answer means. Only the one exact sentence is `clean`.
    static func result(_ answer: String) -> ScanResult {
        let start = "stream: "
        let end = " FOUND"
        if answer == start + "OK" { return .clean }
        guard answer.hasPrefix(start), answer.hasSuffix(end), answer.utf8.count > start.utf8.count + end.utf8.count
        else { return .unavailable }
        let name = answer.dropFirst(start.count).dropLast(end.count)
        // Under `AlertExceedsMax` this is a finding; it says that not everything was looked at.
        guard !name.hasPrefix("Heuristics.Limits.Exceeded") else { return .unavailable }
        let visible = name.utf8.filter { (0x21...0x7E).contains($0) }.prefix(200)
        return .infected(name: String(decoding: visible, as: UTF8.self))
    }
}

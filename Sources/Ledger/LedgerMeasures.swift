public import Measures

/// What this process did with its ledger since it started, counted for whoever watches over it. Names nobody.
public struct LedgerMeasures: Sendable {
    /// What became of an entry that was to be written.
    public enum Result: String, Sendable, CaseIterable {
        case recorded, repeated, conflict, failed
    }

    public let results = Counters<Result>()
    /// How long a transaction took, until it was on stable storage.
    public let commitSeconds = Histogram(Histogram.seconds)
    /// How many entries a transaction carried.
    public let commitEntries = Histogram(Histogram.sizes)

    func count(_ results: [CommitResult], in duration: Duration) {
        commitSeconds.record(duration)
        commitEntries.record(Double(results.count))
        for result in results {
            switch result {
            case .recorded: self.results.add(.recorded)
            case .repeated: self.results.add(.repeated)
            case .conflict: self.results.add(.conflict)
            case .failed: self.results.add(.failed)
            }
        }
    }
}

import Access
import Hummingbird
import Ledger
import Measures

/// Figures for whoever watches over the server, in Prometheus' text format. Counts and times only; nothing of any case.
enum Metrics {
    @Sendable
    static func show(_ visit: Visit) async throws -> Response {
        guard isAllowed(visit) else { throw Problem.notFound }
        var text = PrometheusText()
        visit.site.measures.write(to: &text)
        write(visit.site.access.measures, to: &text)
        try await writeState(of: visit.site.access, to: &text)
        return visit.site.text(text.text)
    }

    /// Whoever holds the token; without a token everybody, as long as the pages are not served to the world.
    private static func isAllowed(_ visit: Visit) -> Bool {
        guard let token = visit.site.configuration.metricsToken else {
            return visit.site.configuration.publicOrigin == nil
        }
        return visit.request.headers[.authorization]?.isSame(as: "Bearer " + token) ?? false
    }

    private static func write(_ measures: LedgerMeasures, to text: inout PrometheusText) {
        let results = measures.results.values
        text.counters(
            "firmground_entries_total", "Entries that this process was to write, by what became of them.",
            LedgerMeasures.Result.allCases.map { ([("result", $0.rawValue)], results[$0] ?? 0) })
        text.histograms(
            "firmground_commit_seconds", "How long a transaction took until it was on stable storage.",
            [([], measures.commitSeconds)])
        text.histograms(
            "firmground_commit_entries", "How many entries a transaction carried.", [([], measures.commitEntries)])
    }

    /// What the database says. Missing where it does not answer.
    private static func writeState(of access: Access, to text: inout PrometheusText) async throws {
        let state = try? await access.state()
        text.gauge("firmground_database_up", "Whether the database answered.", state == nil ? 0 : 1)
        guard let state else { return }
        text.gauge("firmground_ledger_entries", "Entries in the ledger.", Double(state.entries))
        text.gauge(
            "firmground_checkpoint_entries", "Entries that the last checkpoint covers.", Double(state.covered))
        text.gauge(
            "firmground_outbox_oldest_seconds", "How long the message at the head of the line has waited.",
            state.waiting.map { Double($0) / 1_000 } ?? 0)
    }
}

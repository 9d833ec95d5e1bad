import Casework
import Foundation
import Ledger
import LedgerPostgres
import Rulebook
import StrictJSON

/// Durable decisions on PostgreSQL, by one node or by several that share the database.
///
/// Writes a script for pgbench that inserts the rows of as many of these decisions as a transaction carried.
struct PostgresBenchmark {
    let rulebook: Rulebook
    let requests: [ActionRequest]
    let url: String
    let keys: URL
    let nodes: Int
    let callers: Int
    let script: URL

    func run() async throws {
        let ring = try keyRing()
        let engines = (0..<nodes).map { _ in PostgresEngine(url: url, patience: .seconds(60)) }
        try await Ledger.create(engine: engines[0], ring: ring)
        var ledgers: [Ledger] = []
        for engine in engines {
            ledgers.append(try await Caseload.ledger(on: engine, ring: ring, rulebook: rulebook))
        }
        let caseload = Caseload(requests: requests, name: UUID().uuidString)
        let references = try await caseload.open(on: ledgers[0])
        var transactions = 0
        for ledger in ledgers { transactions -= ledger.transactions }
        let start = ContinuousClock.now
        try await caseload.decide(references, on: ledgers, callers: callers)
        let elapsed = seconds(ContinuousClock.now - start)
        for ledger in ledgers { transactions += ledger.transactions }
        let perTransaction = max(1, references.count / max(1, transactions))
        say(
            ("what", "decide_postgres"), ("peer", "firmground"),
            ("rate", decimal(Double(references.count) / elapsed)), ("nodes", JSON(nodes)), ("callers", JSON(callers)),
            ("decisions", JSON(references.count)), ("per_transaction", JSON(perTransaction)))
        try Data(try await PostgresRows.script(from: engines[0], decisions: perTransaction).utf8).write(to: script)
        for ledger in ledgers { try await ledger.close() }
    }

    /// The same keys for every run on the database.
    private func keyRing() throws -> KeyRing {
        if let text = try? String(contentsOf: keys, encoding: .utf8), let ring = KeyRing(text) { return ring }
        let ring = KeyRing()
        try Data(ring.serialised.utf8).write(to: keys)
        return ring
    }
}

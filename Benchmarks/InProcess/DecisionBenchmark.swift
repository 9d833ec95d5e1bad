import Casework
import Foundation
import Ledger
import LedgerSQLite
import Rulebook
import StrictJSON

/// Durable decisions without HTTP, and a bare loop that inserts the same rows.
struct DecisionBenchmark {
    let rulebook: Rulebook
    let requests: [ActionRequest]
    let folder: URL
    let callers: Int

    func run() async throws {
        let path = folder.appendingPathComponent("ledger.sqlite").path
        let ring = KeyRing()
        let engine = try SQLiteEngine(path: path)
        try await Ledger.create(engine: engine, ring: ring)
        let ledger = try await Caseload.ledger(on: engine, ring: ring, rulebook: rulebook)
        let caseload = Caseload(requests: requests, name: "bench")
        let references = try await caseload.open(on: ledger)
        let before = try SQLiteRows.count(path)
        let transactionsBefore = ledger.transactions
        let start = ContinuousClock.now
        try await caseload.decide(references, on: [ledger], callers: callers)
        let elapsed = seconds(ContinuousClock.now - start)
        let rate = Double(references.count) / elapsed
        let transactions = ledger.transactions - transactionsBefore
        let perTransaction = max(1, references.count / max(1, transactions))
        say(
            ("what", "decide_in_process"), ("peer", "firmground"), ("rate", decimal(rate)), ("callers", JSON(callers)),
            ("decisions", JSON(references.count)))
        try await ledger.close()
        let bare = try SQLiteRows.bareRate(
            source: path, target: folder.appendingPathComponent("bare.sqlite").path, after: before,
            perTransaction: perTransaction)
        say(
            ("what", "decide_in_process"), ("peer", "sqlite"), ("rate", decimal(bare)),
            ("per_transaction", JSON(perTransaction)), ("firmground_percent", decimal(rate / bare * 100)))
    }
}

import Casework
import Foundation
import Ledger
import LedgerSQLite
import Rulebook
import StrictJSON
import Synchronization

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
        let counter = Mutex<UInt64>(1)
        let ledger = try await Ledger.open(
            engine: engine, ring: ring, rulebook: rulebook,
            surroundings: Surroundings(
                now: { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) }, today: { Workload.today },
                reference: {
                    counter.withLock { state in
                        while true {
                            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                            if let reference = Reference(number: Int64(state >> 14)) { return reference }
                        }
                    }
                }))
        let references = try await open(ledger)
        let before = try SQLiteRows.count(path)
        let transactionsBefore = await ledger.transactions
        let start = ContinuousClock.now
        try await decide(references, on: ledger)
        let elapsed = seconds(ContinuousClock.now - start)
        let rate = Double(references.count) / elapsed
        let transactions = await ledger.transactions - transactionsBefore
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

    private func open(_ ledger: Ledger) async throws -> [Reference] {
        var references: [Reference] = []
        var position = 0
        while position < requests.count {
            let batch = requests[position..<min(position + 500, requests.count)]
            let commands = batch.enumerated().map {
                Command(reference: nil, request: $1, key: "bench \(position + $0)")
            }
            for outcome in try await ledger.open(commands) {
                if case .recorded(let reference, _) = outcome { references.append(reference) }
            }
            position += 500
        }
        return references
    }

    private func decide(_ references: [Reference], on ledger: Ledger) async throws {
        let turn = Turn()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<callers {
                group.addTask {
                    while let index = turn.next(below: references.count) {
                        let outcome = try await ledger.record(DecisionBenchmark.decision(references[index], index))
                        guard case .recorded = outcome else { throw EngineError.failed("a decision was not recorded") }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private static func decision(_ reference: Reference, _ index: Int) -> Command {
        let answers = [
            "definition_applied": "trafficking", "act_found": "yes", "means_found": "yes", "purpose_found": "yes",
            "outcome": "positive", "reasons": "The account is credible and fits what was found.",
        ]
        let request = ActionRequest(
            record: "reasonable_grounds", action: "decide", answers: answers.mapValues { .text($0) },
            actor: Actor(account: "decider", role: "decision_maker", organisation: "sca"), purpose: "decide",
            occurredOn: Workload.today)
        return Command(reference: reference, request: request, key: "decide \(index)")
    }
}

/// Deals out numbers to many callers, each once.
private final class Turn: Sendable {
    private let value = Mutex(0)

    func next(below limit: Int) -> Int? {
        value.withLock { value in
            guard value < limit else { return nil }
            defer { value += 1 }
            return value
        }
    }
}

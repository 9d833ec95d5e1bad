import Casework
import Foundation
import Ledger
import Rulebook
import Synchronization

/// Cases to be opened, and then decided by many callers at once.
struct Caseload: Sendable {
    let requests: [ActionRequest]
    /// Distinguishes its requests from those of another run on the same ledger.
    let name: String

    static func ledger(on engine: any Engine, ring: KeyRing, rulebook: Rulebook) async throws -> Ledger {
        try await Ledger.open(
            engine: engine, ring: ring, rulebook: rulebook,
            surroundings: Surroundings(
                now: { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) }, today: { Workload.today },
                wall: { _ in WallTime(day: Workload.today, minutes: 720) },
                reference: {
                    var generator = SystemRandomNumberGenerator()
                    return Reference.random(using: &generator)
                }))
    }

    /// Opens a case for each request.
    func open(on ledger: Ledger) async throws -> [Reference] {
        var references: [Reference] = []
        var position = 0
        while position < requests.count {
            let batch = requests[position..<min(position + 500, requests.count)]
            let commands = batch.enumerated().map {
                Command(reference: nil, request: $1, key: "\(name) \(position + $0)")
            }
            for outcome in try await ledger.open(commands) {
                if case .recorded(let reference, _) = outcome { references.append(reference) }
            }
            position += 500
        }
        return references
    }

    /// Decides each case once, the callers shared out among the ledgers.
    func decide(_ references: [Reference], on ledgers: [Ledger], callers: Int) async throws {
        let turn = Turn()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for caller in 0..<callers {
                let ledger = ledgers[caller % ledgers.count]
                group.addTask {
                    while let index = turn.next(below: references.count) {
                        let outcome = try await ledger.record(decision(references[index], index))
                        guard case .recorded = outcome else { throw EngineError.failed("a decision was not recorded") }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private func decision(_ reference: Reference, _ index: Int) -> Command {
        let answers = [
            "definition_applied": "trafficking", "act_found": "yes", "means_found": "yes", "purpose_found": "yes",
            "outcome": "positive", "reasons": "The account is credible and fits what was found.",
        ]
        let request = ActionRequest(
            record: "reasonable_grounds", action: "decide", answers: answers.mapValues { .text($0) },
            actor: Actor(account: "decider", role: "decision_maker", organisation: "sca"), purpose: "decide",
            occurredOn: Workload.today)
        return Command(reference: reference, request: request, key: "\(name) decide \(index)")
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

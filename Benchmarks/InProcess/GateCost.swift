import Access
import Casework
import Foundation
import Ledger
import Rulebook

/// What the gates add to a case page: opening a case in two steps and asking them, against opening the same classes in one step.
enum GateCost {
    static func run(_ ledger: Ledger, _ references: [Reference], rounds: Int) async throws {
        let access = try Access(ledger)
        let account = Account(
            id: "bench", signIn: "bench", displayName: "Bench Mark", role: "decision_maker", organisation: "sca",
            bodies: ["competent_authority:sca"], startsOn: ledger.today)
        let classes: SealingClasses = [.open, .personal, .contact, .immigration]
        var (plain, gated, viewed) = (Duration.zero, Duration.zero, Duration.zero)
        // In turns, so that a busy machine slows all three alike; the first look at each case is kept and not counted.
        for reference in references {
            _ = try await access.view(reference, for: account, purpose: "decide", extent: .overview)
        }
        for _ in 0..<rounds {
            for reference in references {
                var start = ContinuousClock.now
                _ = try await ledger.open(reference, classes: classes)
                plain += ContinuousClock.now - start
                start = ContinuousClock.now
                try await access.pass(reference, for: account, purpose: "decide", classes: classes)
                gated += ContinuousClock.now - start
                start = ContinuousClock.now
                _ = try await access.view(reference, for: account, purpose: "decide", extent: .overview)
                viewed += ContinuousClock.now - start
            }
        }
        let count = Double(rounds * references.count)
        func microseconds(_ duration: Duration) -> Double { duration / .microseconds(1) / count }
        print(
            "opened without gates \(text(microseconds(plain))) µs, with gates \(text(microseconds(gated))) µs, whole view \(text(microseconds(viewed))) µs"
        )
        print("the gates are \(text(100 * ((gated - plain) / viewed))) % of the view, before it becomes a page")
    }

    private static func text(_ number: Double) -> String { String(format: "%.1f", number) }
}

import Access
import Casework
import Ledger
import Rulebook

/// Fills a new ledger with invented cases in every state, through the same door as real ones.
struct DemoCaseload: Sendable {
    let ledger: Ledger
    let cast: DemoCast
    let cases: Int
    let seed: UInt64
    let progress: Progress

    private var intake: Actor { Actor(account: "demo-intake", role: "intake", organisation: "intake") }

    func fill() async throws {
        var random = DemoRandom(seed: seed)
        var done = 0
        while done < cases {
            let count = min(200, cases - done)
            var referrals: [DemoReferral] = []
            for number in done..<(done + count) {
                referrals.append(DemoReferral(number: number, today: ledger.today, using: &random))
            }
            let commands = referrals.enumerated().map { index, referral in
                Command(reference: nil, request: request(for: referral), key: "demo \(seed) \(done + index)")
            }
            for (referral, outcome) in zip(referrals, try await ledger.open(commands)) {
                switch outcome {
                case .recorded(let reference, _):
                    if !referral.declines {
                        try await decide(reference, receivedOn: referral.receivedOn, using: &random)
                    }
                case .refused(let refusal):
                    throw Failure(
                        message:
                            "The demo’s own referral was refused: \(refusal.reasons.map(\.line).joined(separator: " "))"
                    )
                case .repeated, .conflict: break
                }
            }
            done += count
            progress.show(done, share: Double(done) / Double(cases))
        }
    }

    private func request(for referral: DemoReferral) -> ActionRequest {
        ActionRequest(
            record: referral.declines ? "duty_to_notify" : "referral", action: "submit", answers: referral.answers,
            actor: intake,
            purpose: "refer", occurredOn: referral.receivedOn)
    }

    private func decide(_ reference: Reference, receivedOn: CivilDate, using random: inout DemoRandom) async throws {
        let age = receivedOn.days(until: ledger.today)
        let decidedOn = receivedOn.adding(days: random.number(3...11))
        guard age > 4, decidedOn <= ledger.today, random.chance(age > 30 ? 96 : 70) else { return }
        let negative = random.chance(18)
        try await act(reference, "reasonable_grounds", negative, on: decidedOn)
        if negative {
            if age > 14 {
                try await confirm(reference, "reasonable_grounds", on: min(ledger.today, decidedOn.adding(days: 2)))
            }
            return
        }
        try await placeWithSupport(reference, on: decidedOn, using: &random)
        let concludedOn = decidedOn.adding(days: random.number(40...200))
        guard concludedOn <= ledger.today, random.chance(55) else { return }
        let refused = random.chance(25)
        try await act(reference, "conclusive_grounds", refused, on: concludedOn)
        if refused, concludedOn.days(until: ledger.today) > 5 {
            try await confirm(reference, "conclusive_grounds", on: min(ledger.today, concludedOn.adding(days: 3)))
        }
    }

    private func act(_ reference: Reference, _ record: String, _ negative: Bool, on day: CivilDate) async throws {
        let found = negative ? "no" : "yes"
        var answers = [
            "definition_applied": "trafficking", "act_found": found, "means_found": found, "purpose_found": found,
            "outcome": negative ? "negative" : "positive",
            "reasons": negative
                ? "The account was considered with the evidence asked for. It does not show an act or a purpose of exploitation."
                : "The account is credible and fits what was found at the address. Act, means and purpose are shown.",
        ]
        if !negative {
            answers["acts"] = "recruitment,harbouring"
            answers["means"] = "deception"
        }
        try await perform(reference, record, "decide", answers, cast.decisionMaker, day)
    }

    /// After a positive decision a support provider takes the case on; two thirds of them are the demo's own support worker's.
    private func placeWithSupport(_ reference: Reference, on day: CivilDate, using random: inout DemoRandom)
        async throws
    {
        let answers = ["role": "support_worker", "organisation": "harbour"]
        try await perform(reference, "assignment", "place", answers, cast.decisionMaker, day)
        guard random.chance(66), let worker = cast.actor("support_worker"), let manager = cast.actor("support_manager")
        else { return }
        try await perform(
            reference, "assignment", "name", ["unit": "north", "account": worker.account], manager, day,
            purpose: "support")
    }

    private func confirm(_ reference: Reference, _ record: String, on day: CivilDate) async throws {
        try await perform(reference, record, SecondPersonVerb.confirm, [:], cast.secondPerson, day)
    }

    private func perform(
        _ reference: Reference, _ record: String, _ action: String, _ answers: [String: String], _ actor: Actor,
        _ day: CivilDate, purpose: String = "decide"
    ) async throws {
        let request = ActionRequest(
            record: record, action: action, answers: answers.mapValues { .text($0) }, actor: actor, purpose: purpose,
            occurredOn: day)
        let outcome = try await ledger.record(
            Command(reference: reference, request: request, key: "demo \(reference) \(record) \(action)"))
        if case .refused(let refusal) = outcome {
            throw Failure(
                message: "The demo’s own decision was refused: \(refusal.reasons.map(\.line).joined(separator: " "))")
        }
    }
}

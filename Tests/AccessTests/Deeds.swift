import Access
import Casework
import Foundation
import Ledger
import Rulebook
import TestSupport
import Testing

/// What people record about who has to do with a case, in short.
extension TemporaryLedger {
    /// Assigns a case to a person, or to an organisation.
    func assign(
        _ reference: Reference, to account: String? = nil, unit: String? = nil, of organisation: String,
        role: String = "support_worker"
    ) async throws {
        var answers = ["role": role, "organisation": organisation]
        answers["unit"] = unit
        try await act(reference, "assignment", "place", answers, Someone.manager)
        guard let account else { return }
        let holder = Actor(account: "boss", role: "support_manager", organisation: organisation)
        try await act(reference, "assignment", "name", ["account": account], holder, purpose: "support")
    }

    func invite(
        _ reference: Reference, _ organisation: String, account: String? = nil, purpose: String, until: String
    ) async throws {
        var answers = ["organisation": organisation, "purpose": purpose, "until": until, "reason": "Needed"]
        answers["account"] = account
        try await act(reference, "joint_working", "invite", answers, Someone.manager)
    }

    func consent(
        _ reference: Reference, _ purpose: String, _ answer: String, organisation: String? = nil, until: String? = nil
    ) async throws {
        var answers = [
            "purpose": purpose, "answer": answer, "explained_how": "in-person", "language": "sq", "understood": "yes",
            "words": "What they said about \(purpose)",
        ]
        answers["organisation"] = organisation
        answers["until"] = until
        try await act(reference, "consent", "record", answers, Someone.manager, purpose: "safeguard")
    }

    func declareConflict(_ reference: Reference, _ account: String) async throws {
        let actor = Actor(account: account, role: "support_worker", organisation: "office")
        try await act(reference, "conflict", "declare", ["reason": "knows-person"], actor, purpose: "support")
    }

    func breakGlass(_ reference: Reference, _ account: String, role: String = "police_investigator") async throws {
        let actor = Actor(account: account, role: role, organisation: "office")
        try await act(
            reference, "emergency_access", "open", ["reason": "life-in-danger", "details": "Threatened by phone"],
            actor,
            purpose: "safeguard")
    }

    func act(
        _ reference: Reference, _ record: String, _ action: String, _ answers: [String: String], _ actor: Actor,
        purpose: String = "decide", instance: Int? = nil
    ) async throws {
        let request = ActionRequest(
            record: record, instance: instance, action: action, answers: answers.mapValues { .text($0) }, actor: actor,
            purpose: purpose, occurredOn: world.today)
        let outcome = try await ledger.record(
            Command(reference: reference, request: request, key: UUID().uuidString))
        guard case .recorded = outcome else { throw Refused(outcome: outcome) }
    }
}

struct Refused: Error {
    let outcome: Outcome
}

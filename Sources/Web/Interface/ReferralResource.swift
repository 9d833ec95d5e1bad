import Access
import Casework
import Hummingbird
import Interface
import Law
import Ledger
import Rulebook
import StrictJSON

/// What was submitted, and how it stands.
enum ReferralResource {
    static let path = "/api/v1/referrals"

    @Sendable
    static func list(_ visit: ProgramVisit) async throws -> Response {
        let limit = try visit.limit()
        let start = try visit.position(in: "referrals")
        var found = try await visit.access.statuses(
            for: visit.account, before: start.flatMap { CaseReference($0) }, limit: limit + 1)
        let hasMore = found.count > limit
        if hasMore { found.removeLast() }
        let next = hasMore ? found.last : nil
        return visit.desk.respond([
            "items": .array(found.map(json)),
            "next": try next.map { .string(try visit.cursor(to: "\($0.reference)", in: "referrals")) } ?? .null,
        ])
    }

    @Sendable
    static func read(_ visit: ProgramVisit) async throws -> Response {
        try await respond(visit.reference("reference"), visit)
    }

    @Sendable
    static func withdraw(_ visit: ProgramVisit) async throws -> Response {
        let reference = try visit.reference("reference")
        var object = SentObject(try await visit.json("application/json"), taking: ["reason", "details"])
        object.demand("reason")
        object.demand("details")
        let reason = object.text("reason", longest: 200)
        let details = object.text("details", longest: 5_000)
        try object.check()
        let answers: [String: RawAnswer] = [
            "withdrawal_reason": .text(reason ?? ""), "withdrawal_details": .text(details ?? ""),
        ]
        return try await act(
            "withdraw", reference, answers, visit,
            places: ["withdrawal_reason": "/reason", "withdrawal_details": "/details"])
    }

    @Sendable
    static func correct(_ visit: ProgramVisit) async throws -> Response {
        let reference = try visit.reference("reference")
        let body = try await visit.json("application/json")
        let (record, action, reason) = try amending(visit)
        let answers = try correction(body, record.questions(of: action), reason)
        return try await act(action.id, reference, answers, visit, places: [reason: "/reason"])
    }

    /// What puts answers right, and the field that says why.
    private static func amending(
        _ visit: ProgramVisit
    ) throws -> (RecordDefinition, ActionDefinition, reason: String) {
        let (journey, _) = try visit.journey()
        guard let record = visit.access.rulebook.dossier(journey.dossier)?.record(journey.record),
            let action = record.action("correct"), let reason = action.amends
        else { throw InterfaceProblem(.notFound) }
        return (record, action, reason)
    }

    @inline(never)
    private static func correction(
        _ body: JSON, _ questions: ActionQuestions, _ field: String
    ) throws -> [String: RawAnswer] {
        var object = SentObject(body, taking: ["answers", "reason"])
        object.demand("answers")
        object.demand("reason")
        let reason = object.text("reason", longest: 5_000)
        try object.check()
        var answers = try AnswerDocument(
            reading: object["answers"] ?? .object([]), asking: questions, at: "/answers"
        ).answers
        answers[field] = .text(reason ?? "")
        return answers
    }

    /// Does something to a referral and answers how it stands then.
    private static func act(
        _ action: String, _ reference: CaseReference, _ answers: [String: RawAnswer], _ visit: ProgramVisit,
        places: [String: String]
    ) async throws -> Response {
        let (journey, _) = try visit.journey()
        let outcome = try await visit.access.act(
            action, on: journey.record, of: reference, answers: answers,
            key: "\(action) \(visit.visit.site.services.freshKey())", by: visit.account)
        switch outcome {
        case .done: return try await respond(reference, visit)
        case .changed: throw InterfaceProblem(.conflict)
        case .refused(let refusal):
            let errors = ProblemDocument.items(of: refusal, answersAt: "/answers").map { item in
                guard let field = item.field, let place = places[field] else { return item }
                return ProblemDocument.Item(
                    pointer: place, code: item.code, sentence: item.sentence, basis: item.basis)
            }
            throw InterfaceProblem(refusal.isOfState ? .conflict : .refused, errors: errors)
        }
    }

    private static func respond(_ reference: CaseReference, _ visit: ProgramVisit) async throws -> Response {
        visit.desk.respond(json(try await visit.access.status(of: reference, for: visit.account)))
    }

    static func json(_ status: ReferralStatus) -> JSON {
        [
            "reference": .string("\(status.reference)"), "kind": .string(status.kind),
            "your_reference": status.ownReference.map { .string($0) } ?? .null,
            "standing": json(status.standing), "received_on": .string("\(status.receivedOn)"),
            "authority": status.authority.map(json) ?? .null,
            "owner": status.authority.map { ["name": .string($0.label.english)] } ?? .null,
            "outcome": status.decision.map { decision in
                [
                    "decision": .string(decision.record), "result": json(decision.result),
                    "made_on": .string("\(decision.madeOn)"),
                ]
            } ?? .null,
            "support_started_on": status.supportStartedOn.map { .string("\($0)") } ?? .null,
            "clocks": .array(
                status.clocks.map { clock in
                    [
                        "clock": .string(clock.id), "label": .string(clock.label.english),
                        "due": clock.due.map { .string("\($0)") } ?? .null,
                        "standing": .string(clock.standing.rawValue),
                    ]
                }),
            "open_questions": JSON(status.questions),
        ]
    }

    static func json(_ coded: ReferralStatus.Coded) -> JSON {
        ["code": .string(coded.code), "label": .string(coded.label.english)]
    }
}

extension Refusal {
    /// Whether it is about where the case stands and not about what was sent.
    var isOfState: Bool {
        reasons.contains { ["not_yet", "wrong_state", "decided_already", "waits_for_second_person"].contains($0.code) }
    }
}

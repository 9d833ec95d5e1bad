import Access
import Casework
import HTTPTypes
import Hummingbird
import Interface
import Ledger
import Rulebook
import StrictJSON

/// Referrals in one go.
enum SubmissionResource {
    private static let operation = "submitReferral"

    @Sendable
    static func submit(_ visit: ProgramVisit) async throws -> Response {
        let key = try idempotencyKey(visit)
        let body = try await visit.body(["application/json"])
        let claim: RequestClaim
        // Before anything is read: what was answered is answered again, whatever the questions are by now.
        switch try await visit.access.claim(key, for: operation, body: body, by: visit.program) {
        case .answered(let status, let body): return respond(body, status: status, visit)
        case .different: throw InterfaceProblem(.idempotencyKeyReused)
        case .cutOff(let draft): throw DraftRefused.cutOff(in: "\(draft)")
        case .underWay: throw InterfaceProblem(.idempotencyKeyInUse)
        case .begin(let found): claim = found
        }
        let answer = try await refer(body, claim, visit)
        try await visit.access.answered(claim, status: 201, body: answer)
        return respond(answer, status: 201, visit)
    }

    /// Refers everybody. When they are refused nothing is left, and the key may be used again. Once somebody may have been
    /// referred, or when something else goes wrong, the same request goes on where it was.
    private static func refer(_ body: [UInt8], _ claim: RequestClaim, _ visit: ProgramVisit) async throws -> [UInt8] {
        var begun = claim.draft
        do {
            let id = try await draft(body, claim, visit)
            begun = id
            let sent = try await visit.access.submitWhole(id, for: visit.account, in: claim)
            return try await json(sent, visit).bytes
        } catch {
            throw await settled(error, begun, claim, body, visit)
        }
    }

    /// The draft in which it is done, kept with the request before anything is sent.
    private static func draft(
        _ body: [UInt8], _ claim: RequestClaim, _ visit: ProgramVisit
    ) async throws -> CaseReference {
        if let begun = claim.draft {
            try await check(begun, visit)
            return begun
        }
        let (journey, questions) = try visit.journey()
        let content = try content(body, questions, journey)
        let draft = try await visit.access.beginDraft(content, of: journey, by: visit.account)
        try await visit.access.note(draft.id, for: claim)
        return draft.id
    }

    /// A draft that was sent goes after a day. Whoever comes back later is not told that there was nothing.
    private static func check(_ begun: CaseReference, _ visit: ProgramVisit) async throws {
        do {
            _ = try await visit.access.draft(begun, for: visit.account)
        } catch LedgerError.unknownReference {
            throw InterfaceProblem(
                .partlyReferred,
                detail:
                    "The request was cut off, somebody in it may have been referred, and its draft is gone. Look for them among your referrals, and send those again with a new key who are not there."
            )
        }
    }

    /// What is to be referred.
    @inline(never)
    private static func content(
        _ body: [UInt8], _ questions: ActionQuestions, _ journey: JourneyDefinition
    ) throws -> Draft.Content {
        let json = try JSON(body)
        let isJoint = isJoint(json)
        var content = Draft.Content()
        try SentDraft(
            json, asking: questions, of: journey, shared: isJoint ? "shared" : "answers",
            others: isJoint ? ["people"] : [], demanded: isJoint ? ["shared", "people"] : ["answers"]
        ).apply(to: &content)
        return content
    }

    /// Whether it came as several people and not as one.
    private static func isJoint(_ json: JSON) -> Bool { json["people"] != nil || json["shared"] != nil }

    /// Where the answers stand in a request that everybody shares.
    @inline(never)
    private static func shared(in body: [UInt8]) -> String {
        guard let json = try? JSON(body), isJoint(json) else { return "/answers" }
        return "/shared"
    }

    /// Leaves everything as it has to be after a fault, and says what to tell.
    private static func settled(
        _ error: any Error, _ draft: CaseReference?, _ claim: RequestClaim, _ body: [UInt8], _ visit: ProgramVisit
    ) async -> any Error {
        switch error {
        case let refused as DraftRefused where claim.isSending || refused.draft.content.isAnySent:
            try? await visit.access.letGo(claim)
            return refused.goOn
        case let refused as DraftRefused:
            try? await visit.access.discard(refused.draft.id, by: visit.account)
            try? await visit.access.release(claim)
            return InterfaceProblem(.refused, errors: refused.items(shared: shared(in: body)))
        case let wrong as WrongFiles:
            try? await visit.access.release(claim)
            return wrong.problem(shared: shared(in: body))
        default:
            // Where no draft was begun nothing was done: a mended request may take the same key.
            if draft == nil {
                try? await visit.access.release(claim)
            } else {
                try? await visit.access.letGo(claim)
            }
            return error
        }
    }

    /// What became of everybody, in the order of `people`.
    static func json(_ sent: [SentPerson], _ visit: ProgramVisit) async throws -> JSON {
        ["referrals": .array(try await referrals(sent, visit))]
    }

    /// What became of each.
    static func referrals(_ sent: [SentPerson], _ visit: ProgramVisit) async throws -> [JSON] {
        var referrals: [JSON] = []
        for person in sent {
            let status = try await visit.access.status(of: person.reference, for: visit.account)
            referrals.append([
                "person": JSON(person.place), "reference": .string("\(person.reference)"),
                "kind": .string(person.record), "standing": ReferralResource.json(status.standing),
            ])
        }
        return referrals
    }

    private static func respond(_ body: [UInt8], status: Int, _ visit: ProgramVisit) -> Response {
        let first = (try? JSON(body))?["referrals"]?.items?.first?["reference"]?.string
        return visit.desk.respond(
            body, status: HTTPResponse.Status(code: status), location: first.map { "\(ReferralResource.path)/\($0)" })
    }

    private static func idempotencyKey(_ visit: ProgramVisit) throws -> String {
        guard let name = HTTPField.Name("Idempotency-Key"), let key = visit.request.headers[name],
            (8...255).contains(key.unicodeScalars.count)
        else { throw InterfaceProblem(.idempotencyKeyMissing) }
        return key
    }
}

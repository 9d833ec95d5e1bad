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
        let (journey, questions) = try visit.journey()
        let (content, isJoint) = try content(body, questions)
        let claim: RequestClaim
        switch try await visit.access.claim(key, for: operation, body: body, by: visit.program) {
        case .answered(let status, let body): return respond(body, status: status, visit)
        case .different: throw InterfaceProblem(.idempotencyKeyReused)
        case .underWay: throw InterfaceProblem(.idempotencyKeyInUse)
        case .begin(let found): claim = found
        }
        let answer = try await refer(content, journey, claim, shared: isJoint ? "/shared" : "/answers", visit)
        try await visit.access.answered(claim, status: 201, body: answer)
        return respond(answer, status: 201, visit)
    }

    /// What is to be referred, and whether it came as one person or as several.
    @inline(never)
    private static func content(_ body: [UInt8], _ questions: ActionQuestions) throws -> (Draft.Content, isJoint: Bool)
    {
        let json = try JSON(body)
        let isJoint = json["people"] != nil || json["shared"] != nil
        let sent = try SentDraft(
            json, asking: questions, shared: isJoint ? "shared" : "answers", others: isJoint ? ["people"] : [],
            demanded: isJoint ? ["shared", "people"] : ["answers"])
        var content = Draft.Content()
        sent.apply(to: &content)
        return (content, isJoint)
    }

    /// Refers everybody. When they are refused nothing is left, and the key may be used again; when something else goes wrong the
    /// same request goes on where it was.
    private static func refer(
        _ content: Draft.Content, _ journey: JourneyDefinition, _ claim: RequestClaim, shared: String,
        _ visit: ProgramVisit
    ) async throws -> [UInt8] {
        var begun = claim.draft
        do {
            let id = try await draft(content, journey, claim, visit)
            begun = id
            let sent = try await visit.access.submitWhole(id, for: visit.account)
            return try await json(sent, visit).bytes
        } catch {
            throw await settled(error, begun, claim, shared: shared, visit)
        }
    }

    /// The draft in which it is done, kept with the request before anything is sent.
    private static func draft(
        _ content: Draft.Content, _ journey: JourneyDefinition, _ claim: RequestClaim, _ visit: ProgramVisit
    ) async throws -> CaseReference {
        if let begun = claim.draft { return begun }
        let draft = try await visit.access.beginDraft(content, of: journey, by: visit.account)
        try await visit.access.note(draft.id, for: claim)
        return draft.id
    }

    /// Leaves everything as it has to be after a fault, and says what to tell.
    private static func settled(
        _ error: any Error, _ draft: CaseReference?, _ claim: RequestClaim, shared: String, _ visit: ProgramVisit
    ) async -> any Error {
        let problem: InterfaceProblem
        switch error {
        case let refused as DraftRefused:
            if let draft { try? await visit.access.discard(draft, by: visit.account) }
            problem = InterfaceProblem(.refused, errors: refused.items(shared: shared))
        case let wrong as WrongFiles: problem = wrong.problem(shared: shared)
        default:
            try? await visit.access.letGo(claim)
            return error
        }
        try? await visit.access.release(claim)
        return problem
    }

    /// What became of everybody, in the order of `people`.
    static func json(_ sent: [SentPerson], _ visit: ProgramVisit) async throws -> JSON {
        var referrals: [JSON] = []
        for (place, person) in sent.enumerated() {
            let status = try await visit.access.status(of: person.reference, for: visit.account)
            referrals.append([
                "person": JSON(place), "reference": .string("\(person.reference)"), "kind": .string(person.record),
                "standing": ReferralResource.json(status.standing),
            ])
        }
        return ["referrals": .array(referrals)]
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

import Casework
import Interface
import Law
import StrictJSON
import Testing

@Suite("Problem documents")
struct ProblemDocumentTests {
    /// Names and statuses are promises to other programs: a change here breaks them.
    static let kinds: [(ProblemKind, String, Int)] = [
        (.malformed, "urn:firmground:problem:malformed", 400), (.refused, "urn:firmground:problem:refused", 422),
        (.unauthorised, "urn:firmground:problem:unauthorised", 401),
        (.scopeMissing("referrals:read"), "urn:firmground:problem:scope-missing", 403),
        (.notFound, "urn:firmground:problem:not-found", 404),
        (.methodNotAllowed, "urn:firmground:problem:method-not-allowed", 405),
        (.conflict, "urn:firmground:problem:conflict", 409),
        (.partlyReferred, "urn:firmground:problem:partly-referred", 409),
        (.tooLarge, "urn:firmground:problem:too-large", 413),
        (.wrongMediaType(["application/json"]), "urn:firmground:problem:wrong-media-type", 415),
        (.idempotencyKeyMissing, "urn:firmground:problem:idempotency-key-missing", 400),
        (.idempotencyKeyReused, "urn:firmground:problem:idempotency-key-reused", 422),
        (.idempotencyKeyInUse, "urn:firmground:problem:idempotency-key-in-use", 409),
        (.cursorRefused, "urn:firmground:problem:cursor-refused", 400),
        (.tooMany, "urn:firmground:problem:too-many", 429), (.unavailable, "urn:firmground:problem:unavailable", 503),
        (.fault, "urn:firmground:problem:fault", 500),
    ]

    @Test("Every kind has its name, status, title and advice", arguments: kinds)
    func kind(kind: ProblemKind, type: String, status: Int) {
        let json = ProblemDocument(kind).json
        #expect(json["type"] == .string(type))
        #expect(json["status"] == JSON(status))
        #expect(json["title"]?.string?.isEmpty == false)
        #expect(json["detail"]?.string?.hasSuffix(".") == true)
        #expect(json["errors"] == [])
        #expect(json["instance"] == nil)
    }

    @Test("No kind is forgotten, and no two have one name")
    func complete() {
        #expect(Set(ProblemKind.all.map(\.type)) == Set(Self.kinds.map(\.1)))
        #expect(Set(ProblemKind.all.map(\.type)).count == ProblemKind.all.count)
    }

    @Test("A refusal names every reason, its field and its place")
    func refusal() {
        let refusal = Refusal([
            Reason(code: "missing", sentence: "Answer “Gender”.", field: "gender"),
            Reason(code: "no_consent", sentence: "An adult must agree.", basis: "consent.adult.nrm"),
        ])
        let document = ProblemDocument(refusal, answersAt: "/people/1/answers", request: "r-1")
        #expect(
            document.json == [
                "type": "urn:firmground:problem:refused", "title": "The answers were not accepted", "status": 422,
                "detail": "Correct what is named and send it again. Nothing was kept.",
                "instance": "urn:firmground:request:r-1",
                "errors": [
                    [
                        "field": "gender", "pointer": "/people/1/answers/gender", "code": "missing",
                        "sentence": "Answer “Gender”.",
                    ],
                    [
                        "code": "no_consent", "sentence": "An adult must agree.", "basis": "consent.adult.nrm",
                    ],
                ],
            ])
    }

    @Test("The draft in which to go on is named where there is one")
    func draft() {
        #expect(ProblemDocument(.partlyReferred, draft: "7KD2-M9QX-W3T").json["draft"] == "7KD2-M9QX-W3T")
        #expect(ProblemDocument(.conflict).json["draft"] == nil)
    }

    @Test("Answers of the wrong shape, and a body that is no JSON, become problems")
    func faults() throws {
        let faults = AnswerFaults([
            AnswerFault(field: "zz", pointer: "/answers/zz", code: "unknown_field", sentence: "Leave it out.")
        ])
        #expect(ProblemDocument(faults).json[["errors"]]?.items?.first?["pointer"] == "/answers/zz")
        #expect(ProblemDocument(faults).kind == .refused)
        let fault = #expect(throws: JSONFault.self) { try JSON(text: "{") }
        let document = ProblemDocument(try #require(fault))
        #expect(document.kind == .malformed)
        #expect(document.errors.map(\.code) == ["not_json"])
    }

    @Test("The headers say what to do")
    func headers() {
        func header(_ name: String, of kind: ProblemKind) -> String? {
            ProblemDocument(kind).headers.first { $0.name == name }?.value
        }
        #expect(header("Content-Type", of: .notFound) == "application/problem+json")
        #expect(header("Cache-Control", of: .notFound) == "no-store")
        #expect(header("WWW-Authenticate", of: .unauthorised) == "Bearer")
        #expect(
            header("WWW-Authenticate", of: .scopeMissing("referrals:read"))
                == "Bearer error=\"insufficient_scope\", scope=\"referrals:read\"")
        #expect(header("WWW-Authenticate", of: .notFound) == nil)
        #expect(header("Retry-After", of: .unavailable) == "5")
        #expect(header("Retry-After", of: .notFound) == nil)
        #expect(ProblemDocument(.tooMany, retryAfter: 60).headers.contains { $0 == ("Retry-After", "60") })
    }

    @Test("No more than a hundred errors are listed")
    func limit() {
        let reasons = (0..<500).map { Reason(code: "missing", sentence: "Answer.", field: "f\($0)") }
        #expect(ProblemDocument(Refusal(reasons)).errors.count == 100)
    }
}

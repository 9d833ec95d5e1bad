public import Casework
import Law
public import StrictJSON

/// Why a request was not done, for a program and for the person who looks at it (RFC 9457).
public struct ProblemDocument: Sendable, Hashable {
    public static let mediaType = "application/problem+json"
    /// The most errors that are listed.
    static let mostErrors = 100

    /// One thing that is wrong.
    public struct Item: Sendable, Hashable {
        /// The field id, where it is about an answer.
        public let field: String?
        /// Where in the body that was sent (RFC 6901).
        public let pointer: String?
        /// Stable, for example `missing`.
        public let code: String
        /// One plain sentence that says what to do.
        public let sentence: String
        /// The rule of law that it rests on.
        public let basis: String?

        public init(field: String? = nil, pointer: String? = nil, code: String, sentence: String, basis: String? = nil)
        {
            self.field = field
            self.pointer = pointer
            self.code = code
            self.sentence = sentence
            self.basis = basis
        }
    }

    public let kind: ProblemKind
    /// What happened this time.
    public let detail: String
    /// The id of the request, as a URI.
    public let instance: String?
    public let errors: [Item]
    /// The id of the draft in which to go on.
    public let draft: String?
    /// Seconds after which to try again.
    public let retryAfter: Int?

    /// - Parameters:
    ///   - detail: left out: what to do about this kind of problem.
    ///   - draft: the id of the draft in which to go on.
    ///   - request: the id of the request, to be quoted when asking for help.
    public init(
        _ kind: ProblemKind, detail: String? = nil, errors: [Item] = [], draft: String? = nil, request: String? = nil,
        retryAfter: Int? = nil
    ) {
        self.kind = kind
        self.detail = detail ?? kind.advice
        self.errors = Array(errors.prefix(ProblemDocument.mostErrors))
        self.draft = draft
        instance = request.map { "urn:firmground:request:\($0)" }
        switch kind {
        case .tooMany, .unavailable, .idempotencyKeyInUse: self.retryAfter = retryAfter ?? 5
        default: self.retryAfter = retryAfter
        }
    }

    /// What the kernel refused.
    ///
    /// - Parameter pointer: where the answers stand in the body that was sent; an answer stands below it by its field id.
    public init(_ refusal: Refusal, answersAt pointer: String = "/answers", request: String? = nil) {
        self.init(.refused, errors: ProblemDocument.items(of: refusal, answersAt: pointer), request: request)
    }

    /// Answers that are not of the shape that their questions take.
    public init(_ faults: AnswerFaults, request: String? = nil) {
        self.init(
            .refused,
            errors: faults.faults.map {
                Item(field: $0.field, pointer: $0.pointer, code: $0.code, sentence: $0.sentence)
            }, request: request)
    }

    /// A body that is not JSON.
    public init(_ fault: JSONFault, request: String? = nil) {
        self.init(
            .malformed, errors: [Item(code: "not_json", sentence: "The body is not valid JSON: \(fault).")],
            request: request)
    }

    /// The reasons of a refusal, to be joined with those of other people of the same submission.
    public static func items(of refusal: Refusal, answersAt pointer: String) -> [Item] {
        refusal.reasons.map { reason in
            Item(
                field: reason.field, pointer: reason.field.map { JSONPointer.appending($0, to: pointer) },
                code: reason.code, sentence: reason.sentence, basis: reason.basis)
        }
    }

    /// The document.
    public var json: JSON {
        var members: [JSON.Member] = [
            .init(key: "type", value: .string(kind.type)),
            .init(key: "title", value: .string(kind.title)),
            .init(key: "status", value: JSON(kind.status)),
            .init(key: "detail", value: .string(detail)),
        ]
        if let instance { members.append(.init(key: "instance", value: .string(instance))) }
        if let draft { members.append(.init(key: "draft", value: .string(draft))) }
        members.append(.init(key: "errors", value: .array(errors.map(ProblemDocument.json))))
        return .object(members)
    }

    /// The headers that go with it, `Content-Type` among them.
    public var headers: [(name: String, value: String)] {
        var headers = [("Content-Type", ProblemDocument.mediaType), ("Cache-Control", "no-store")]
        switch kind {
        case .unauthorised: headers.append(("WWW-Authenticate", "Bearer"))
        case .scopeMissing(let scope):
            headers.append(("WWW-Authenticate", "Bearer error=\"insufficient_scope\", scope=\"\(scope)\""))
        default: break
        }
        if let retryAfter { headers.append(("Retry-After", String(retryAfter))) }
        return headers
    }

    private static func json(_ item: Item) -> JSON {
        let texts = [
            ("field", item.field), ("pointer", item.pointer), ("code", item.code), ("sentence", item.sentence),
            ("basis", item.basis),
        ]
        return .object(texts.compactMap { key, text in text.map { .init(key: key, value: .string($0)) } })
    }
}

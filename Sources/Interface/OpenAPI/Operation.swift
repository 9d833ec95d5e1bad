import StrictJSON

/// One thing that another program may ask of the service.
public struct Operation: Sendable {
    public enum Method: String, Sendable, CaseIterable {
        case get, post, patch, delete
    }

    public let method: Method
    /// With its parameters in braces: `/api/v1/drafts/{draft}`.
    public let path: String
    /// Never renamed: generated clients call their functions by it.
    public let id: String
    /// What a key must be allowed to do; `nil` where no key is asked for.
    public let scope: InterfaceScope?

    let tag: String
    let summary: String
    let description: String
    let parameters: [JSON]
    let body: JSON?
    let answers: [Answer]
    let problems: [ProblemAnswer]

    /// An answer when all went well.
    struct Answer: Sendable {
        let status: Int
        let description: String
        let content: JSON?
        let headers: JSON?

        init(_ status: Int, _ description: String, content: JSON? = nil, headers: JSON? = nil) {
            self.status = status
            self.description = description
            self.content = content
            self.headers = headers
        }
    }

    init(
        _ method: Method, _ path: String, _ id: String, tag: String, scope: InterfaceScope?, _ summary: String,
        description: String = "", parameters: [JSON] = [], body: JSON? = nil, answers: [Answer],
        problems: [ProblemAnswer] = []
    ) {
        self.method = method
        self.path = "/api/v1" + path
        self.id = id
        self.tag = tag
        self.scope = scope
        self.summary = summary
        self.description = description
        self.parameters = parameters
        self.body = body
        self.answers = answers
        self.problems = problems
    }

    /// As the description writes it.
    var json: JSON {
        var members: [JSON.Member] = [
            .init(key: "operationId", value: .string(id)), .init(key: "tags", value: [.string(tag)]),
            .init(key: "summary", value: .string(summary)),
        ]
        if !description.isEmpty { members.append(.init(key: "description", value: .string(description))) }
        if let scope {
            members.append(.init(key: "x-scope", value: [.string(scope.rawValue)]))
            members.append(.init(key: "security", value: [["apiKey": [.string(scope.rawValue)]]]))
        } else {
            members.append(.init(key: "security", value: []))
        }
        let all = pathParameters + parameters
        if !all.isEmpty { members.append(.init(key: "parameters", value: .array(all))) }
        if let body { members.append(.init(key: "requestBody", value: body)) }
        members.append(.init(key: "responses", value: .object(answers.map(Operation.member) + problemMembers)))
        return .object(members)
    }

    /// A reference to the parameter that each brace of the path names.
    private var pathParameters: [JSON] {
        path.split(separator: "{").dropFirst().compactMap { part in
            part.split(separator: "}").first.map { Schema.parameter(String($0)) }
        }
    }

    private static func member(_ answer: Answer) -> JSON.Member {
        var members: [JSON.Member] = [.init(key: "description", value: .string(answer.description))]
        if let headers = answer.headers { members.append(.init(key: "headers", value: headers)) }
        if let content = answer.content { members.append(.init(key: "content", value: content)) }
        return .init(key: String(answer.status), value: .object(members))
    }

    private var problemMembers: [JSON.Member] {
        let common: [ProblemAnswer] =
            scope == nil ? [.unavailable] : [.unauthorised, .forbidden, .tooMany, .unavailable]
        return ProblemAnswer.allCases.filter { common.contains($0) || problems.contains($0) }
            .map { .init(key: String($0.status), value: ["$ref": .string("#/components/responses/\($0.rawValue)")]) }
    }
}

/// The answers that name a problem, by status.
enum ProblemAnswer: String, Sendable, CaseIterable {
    case malformed = "Malformed"
    case unauthorised = "Unauthorised"
    case forbidden = "Forbidden"
    case notFound = "NotFound"
    case conflict = "Conflict"
    case tooLarge = "TooLarge"
    case wrongMediaType = "WrongMediaType"
    case refused = "Refused"
    case tooMany = "TooMany"
    case unavailable = "Unavailable"

    var kinds: [ProblemKind] {
        switch self {
        case .malformed: [.malformed, .idempotencyKeyMissing, .cursorRefused]
        case .unauthorised: [.unauthorised]
        case .forbidden: [.scopeMissing(InterfaceScope.referralsWrite.rawValue)]
        case .notFound: [.notFound]
        case .conflict: [.conflict, .idempotencyKeyInUse, .partlyReferred]
        case .tooLarge: [.tooLarge]
        case .wrongMediaType: [.wrongMediaType(["application/json"])]
        case .refused: [.refused, .idempotencyKeyReused]
        case .tooMany: [.tooMany]
        case .unavailable: [.unavailable]
        }
    }

    var status: Int { kinds.first?.status ?? 500 }

    /// The component that operations point to.
    var json: JSON {
        let examples = kinds.map { kind in
            JSON.Member(key: kind.name, value: ["value": example(kind).json])
        }
        var members: [JSON.Member] = [
            .init(key: "description", value: .string(kinds.map { $0.title + "." }.joined(separator: " ")))
        ]
        var headers: [JSON.Member] = []
        if kinds.contains(where: { ProblemDocument($0).retryAfter != nil }) {
            headers.append(.init(key: "Retry-After", value: ["$ref": "#/components/headers/RetryAfter"]))
        }
        if self == .unauthorised || self == .forbidden {
            headers.append(.init(key: "WWW-Authenticate", value: ["$ref": "#/components/headers/WWWAuthenticate"]))
        }
        if !headers.isEmpty { members.append(.init(key: "headers", value: .object(headers))) }
        members.append(
            .init(
                key: "content",
                value: [
                    "application/problem+json": ["schema": Schema.reference("Problem"), "examples": .object(examples)]
                ]))
        return .object(members)
    }

    private func example(_ kind: ProblemKind) -> ProblemDocument {
        let missing = ProblemDocument.Item(
            field: "gender", pointer: "/answers/gender", code: "missing", sentence: "Answer “Gender”.")
        let isAboutAnswers = kind == .refused || kind == .partlyReferred
        return ProblemDocument(
            kind, errors: isAboutAnswers ? [missing] : [], draft: kind == .partlyReferred ? "d-0001" : nil,
            request: "01J0EXAMPLE")
    }
}

import Casework
public import Rulebook
public import StrictJSON

/// The description of the interface for other programs, as an OpenAPI 3.1 document.
///
/// The questions of a form are not in it: they change with the rulebook, and each record's schema is served beside the
/// description. So a client that was generated stays right when a question is added.
public struct OpenAPI: Sendable {
    /// The document.
    public let document: JSON

    /// - Parameters:
    ///   - version: of the program.
    ///   - server: where the service is, without a slash at the end; left out: where the description was read.
    public init(rulebook: Rulebook, version: String, server: String = "") {
        let records = AnswerSchema.beginnings(in: rulebook).map(\.record.id)
        let reasons = rulebook.lists["withdrawal_reason"]?.codes.map(\.code) ?? []
        document = [
            "openapi": "3.1.0",
            "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
            "info": OpenAPI.info(version),
            "servers": [["url": .string(server.isEmpty ? "/" : server)]],
            "tags": .array(OpenAPI.tags.map { ["name": .string($0.name), "description": .string($0.about)] }),
            "security": [["apiKey": []]],
            "paths": OpenAPI.paths,
            "webhooks": OpenAPI.webhooks,
            "components": [
                "securitySchemes": ["apiKey": OpenAPI.scheme],
                "parameters": OpenAPI.parameters(records: records, languages: rulebook.languages),
                "headers": OpenAPI.headers,
                "responses": .object(ProblemAnswer.allCases.map { .init(key: $0.rawValue, value: $0.json) }),
                "schemas": OpenAPI.schemas(records: records, withdrawalReasons: reasons),
            ],
        ]
    }

    /// Everything that may be asked, in the order of the description. Who serves it can check that nothing is missing.
    public static let operations: [Operation] =
        draftOperations + attachmentOperations + referralOperations + questionOperations + importOperations
        + webhookOperations + descriptionOperations

    private static func info(_ version: String) -> JSON {
        [
            "title": "FirmGround for first responder organisations",
            "version": .string(version),
            "summary": "Refer potential victims of modern slavery, and follow what becomes of the referrals.",
            "description": .string(
                """
                Answers are JSON objects by field id. Which fields there are, which must be answered and when, says the \
                schema of the record: `/api/v1/schemas/referral.json`.

                A list is read page by page: send `next` back as `cursor`.

                What is wrong with a request is said all at once, as `application/problem+json` (RFC 9457) with one \
                error for each answer, in words that can be shown to whoever gave it.

                Webhooks say that something has happened to a referral and never what: read it with your key.
                """),
        ]
    }

    private static let tags: [(name: String, about: String)] = [
        ("drafts", "Referrals that are being written, for one person or for several who were met together."),
        ("attachments", "Evidence files of a draft."),
        ("referrals", "What was submitted, and how it stands."),
        ("questions", "What the authority wants to know about a referral."),
        ("imports", "Many referrals at once, in the formats of the national form."),
        ("webhooks", "Where to be told that something has happened."),
        ("description", "The schemas, this description, and what to tell a person before a referral."),
    ]

    private static let scheme: JSON = [
        "type": "http", "scheme": "bearer", "bearerFormat": "API key",
        "description": .string(
            "A key that an administrator of your organisation made. What it may do is said by its scopes: "
                + InterfaceScope.allCases.map { "`\($0.rawValue)` (\($0.title))" }.joined(separator: "; ") + "."),
    ]

    /// Operations grouped by path.
    private static var paths: JSON {
        var paths: [(path: String, operations: [JSON.Member])] = []
        for operation in operations {
            let member = JSON.Member(key: operation.method.rawValue, value: operation.json)
            if let index = paths.firstIndex(where: { $0.path == operation.path }) {
                paths[index].operations.append(member)
            } else {
                paths.append((operation.path, [member]))
            }
        }
        return .object(paths.map { .init(key: $0.path, value: .object($0.operations)) })
    }

    /// What is sent to those who asked to be told.
    private static let webhooks: JSON = .object(
        HookEvent.Kind.allCases.map { kind in
            .init(
                key: kind.rawValue,
                value: [
                    "post": [
                        "operationId": .string("on_" + kind.rawValue.map { $0 == "." ? "_" : String($0) }.joined()),
                        "tags": ["webhooks"], "summary": .string(kind.summary), "security": [],
                        "parameters": [
                            Schema.parameter(HookSignature.idHeader), Schema.parameter(HookSignature.timestampHeader),
                            Schema.parameter(HookSignature.signatureHeader),
                        ],
                        "requestBody": Schema.body(
                            "HookEvent",
                            example: HookEvent(
                                kind, reference: kind == .test ? nil : exampleReference,
                                at: .init(milliseconds: 1_796_117_400_000)
                            ).json),
                        "responses": [
                            "2XX": ["description": "Taken. Anything else is tried again, seven times in 27 hours."],
                            "410": ["description": "No more of this: the webhook is switched off."],
                        ],
                    ]
                ])
        })

    static let exampleReference = "EXAM-PSEX-AM1"
}

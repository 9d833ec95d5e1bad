import StrictJSON

extension OpenAPI {
    /// Parameters by name; those of paths have the name in the braces.
    static func parameters(records: [String], languages: [String]) -> JSON {
        let hooks: [(String, String)] = [
            (HookSignature.idHeader, "The same at every attempt, so that a repetition can be told."),
            (
                HookSignature.timestampHeader,
                "When it was signed, in seconds since 1970. Refuse more than five minutes."
            ),
            (
                HookSignature.signatureHeader,
                "`v1,` and base 64 of the HMAC-SHA-256 of id, time and body, joined by full stops; several with spaces between while secrets change."
            ),
        ]
        return .object(
            [
                path("draft", "The id of a draft.", example: "d-0001"),
                path("reference", "The reference of a referral.", example: exampleReference),
                path("question", "The id of a question.", example: "age_contradiction"),
                path("attachment", "The id of an attachment.", example: "a-0001"),
                path("webhook", "The id of a webhook.", example: "w-0001"),
                path("record", "A record with which a case begins.", choices: records),
                path("language", "A language, as BCP 47 writes it.", example: languages.first ?? "en"),
                query(
                    "cursor", "Where the page begins: `next` of the page before. Left out: at the beginning.",
                    ["type": "string", "maxLength": 1024]),
                query(
                    "limit", "How many at most.", ["type": "integer", "minimum": 1, "maximum": 200, "default": 50]),
                query(
                    "format", "Which of the national form’s formats the lines have.",
                    Schema.choice(
                        "The answers of the form, or the message it hands to casework.",
                        ["form-answers", "casework-messages"]), isRequired: true),
                query(
                    "nation",
                    "Where the person is: what the law says there. Left out: the first nation of the rulebook.",
                    Schema.text("A code of the list `nation`.", example: "S")),
                query(
                    "audience", "For whom it is.",
                    ["type": "string", "enum": ["adult", "child"], "default": "adult"]),
                header(
                    "Idempotency-Key", as: "idempotencyKey",
                    "A text of your own for this referral, such as a UUID. The same key with the same body gives the first answer again, so that a request may be repeated when no answer came.",
                    ["type": "string", "minLength": 8, "maxLength": 255]),
            ] + hooks.map { header($0.0, as: $0.0, $0.1, ["type": "string"]) })
    }

    /// Headers of answers.
    static let headers: JSON = [
        "Location": [
            "description": "Where what was made can be read.",
            "schema": ["type": "string", "format": "uri-reference"],
        ],
        "RetryAfter": [
            "description": "Seconds after which to try again.", "schema": ["type": "integer", "minimum": 1],
        ],
        "WWWAuthenticate": [
            "description": "What kind of key is asked for (RFC 6750).", "schema": ["type": "string"],
        ],
    ]

    private static func path(_ name: String, _ about: String, example: String) -> JSON.Member {
        member(name, in: "path", about, ["type": "string", "maxLength": 200], as: name, isRequired: true, example)
    }

    private static func path(_ name: String, _ about: String, choices: [String]) -> JSON.Member {
        member(
            name, in: "path", about, ["type": "string", "enum": .array(choices.map { .string($0) })], as: name,
            isRequired: true)
    }

    private static func query(
        _ name: String, _ about: String, _ schema: JSON, isRequired: Bool = false
    ) -> JSON.Member {
        member(name, in: "query", about, schema, as: name, isRequired: isRequired)
    }

    private static func header(_ name: String, as component: String, _ about: String, _ schema: JSON) -> JSON.Member {
        member(name, in: "header", about, schema, as: component, isRequired: true)
    }

    private static func member(
        _ name: String, in place: String, _ about: String, _ schema: JSON, as component: String, isRequired: Bool,
        _ example: String? = nil
    ) -> JSON.Member {
        var members: [JSON.Member] = [
            .init(key: "name", value: .string(name)), .init(key: "in", value: .string(place)),
            .init(key: "description", value: .string(about)), .init(key: "required", value: .bool(isRequired)),
            .init(key: "schema", value: schema),
        ]
        if let example { members.append(.init(key: "example", value: .string(example))) }
        return .init(key: component, value: .object(members))
    }
}

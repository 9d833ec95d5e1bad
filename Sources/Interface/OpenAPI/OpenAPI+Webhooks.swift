import StrictJSON

extension HookEvent.Kind {
    /// In words.
    var summary: String {
        switch self {
        case .received: "A referral was received"
        case .question: "A question was raised about a referral"
        case .questionSettled: "A question about a referral was settled"
        case .decided: "A decision was made and may be read"
        case .supportStarted: "Support has started"
        case .corrected: "A referral was corrected"
        case .withdrawn: "A referral was withdrawn"
        case .test: "A trial"
        }
    }
}

extension OpenAPI {
    private static let exampleWebhook: JSON = [
        "webhook": "w-0001", "url": "https://hooks.example.org/firmground",
        "events": ["referral.question", "referral.decided"], "standing": "active", "created_at": "2026-12-01T09:30:00Z",
        "last_delivered_at": nil,
    ]

    private static let exampleSecret: JSON = [
        "secret": "whsec_RVhBTVBMRS1FWEFNUExFLUVYQU1QTEU=", "former_secret_until": "2026-12-02T09:30:00Z",
    ]

    static let webhookOperations: [Operation] = [
        Operation(
            .get, "/webhooks", "listWebhooks", tag: "webhooks", scope: .webhooksManage,
            "List the webhooks of your organisation",
            answers: [
                .init(200, "All of them.", content: Schema.json("WebhookList", example: ["items": [exampleWebhook]]))
            ]),
        Operation(
            .post, "/webhooks", "createWebhook", tag: "webhooks", scope: .webhooksManage, "Ask to be told",
            description:
                "Messages are signed by the Standard Webhooks convention. The secret is shown this once.",
            body: Schema.body(
                "WebhookCreation",
                example: ["url": "https://hooks.example.org/firmground", "events": ["referral.decided"]]),
            answers: [
                .init(
                    201, "The webhook and its secret.",
                    content: Schema.json(
                        "WebhookCreated",
                        example: [
                            "webhook": exampleWebhook, "secret": "whsec_RVhBTVBMRS1FWEFNUExFLUVYQU1QTEU=",
                        ]))
            ], problems: [.malformed, .conflict, .tooLarge, .wrongMediaType, .refused]),
        Operation(
            .delete, "/webhooks/{webhook}", "deleteWebhook", tag: "webhooks", scope: .webhooksManage,
            "Ask not to be told any more", answers: [.init(204, "It is gone.")], problems: [.notFound]),
        Operation(
            .post, "/webhooks/{webhook}/secret", "rotateWebhookSecret", tag: "webhooks", scope: .webhooksManage,
            "Change the secret",
            description: "For a day messages are signed with both, so that nothing is lost while you change over.",
            answers: [
                .init(
                    200, "The new secret, shown this once.",
                    content: Schema.json("WebhookSecret", example: exampleSecret))
            ], problems: [.notFound, .conflict]),
    ]

    static let descriptionOperations: [Operation] = [
        Operation(
            .get, "/schemas/{record}.json", "readSchema", tag: "description", scope: nil, "The answers of a record",
            description: "A JSON Schema (2020-12) of today’s questions, with the codes of its lists.",
            answers: [
                .init(
                    200, "The schema.",
                    content: ["application/schema+json": ["schema": Schema.reference("AnswerSchema")]])
            ], problems: [.notFound]),
        Operation(
            .get, "/openapi.json", "readDescription", tag: "description", scope: nil, "This description",
            answers: [
                .init(
                    200, "An OpenAPI 3.1 document.",
                    content: Schema.json("Description"))
            ]),
        Operation(
            .get, "/explanations/{language}", "readExplanation", tag: "description", scope: nil,
            "What to tell a person before a referral",
            description:
                "What a referral is, who sees it, how long it takes, and that an adult may say no: to be read to the person before they are asked.",
            parameters: [Schema.parameter("nation"), Schema.parameter("audience")],
            answers: [
                .init(
                    200, "The explanation.",
                    content: Schema.json(
                        "Explanation",
                        example: [
                            "language": "en", "direction": "ltr", "title": "Before you decide",
                            "parts": [
                                [
                                    "heading": "You may say no",
                                    "paragraphs": [
                                        "Nobody is referred who does not want it, unless they may be under 18."
                                    ],
                                ]
                            ],
                        ]))
            ], problems: [.notFound]),
    ]
}

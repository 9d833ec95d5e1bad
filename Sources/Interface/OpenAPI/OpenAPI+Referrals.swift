import StrictJSON

extension OpenAPI {
    private static let exampleReferral: JSON = [
        "reference": .string(exampleReference), "kind": "referral", "your_reference": "2026/0417",
        "standing": ["code": "referred", "label": "Referred, awaiting reasonable grounds"],
        "received_on": "2026-12-01", "authority": ["code": "sca", "label": "Single Competent Authority"],
        "owner": ["name": "Single Competent Authority"], "outcome": nil, "support_started_on": nil,
        "clocks": [
            [
                "clock": "reasonable_grounds_target", "label": "Reasonable grounds decision", "due": "2026-12-08",
                "standing": "running",
            ]
        ], "open_questions": 0,
    ]

    static let referralOperations: [Operation] = [
        Operation(
            .post, "/referrals", "submitReferral", tag: "referrals", scope: .referralsWrite, "Submit in one go",
            description:
                "For one person send `answers`. For several who were met together send `shared` and `people`: everybody is referred, or nobody. An adult who declines becomes a duty to notify report. Where a request was cut off after some were referred, and the others are refused when it is repeated, the problem `partly-referred` (409) names the draft in which to mend and submit the others: send nobody again.",
            parameters: [Schema.parameter("idempotencyKey")],
            body: Schema.body("ReferralSubmission", example: ["answers": exampleAnswers]),
            answers: [
                .init(
                    201, "One referral for each person. Location leads to the first.",
                    content: Schema.json("Submission", example: exampleSubmission),
                    headers: ["Location": Schema.header("Location")])
            ], problems: [.malformed, .conflict, .tooLarge, .wrongMediaType, .refused]),
        Operation(
            .get, "/referrals", "listReferrals", tag: "referrals", scope: .referralsRead,
            "List the referrals of your organisation",
            parameters: [Schema.parameter("cursor"), Schema.parameter("limit")],
            answers: [
                .init(
                    200, "A page of referrals.",
                    content: Schema.json("ReferralPage", example: ["items": [exampleReferral], "next": nil]))
            ], problems: [.malformed]),
        Operation(
            .get, "/referrals/{reference}", "readReferral", tag: "referrals", scope: .referralsRead,
            "How a referral stands",
            description:
                "An outcome is told once the person has been told. What was answered is not given back.",
            answers: [.init(200, "How it stands.", content: Schema.json("Referral", example: exampleReferral))],
            problems: [.notFound]),
        Operation(
            .post, "/referrals/{reference}/withdrawal", "withdrawReferral", tag: "referrals", scope: .referralsWrite,
            "Withdraw a referral",
            description: "At the person’s wish, or because it was made in error. Nothing is deleted.",
            body: Schema.body(
                "Withdrawal",
                example: ["reason": "made-twice", "details": "A colleague had referred them an hour before."]),
            answers: [.init(200, "How it stands now.", content: Schema.json("Referral", example: exampleReferral))],
            problems: [.malformed, .notFound, .conflict, .tooLarge, .wrongMediaType, .refused]),
        Operation(
            .post, "/referrals/{reference}/corrections", "correctReferral", tag: "referrals", scope: .referralsWrite,
            "Correct answers",
            description: "The new answers stand beside the old ones, with the reason.",
            body: Schema.body(
                "Correction", example: ["answers": ["current_town": "Leeds"], "reason": "The person was moved."]),
            answers: [.init(200, "How it stands now.", content: Schema.json("Referral", example: exampleReferral))],
            problems: [.malformed, .notFound, .conflict, .tooLarge, .wrongMediaType, .refused]),
    ]

    private static let exampleQuestion: JSON = [
        "question": "age_contradiction", "label": "The age answer and the date of birth do not agree",
        "ask": "Which is right: the age, or the date of birth?", "raised_on": "2026-12-01", "answered_on": nil,
        "settled_on": nil,
    ]

    static let questionOperations: [Operation] = [
        Operation(
            .get, "/referrals/{reference}/questions", "listQuestions", tag: "questions", scope: .referralsRead,
            "What is asked about a referral",
            answers: [
                .init(
                    200, "All questions, open ones first.",
                    content: Schema.json("QuestionList", example: ["items": [exampleQuestion]]))
            ], problems: [.notFound]),
        Operation(
            .post, "/referrals/{reference}/questions/{question}/answer", "answerQuestion", tag: "questions",
            scope: .referralsWrite, "Answer a question",
            description: "Whoever asked decides whether the answer settles it.",
            body: Schema.body(
                "QuestionAnswer", example: ["answer": "The date of birth is right; it was read from a passport."]),
            answers: [.init(200, "The question.", content: Schema.json("Question", example: exampleQuestion))],
            problems: [.malformed, .notFound, .conflict, .tooLarge, .wrongMediaType, .refused]),
    ]

    static let importOperations: [Operation] = [
        Operation(
            .post, "/imports", "importReferrals", tag: "imports", scope: .importsWrite, "Hand over many referrals",
            description:
                "One JSON document a line, in a format of the national form. Each line is judged by itself: those that are refused do not hold up the others. A line that came before is not taken twice. One request takes 64 MiB and 50,000 lines: where there are more, the last line of the answer is refused with the code `too_large` or `too_many_lines`, and its number is that of the first line that was not read.",
            parameters: [Schema.parameter("format")],
            body: [
                "required": true,
                "content": [
                    "application/x-ndjson": [
                        "schema": [
                            "type": "string", "contentMediaType": "application/x-ndjson",
                            "description": "Lines of JSON, each ended by a line feed.",
                        ]
                    ]
                ],
            ],
            answers: [
                .init(
                    200, "One line for each line that came, in the same order.",
                    content: [
                        "application/x-ndjson": [
                            "schema": [
                                "type": "string", "contentMediaType": "application/x-ndjson",
                                "contentSchema": Schema.reference("ImportLine"),
                            ],
                            "example": .string(
                                "{\"line\":1,\"result\":\"accepted\",\"reference\":\"\(exampleReference)\",\"kind\":\"referral\",\"errors\":[]}\n"
                            ),
                        ]
                    ])
            ], problems: [.malformed, .tooLarge, .wrongMediaType])
    ]
}

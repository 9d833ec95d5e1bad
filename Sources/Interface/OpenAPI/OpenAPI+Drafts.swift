import StrictJSON

extension OpenAPI {
    /// Answers that fit the form and identify nobody.
    static let exampleAnswers: JSON = [
        "referrer_reference": "2026/0417", "nation": "E", "under_18": "no", "consents_to_referral": "yes",
        "wants_support": true, "exploitation_forced_work": true,
    ]

    static let exampleDraft: JSON = [
        "draft": "d-0001", "reference": "Car wash, two people", "case": nil, "created_at": "2026-12-01T02:50:00Z",
        "changed_at": "2026-12-01T03:10:00Z", "answers": ["nation": "E", "exploitation_forced_work": true],
        "people": [["answers": ["under_18": "no"]], ["answers": ["under_18": "not-sure"]]], "attachments": [],
        "referrals": [],
    ]

    static let draftOperations: [Operation] = [
        Operation(
            .post, "/drafts", "createDraft", tag: "drafts", scope: .referralsWrite, "Begin a draft",
            description:
                "Answers that everybody shares stand in `answers`, those of each person in `people`. For one person leave `people` out. Answers that are missing may follow; one that no question takes is refused at once.",
            body: Schema.body(
                "DraftCreation", example: ["answers": exampleAnswers, "reference": "Car wash, one person"]),
            answers: [
                .init(
                    201, "The draft.", content: Schema.json("Draft", example: exampleDraft),
                    headers: ["Location": Schema.header("Location")])
            ], problems: [.malformed, .notFound, .tooLarge, .wrongMediaType, .refused]),
        Operation(
            .get, "/drafts", "listDrafts", tag: "drafts", scope: .referralsRead, "List the drafts of your organisation",
            parameters: [Schema.parameter("cursor"), Schema.parameter("limit")],
            answers: [
                .init(
                    200, "A page of drafts, without their answers.",
                    content: Schema.json(
                        "DraftPage",
                        example: [
                            "items": [
                                [
                                    "draft": "d-0001", "reference": "Car wash, two people", "case": nil,
                                    "created_at": "2026-12-01T02:50:00Z", "changed_at": "2026-12-01T03:10:00Z",
                                    "people": 2,
                                ]
                            ], "next": nil,
                        ]))
            ], problems: [.malformed]),
        Operation(
            .get, "/drafts/{draft}", "readDraft", tag: "drafts", scope: .referralsRead, "Read a draft",
            description:
                "Of those who were referred it gives their references and how they stand, and not what was answered for them alone. Once everybody is referred, no answers are given at all.",
            answers: [.init(200, "The draft.", content: Schema.json("Draft", example: exampleDraft))],
            problems: [.notFound]),
        Operation(
            .patch, "/drafts/{draft}", "changeDraft", tag: "drafts", scope: .referralsWrite, "Change a draft",
            description:
                "A merge patch (RFC 7396): an answer replaces the one before, `null` takes it back, and what is left out stays. `people` is replaced as a whole. Where there was one person and there are several now, the first keeps what was said of them, and what is asked once for all is shared.",
            body: Schema.body(
                "DraftChange", example: ["answers": ["wants_support": false, "referrer_reference": nil]],
                type: "application/merge-patch+json"),
            answers: [.init(200, "The draft.", content: Schema.json("Draft", example: exampleDraft))],
            problems: [.malformed, .notFound, .conflict, .tooLarge, .wrongMediaType, .refused]),
        Operation(
            .delete, "/drafts/{draft}", "deleteDraft", tag: "drafts", scope: .referralsWrite,
            "Delete a draft and its attachments",
            answers: [.init(204, "It is gone.")], problems: [.notFound, .conflict]),
        Operation(
            .post, "/drafts/{draft}/submission", "submitDraft", tag: "drafts", scope: .referralsWrite, "Submit a draft",
            description:
                "Everybody in the draft is referred, or nobody: where one person’s answers are refused, the errors point into `/people/…` and nothing is kept. An adult who declines becomes a duty to notify report. Where some were referred before, on the pages or when a request was cut off, the others are refused as `partly-referred` (409): mend them here and submit again.",
            answers: [
                .init(
                    201, "One referral for each person.", content: Schema.json("Submission", example: exampleSubmission)
                )
            ], problems: [.notFound, .conflict, .refused]),
    ]

    static let exampleSubmission: JSON = [
        "referrals": [
            [
                "person": 0, "reference": .string(exampleReference), "kind": "referral",
                "standing": ["code": "referred", "label": "Referred, awaiting reasonable grounds"],
            ]
        ]
    ]

    static let attachmentOperations: [Operation] = [
        Operation(
            .post, "/drafts/{draft}/attachments", "addAttachment", tag: "attachments", scope: .attachmentsWrite,
            "Add a file",
            description:
                "Send the file as it is, with its name in Content-Disposition, or as the part `file` of a form. Name its id in an answer that takes files.",
            parameters: [
                [
                    "name": "Content-Disposition", "in": "header", "required": false,
                    "description": .string(
                        "The name of the file, as `attachment; filename=\"…\"` or `filename*=UTF-8''…` (RFC 6266). Needed for application/octet-stream."
                    ), "schema": ["type": "string", "maxLength": 1024],
                ]
            ],
            body: [
                "required": true,
                "content": [
                    "application/octet-stream": ["schema": ["type": "string", "format": "binary"]],
                    "multipart/form-data": ["schema": Schema.reference("AttachmentForm")],
                ],
            ],
            answers: [
                .init(
                    201, "The attachment.", content: Schema.json("Attachment", example: exampleAttachment),
                    headers: ["Location": Schema.header("Location")])
            ], problems: [.malformed, .notFound, .conflict, .tooLarge, .wrongMediaType, .refused]),
        Operation(
            .get, "/drafts/{draft}/attachments", "listAttachments", tag: "attachments", scope: .referralsRead,
            "List the files of a draft",
            answers: [
                .init(
                    200, "All of them.", content: Schema.json("AttachmentList", example: ["items": [exampleAttachment]])
                )
            ], problems: [.notFound]),
        Operation(
            .delete, "/drafts/{draft}/attachments/{attachment}", "deleteAttachment", tag: "attachments",
            scope: .attachmentsWrite, "Take a file away", answers: [.init(204, "It is gone.")],
            problems: [.notFound, .conflict]),
    ]

    private static let exampleAttachment: JSON = [
        "attachment": "a-0001", "name": "statement.pdf", "media_type": "application/pdf", "size": 48_213,
        "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "added_at": "2026-12-01T03:05:00Z",
    ]
}

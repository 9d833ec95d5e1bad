import StrictJSON

extension OpenAPI {
    private typealias S = Schema

    /// Bodies of answers.
    static func answered(records: [String]) -> [(String, JSON)] {
        draftSchemas + referralSchemas(records) + otherSchemas(records)
    }

    private static let draftSchemas: [(String, JSON)] = [
        (
            "Draft",
            S.answered(
                "A draft.",
                [
                    "draft": S.text("Its id.", example: "d-0001"),
                    "reference": S.text("Your own words for it.", orNull: true),
                    "case": S.text("The case that it goes on with.", orNull: true),
                    "created_at": S.moment("When it was begun."),
                    "changed_at": S.moment("When it was last changed."),
                    "answers": S.reference("Answers"),
                    "people": S.list("Empty for one person.", of: S.reference("Person")),
                    "attachments": S.list("Its files.", of: S.reference("Attachment")),
                    "referrals": S.list(
                        "Those who were referred; what was answered for them is not given back.",
                        of: S.reference("SubmittedReferral")),
                ])
        ),
        (
            "DraftSummary",
            S.answered(
                "A draft in a list.",
                [
                    "draft": S.text("Its id."), "reference": S.text("Your own words for it.", orNull: true),
                    "case": S.text("The case that it goes on with.", orNull: true),
                    "created_at": S.moment("When it was begun."), "changed_at": S.moment("When it was last changed."),
                    "people": S.number("How many people it is about.", min: 1),
                ])
        ),
        ("DraftPage", S.page(of: "DraftSummary", "those first that are deleted first")),
        (
            "Attachment",
            S.answered(
                "A file.",
                [
                    "attachment": S.text("Its id, to be named in an answer that takes files.", example: "a-0001"),
                    "name": S.text("As it was sent."), "media_type": S.text("Found by looking at its content."),
                    "size": S.number("Bytes.", min: 0), "sha256": S.text("Of its content, in hexadecimal."),
                    "added_at": S.moment("When it came."),
                ])
        ),
        ("AttachmentList", S.answered("Files.", ["items": S.list("All of them.", of: S.reference("Attachment"))])),
    ]

    private static func referralSchemas(_ records: [String]) -> [(String, JSON)] {
        let kind = S.choice("Which record began the case.", records)
        return [
            (
                "Coded",
                S.answered(
                    "A code and what it means.", ["code": S.text("For programs."), "label": S.text("For people.")])
            ),
            (
                "SubmittedReferral",
                S.answered(
                    "What became of one person.",
                    [
                        "person": S.number("Their place in `people`, the first is 0.", min: 0),
                        "reference": S.text("The case’s reference.", example: exampleReference), "kind": kind,
                        "standing": S.reference("Coded"),
                    ])
            ),
            (
                "Submission",
                S.answered(
                    "Everybody who was referred.",
                    ["referrals": S.list("In the order of `people`.", of: S.reference("SubmittedReferral"))])
            ),
            (
                "Clock",
                S.answered(
                    "A due date.",
                    [
                        "clock": S.text("Its id."), "label": S.text("What is due."),
                        "due": S.date("The last day; null where the law gives none.", orNull: true),
                        "standing": S.choice("How it stands today.", ["running", "paused", "met", "breached"]),
                    ])
            ),
            (
                "Outcome",
                S.answered(
                    "A decision that the person has been told.",
                    [
                        "decision": S.text("Which decision.", example: "reasonable_grounds"),
                        "result": S.reference("Coded"), "made_on": S.date("When it was made."),
                    ])
            ),
            (
                "Owner",
                S.answered("Who has it now.", ["name": S.text("The organisation.")])
            ),
            (
                "Referral",
                S.answered(
                    "How a referral stands. What was answered is not repeated.",
                    [
                        "reference": S.text("The case’s reference.", example: exampleReference), "kind": kind,
                        "your_reference": S.text("What you called it.", orNull: true),
                        "standing": S.reference("Coded"), "received_on": S.date("When it was received."),
                        "authority": S.optional("Coded", "Which authority decides; null while nobody knows."),
                        "owner": S.optional("Owner", "Which organisation has it now."),
                        "outcome": S.optional("Outcome", "The latest decision that may be told."),
                        "support_started_on": S.date("When support began; null before.", orNull: true),
                        "clocks": S.list("What is due.", of: S.reference("Clock")),
                        "open_questions": S.number("How many questions wait for you.", min: 0),
                    ])
            ),
            ("ReferralPage", S.page(of: "Referral", "newest first")),
            (
                "Question",
                S.answered(
                    "A question about a referral.",
                    [
                        "question": S.text("Its id."), "label": S.text("What is in doubt."),
                        "ask": S.text("What you are asked."), "raised_on": S.date("When it was raised."),
                        "answered_on": S.date("When you last answered.", orNull: true),
                        "settled_on": S.date("When it was settled; null while it is open.", orNull: true),
                    ])
            ),
            ("QuestionList", S.answered("Questions.", ["items": S.list("All of them.", of: S.reference("Question"))])),
        ]
    }

    private static func otherSchemas(_ records: [String]) -> [(String, JSON)] {
        [
            (
                "ImportLine",
                S.answered(
                    "What became of one line.",
                    [
                        "line": S.number("Its number, the first is 1.", min: 1),
                        "result": S.choice("What became of it.", ["accepted", "repeated", "refused"]),
                        "reference": S.text("The case’s reference, unless refused."),
                        "kind": S.choice("Which record began the case.", records),
                        "errors": S.list("Why it was refused.", of: S.reference("ProblemError")),
                    ], optional: ["reference", "kind"])
            ),
            (
                "Webhook",
                S.answered(
                    "Whom to tell, and of what.",
                    [
                        "webhook": S.text("Its id."), "url": S.text("Where messages go.", format: "uri"),
                        "events": S.list("What is told.", of: S.reference("EventKind")),
                        "standing": S.choice(
                            "Whether messages arrive: `failing` while they are tried again, `off` after a 410.",
                            ["active", "failing", "off"]),
                        "created_at": S.moment("When it was made."),
                        "last_delivered_at": S.moment("When a message last arrived.", orNull: true),
                    ])
            ),
            ("WebhookList", S.answered("Webhooks.", ["items": S.list("All of them.", of: S.reference("Webhook"))])),
            (
                "WebhookCreated",
                S.answered(
                    "A webhook and its secret.",
                    ["webhook": S.reference("Webhook"), "secret": S.text("Shown this once.")])
            ),
            (
                "WebhookSecret",
                S.answered(
                    "A new secret.",
                    [
                        "secret": S.text("Shown this once."),
                        "former_secret_until": S.moment("Until when messages are signed with the former one too."),
                    ])
            ),
            (
                "HookEvent",
                S.answered(
                    "That something has happened. What, is read with a key.",
                    [
                        "type": S.reference("EventKind"), "timestamp": S.moment("When it happened."),
                        "data": S.answered(
                            "Which referral.", ["reference": S.text("The case’s reference; not in a trial.")],
                            optional: ["reference"]),
                    ])
            ),
            (
                "Explanation",
                S.answered(
                    "What to tell a person.",
                    [
                        "language": S.text("As BCP 47 writes it.", example: "en"),
                        "direction": S.choice("Which way it is written.", ["ltr", "rtl"]),
                        "title": S.text("What it is called."),
                        "parts": S.list("In this order.", of: S.reference("ExplanationPart")),
                    ])
            ),
            (
                "ExplanationPart",
                S.answered(
                    "A part.",
                    [
                        "heading": S.text("What it is about."),
                        "paragraphs": S.list("In this order.", of: ["type": "string"]),
                    ])
            ),
            ("AnswerSchema", ["type": "object", "description": "A JSON Schema (2020-12)."]),
            ("Description", ["type": "object", "description": "An OpenAPI 3.1 document."]),
        ]
    }
}

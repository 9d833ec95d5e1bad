import StrictJSON

extension OpenAPI {
    /// What is sent and answered, by name.
    ///
    /// - Parameter withdrawalReasons: codes; without any, a reason is a text.
    static func schemas(records: [String], withdrawalReasons: [String]) -> JSON {
        let withdrawal = ("Withdrawal", withdrawal(reasons: withdrawalReasons))
        return .object(
            (sent + [withdrawal] + answered(records: records) + problems).map { .init(key: $0.0, value: $0.1) })
    }

    private static func withdrawal(reasons: [String]) -> JSON {
        S.sent(
            "Why.",
            [
                "reason": reasons.isEmpty ? S.text("Why.", max: 200) : S.choice("Why.", reasons),
                "details": S.text("What happened, in one or two sentences.", max: 5000),
            ], required: ["reason", "details"])
    }

    private typealias S = Schema

    private static let ownReference = S.text(
        "Your own words for it, to find it again. Do not put the person’s name in it.", example: "Car wash, two people",
        max: 200, orNull: true)

    /// Bodies of requests.
    private static let sent: [(String, JSON)] = [
        (
            "Answers",
            [
                "type": "object",
                "description": .string(
                    "Answers by field id, as the schema of the record describes them: texts and codes as strings, yes or no as booleans, numbers as integers, several codes and files as lists. In a change of a draft, null takes an answer back."
                ),
                "additionalProperties": [
                    "oneOf": [
                        ["type": "string"], ["type": "boolean"], ["type": "integer"],
                        ["type": "array", "items": ["type": "string"]], ["type": "null"],
                    ]
                ],
            ]
        ),
        (
            "Person",
            S.sent("What is said of one person alone.", ["answers": S.reference("Answers")], required: ["answers"])
        ),
        (
            "DraftCreation",
            S.sent(
                "A draft to begin.",
                [
                    "answers": S.reference("Answers"),
                    "people": S.list("The people who were met together.", of: S.reference("Person"), max: 50),
                    "reference": ownReference,
                    "case": S.text(
                        "The reference of a duty to notify report whose person now agrees to be referred. Such a draft is about one person.",
                        example: exampleReference, max: 200, orNull: true),
                ])
        ),
        (
            "DraftChange",
            S.sent(
                "What is to change.",
                [
                    "answers": S.reference("Answers"),
                    "people": S.list(
                        "Replaces everybody but those who were referred: what stands in their places is passed over.",
                        of: S.reference("Person"), max: 50),
                    "reference": ownReference,
                ])
        ),
        (
            "SingleSubmission",
            S.sent("One person.", ["answers": S.reference("Answers")], required: ["answers"])
        ),
        (
            "JointSubmission",
            S.sent(
                "Several people who were met together.",
                [
                    "shared": S.reference("Answers"),
                    "people": S.list(
                        "What is said of each; it goes before what is shared.", of: S.reference("Person"), min: 1,
                        max: 50),
                ], required: ["shared", "people"])
        ),
        (
            "ReferralSubmission",
            [
                "description": "One person or several.",
                "oneOf": [S.reference("SingleSubmission"), S.reference("JointSubmission")],
            ]
        ),
        (
            "Correction",
            S.sent(
                "What is right.",
                [
                    "answers": S.reference("Answers"),
                    "reason": S.text("What was wrong, and how the right answer is known.", max: 5000),
                ], required: ["answers", "reason"])
        ),
        (
            "QuestionAnswer",
            S.sent("An answer.", ["answer": S.text("In plain words.", max: 15_000)], required: ["answer"])
        ),
        (
            "AttachmentForm",
            S.sent(
                "A file as a part of a form.",
                ["file": ["type": "string", "format": "binary", "description": "The file, with its name."]],
                required: ["file"])
        ),
        (
            "WebhookCreation",
            S.sent(
                "Whom to tell, and of what.",
                [
                    "url": S.text(
                        "On the public internet, https, port 443 or above 1024.",
                        example: "https://hooks.example.org/firmground", max: 2000, format: "uri"),
                    "events": S.list(
                        "Left out: all of them.", of: S.reference("EventKind"), min: 1),
                ], required: ["url"])
        ),
        (
            "EventKind",
            S.choice("What happened.", HookEvent.Kind.allCases.map(\.rawValue))
        ),
    ]

    private static let problems: [(String, JSON)] = [
        (
            "ProblemError",
            S.answered(
                "One thing that is wrong.",
                [
                    "field": S.text("The field id, where it is about an answer.", example: "gender"),
                    "pointer": S.text("Where in the body that was sent (RFC 6901).", example: "/answers/gender"),
                    "code": S.text("For programs; never renamed.", example: "missing"),
                    "sentence": S.text("For people: what to do.", example: "Answer “Gender”."),
                    "basis": S.text("The rule of law that it rests on.", example: "consent.adult.nrm"),
                ], optional: ["field", "pointer", "basis"])
        ),
        (
            "Problem",
            S.answered(
                "Why a request was not done (RFC 9457).",
                [
                    "type": S.text(
                        "For programs; never renamed.", example: ProblemKind.notFound.type, format: "uri"),
                    "title": S.text("What it is called."),
                    "status": S.number("The HTTP status.", min: 400),
                    "detail": S.text("What to do about it."),
                    "instance": S.text(
                        "The id of the request, to be quoted when asking for help.", format: "uri"),
                    "draft": S.text(
                        "Where some people were referred: the draft in which to mend the others.", example: "d-0001"),
                    "errors": S.list("Everything that is wrong, at once.", of: S.reference("ProblemError")),
                ], optional: ["instance", "draft"])
        ),
    ]
}

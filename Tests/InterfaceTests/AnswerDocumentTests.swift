import Casework
import Interface
import Rulebook
import StrictJSON
import Testing

@Suite("Answers as JSON")
struct AnswerDocumentTests {
    private func read(_ json: JSON, at pointer: String = "") throws(AnswerFaults) -> AnswerDocument {
        try AnswerDocument(reading: json, asking: Rulebooks.questions, at: pointer)
    }

    private func faults(_ json: JSON, at pointer: String = "") -> [AnswerFault] {
        do {
            _ = try read(json, at: pointer)
            return []
        } catch {
            return error.faults
        }
    }

    @Test("Every kind of answer is read")
    func kinds() throws {
        let document = try read([
            "under_18": "no", "wants_support": true, "taken_somewhere": false, "email_is_safe": true,
            "number_of_children": 2, "contact_channels": ["email", "post"], "evidence_files": ["a-1"],
            "date_of_birth": "1998-03-27", "given_name": nil, "still_in_situation": "yes",
        ])
        #expect(
            document.answers == [
                "under_18": .text("no"), "wants_support": .text("yes"), "taken_somewhere": .text("no"),
                "email_is_safe": .text("yes"), "number_of_children": .text("2"),
                "contact_channels": .list(["email", "post"]), "evidence_files": .list(["a-1"]),
                "date_of_birth": .text("1998-03-27"), "still_in_situation": .text("yes"),
            ])
        #expect(document.cleared == ["given_name"])
    }

    @Test(
        "What is not of the right shape is named with its place and a code",
        arguments: [
            (
                ["given_name": 7], "/answers/given_name", "not_text",
                "a number for a name"
            ),
            (["given_name": true], "/answers/given_name", "not_text", "a flag for a name"),
            (["given_name": ["A"]], "/answers/given_name", "several_answers", "a list for a name"),
            (["given_name": [:]], "/answers/given_name", "not_text", "an object for a name"),
            (["wants_support": 1], "/answers/wants_support", "not_yes_or_no", "a number for a flag"),
            (["number_of_children": true], "/answers/number_of_children", "not_a_number", "a flag for a number"),
            (["contact_channels": "email"], "/answers/contact_channels", "not_a_list", "a text for a list"),
            (["contact_channels": ["email", 1]], "/answers/contact_channels/1", "not_text", "a number in a list"),
            (["evidence_files": [["id": "a"]]], "/answers/evidence_files/0", "not_text", "an object for a file"),
            (["a/b~c": "x"], "/answers/a~1b~0c", "unknown_field", "a key that must be escaped"),
            (["treated_as": "child"], "/answers/treated_as", "unknown_field", "what only the system fills"),
            ([], "/answers", "not_an_object", "a list for the whole"),
            (nil, "/answers", "not_an_object", "nothing"),
        ] as [(JSON, String, String, String)])
    func wrong(json: JSON, pointer: String, code: String, reason: String) {
        let found = faults(json, at: "/answers")
        #expect(found.map(\.pointer) == [pointer], "\(reason)")
        #expect(found.map(\.code) == [code], "\(reason)")
    }

    @Test("Every fault is named at once, in the order of the document, but no more than a hundred")
    func several() {
        #expect(
            faults(["zz": 1, "given_name": 1, "wants_support": 1]).map(\.pointer) == [
                "/zz", "/given_name", "/wants_support",
            ])
        let many = JSON.object((0..<500).map { .init(key: "x\($0)", value: 1) })
        #expect(faults(many).count == 100)
    }

    @Test("A fault never repeats the answer")
    func secret() {
        let secret = JSON.string("Hidden")
        let json: JSON = [
            "given_name": ["first": secret], "contact_channels": secret, "wants_support": [secret], "zz": secret,
        ]
        let found = faults(json)
        #expect(found.count == 4)
        #expect(!found.contains { "\($0)".contains("Hidden") })
    }

    @Test("What was taken is written and read again as the same answers")
    func roundTrip() throws {
        let answers: Answers = [
            "wants_support": .yes(true), "taken_somewhere": .yes(false), "email_is_safe": .yes(true),
            "number_of_children": .number(3), "contact_channels": .codes(["email"]),
            "evidence_files": .codes(["a-1", "a-2"]), "date_of_birth": .date(CivilDate("1998-03-27")!),
            "under_18": .code("no"), "nationality": .text("not on the list"), "given_name": .text("“Ä” \n 1"),
        ]
        let json = AnswerDocument.json(of: answers, asking: Rulebooks.questions)
        #expect(json["wants_support"] == true)
        #expect(json["taken_somewhere"] == false)
        #expect(json["number_of_children"] == 3)
        #expect(json["contact_channels"] == ["email"])
        #expect(json["date_of_birth"] == "1998-03-27")
        let document = try read(json)
        #expect(document.answers.count == answers.count)
        #expect(AnswerDocument.json(of: document.answers, asking: Rulebooks.questions) == json)
        let order = json.members?.compactMap { Rulebooks.questions.place(of: $0.key) } ?? []
        #expect(order == order.sorted(), "in the order of the questions")
    }

    @Test(
        "A draft’s answers are written as they came, sound or not",
        arguments: [
            ("number_of_children", .text("many"), "many"),
            ("number_of_children", .text("007"), "007"), ("number_of_children", .text("7"), 7),
            ("wants_support", .text("perhaps"), "perhaps"), ("wants_support", .text("no"), false),
            ("contact_channels", .text("email"), ["email"]), ("given_name", .list(["A"]), "A"),
        ] as [(String, RawAnswer, JSON)])
    func raw(field: String, answer: RawAnswer, json: JSON) {
        #expect(AnswerDocument.json(of: [field: answer], asking: Rulebooks.questions)[field] == json)
    }

    @Test("The kernel takes what the document carries")
    func kernel() throws {
        var answers: [String: RawAnswer] = [:]
        for (key, value) in Rulebooks.kingdom.dossier("case")!.examples["child"]! { answers[key] = .text(value) }
        let json = AnswerDocument.json(of: answers, asking: Rulebooks.questions)
        #expect(json["still_in_situation"] == false)
        #expect(try read(json).answers == answers)
    }
}

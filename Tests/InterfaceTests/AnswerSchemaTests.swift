import Interface
import Rulebook
import StrictJSON
import Testing

@Suite("The schema of a record’s answers")
struct AnswerSchemaTests {
    private static func field(_ id: String, _ words: String) -> String {
        "  \(id): { label: { en: Label }, class: open, \(words) }\n"
    }

    private func property(_ words: String) throws -> JSON? {
        try Rulebooks.schema(fields: Self.field("it", words)).complete[["properties", "it"]]
    }

    @Test(
        "Each kind of question has its JSON type",
        arguments: [
            ("type: text, max: 20", "$ref", "#/$defs/text", "a text"),
            ("type: text, max: 20", "maxLength", 20, "as long as the rulebook says"),
            ("type: text, no_links: true", "$ref", "#/$defs/text_without_links", "a text without links"),
            ("type: email", "format", "idn-email", "an e-mail address"),
            ("type: email, max: 9000", "maxLength", 320, "no address is longer"),
            ("type: date, past: true", "format", "date", "a date"),
            ("type: date, past: true", "x-past", true, "a date that is past"),
            ("type: date, earliest: 1900-01-01", "x-earliest", "1900-01-01", "a date that is not too long ago"),
            ("type: yes_no", "type", "boolean", "yes or no"),
            ("type: tick", "type", "boolean", "a box"),
            ("type: number", "type", "integer", "a number"),
            ("type: files", "uniqueItems", true, "files"),
            ("type: text", "x-class", "open", "the sealing class"),
            ("type: text, form: their-key", "x-form", "their-key", "the key of the national form"),
            ("type: text, hint: { en: Like this }", "description", "Like this.", "the hint is the description"),
        ] as [(String, String, JSON, String)])
    func types(words: String, key: String, value: JSON, reason: String) throws {
        #expect(try property(words)?[key] == value, "\(reason)")
    }

    @Test("A question that never applies, or is not asked, is left out")
    func leftOut() throws {
        let schema = try Rulebooks.schema(
            fields: Self.field("never", "type: text, applies_when: { any: [] }")
                + Self.field("system", "type: text, asked: false")
                + Self.field("after", "type: text, applies_when: { field: system, answered: true }")
                + Self.field("box", "type: tick")
                + Self.field("unticked", "type: text, applies_when: { field: box, is: no }")
                + Self.field("asked", "type: text"))
        // A box that is not ticked has no answer, so that it never says “no”.
        #expect(schema.complete["properties"]?.members?.map(\.key) == ["box", "asked"])
        #expect(schema.complete["additionalProperties"] == false)
    }

    @Test("What is always demanded is required, and what a test demands is demanded by that test")
    func demands() throws {
        let schema = try Rulebooks.schema(
            fields: Self.field("first", "type: yes_no, required: true")
                + Self.field("second", "type: text, required: true, applies_when: { field: first, is: yes }")
                + Self.field("third", "type: tick, required: true, applies_when: { field: first, is: yes }")
                + Self.field("fourth", "type: text, required_when: { not: { field: third, answered: true } }"))
        #expect(schema.complete["required"] == ["first"])
        #expect(
            schema.complete["allOf"] == [
                [
                    "if": ["properties": ["first": ["const": true]], "required": ["first"]],
                    "then": [
                        "required": ["second", "third"], "allOf": [["properties": ["third": ["const": true]]]],
                    ],
                ],
                [
                    "if": ["not": ["properties": ["third": ["const": true]], "required": ["third"]]],
                    "then": ["required": ["fourth"]],
                ],
            ])
        #expect(schema.leftToServer.isEmpty)
    }

    @Test(
        "Every test on answers has its schema",
        arguments: [
            ("{ field: flag, is: no }", "properties", "a flag that is false"),
            ("{ field: many, is: [a, b] }", "properties", "one of several codes"),
            ("{ any: [ { field: flag, is: yes }, { field: count, is: 2 } ] }", "anyOf", "one of two tests"),
            ("[ { field: flag, is: yes }, { field: count, is: 2 } ]", "allOf", "both tests"),
            ("{ field: text, answered: false }", "not", "no answer"),
        ])
    func tests(condition: String, key: String, reason: String) throws {
        let schema = try Rulebooks.schema(
            fields: Self.field("flag", "type: yes_no") + Self.field("many", "type: codes, list: letter")
                + Self.field("count", "type: number") + Self.field("text", "type: text")
                + Self.field("it", "type: text, required: true, applies_when: \(condition)"))
        let test = try #require(schema.complete["allOf"]?.items?.first?["if"])
        #expect(test[key] != nil, "\(reason)")
        #expect(schema.complete["required"] == nil, "demanded only where the test holds")
    }

    @Test("A test that looks beyond the answers is left to the server")
    func unknown() throws {
        let schema = try Rulebooks.schema(
            fields: Self.field("first", "type: text")
                + Self.field("it", "type: text, required: true, applies_when: { law: declined_as_adult }")
                + Self.field(
                    "sure",
                    "type: text, required: true, applies_when: { any: [ { law: declined_as_adult }, { all: [] } ] }"))
        #expect(schema.leftToServer == ["it"])
        #expect(schema.complete[["properties", "it"]] != nil)
        #expect(schema.complete["required"] == ["sure"], "whatever the law says, the other part always holds")
        #expect(schema.complete["allOf"] == nil)
    }

    @Test("One of several must be given, and a box that is not ticked is not given")
    func needsOneOf() throws {
        let schema = try Rulebooks.schema(
            fields: Self.field("box", "type: tick") + Self.field("text", "type: text"),
            record: """
                needs_one_of:
                  - { fields: [box, text], label: { en: Kinds }, refuses: { en: Choose one. } }
                """)
        #expect(
            schema.complete["allOf"] == [
                [
                    "title": "Kinds", "description": "Choose one.",
                    "anyOf": [
                        ["properties": ["box": ["const": true]], "required": ["box"]], ["required": ["text"]],
                    ],
                ]
            ])
    }

    @Test("A draft demands nothing")
    func draft() {
        let schema = AnswerSchema(beginning: "referral", in: Rulebooks.kingdom)
        #expect(schema?.draft["properties"] == schema?.complete["properties"])
        #expect(schema?.draft["required"] == nil)
        #expect(schema?.draft["allOf"] == nil)
        #expect(schema?.draft["$id"] != schema?.complete["$id"])
    }

    @Test("Short lists have titles, long ones are plain, and other answers are taken where they are kept")
    func lists() throws {
        let day = try #require(CivilDate("2026-12-01"))
        let schema = try #require(AnswerSchema(beginning: "referral", in: Rulebooks.kingdom, on: day)).complete
        #expect(schema[["properties", "nation", "$ref"]] == "#/$defs/list.nation")
        #expect(
            schema[["$defs", "list.nation", "oneOf"]]?.items?.first == ["const": "E", "title": "England"])
        #expect((schema[["$defs", "list.town", "enum"]]?.items?.count ?? 0) > 60)
        #expect(schema[["$defs", "list.town", "oneOf"]] == nil)
        #expect(schema[["properties", "current_town", "anyOf"]]?.items?.count == 2)
        #expect(schema[["properties", "nation", "anyOf"]] == nil)
        #expect(
            schema[["$defs", "list.local_authority", "x-not-in-use"]]?.items?.isEmpty == false,
            "councils that have ended are marked")
    }

    @Test(
        "The referral and the report can be begun, and every question asked of them is in the schema",
        arguments: [
            "referral", "duty_to_notify",
        ])
    func beginnings(record: String) throws {
        let schema = try #require(AnswerSchema(beginning: record, in: Rulebooks.kingdom))
        #expect(schema.leftToServer.isEmpty, "no test of theirs looks beyond the answers")
        let definition = try #require(Rulebooks.kingdom.dossier("case")?.record(record))
        let action = try #require(definition.action("submit"))
        let never = definition.fields.filter { $0.appliesWhen == .any([]) }.map(\.id)
        let asked = definition.questions(of: action).all.map(\.field.id).filter { !never.contains($0) }
        #expect(schema.complete["properties"]?.members?.map(\.key) == asked)
        #expect(AnswerSchema(beginning: "reasonable_grounds", in: Rulebooks.kingdom) == nil)
    }
}

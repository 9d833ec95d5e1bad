import Casework
import Interface
import Law
import Rulebook
import StrictJSON
import Testing

/// The schema is a second telling of what the kernel demands. Here both look at the same answers.
@Suite("The schema and the kernel")
struct SchemaAgainstKernelTests {
    @Test("Both miss the same answers, whatever is answered", arguments: ["referral", "duty_to_notify"])
    func demands(record: String) throws {
        let schema = try #require(AnswerSchema(beginning: record, in: Rulebooks.kingdom)).complete
        let definition = try #require(Rulebooks.kingdom.dossier("case")?.record(record))
        let questions = definition.questions(of: try #require(definition.action("submit")))
        var chance = Chance(state: 20_261_201)
        var (complete, missing) = (0, Set<String>())
        for round in 0..<400 {
            var document = Samples.document(schema, questions, using: &chance)
            // Every other document is mended until the schema misses nothing.
            if round.isMultiple(of: 2) {
                for _ in 0..<50 {
                    let wanted = SchemaReader.missing(in: document, by: schema)
                    if wanted.isEmpty { break }
                    for field in wanted {
                        document[field] = Samples.answer(to: field, schema, questions, ticked: true, using: &chance)
                    }
                }
            }
            let byKernel = try Self.missedByKernel(document, record: record, questions)
            let bySchema = SchemaReader.missing(in: document, by: schema)
            #expect(bySchema == byKernel, "round \(round)")
            missing.formUnion(byKernel)
            if byKernel.isEmpty { complete += 1 }
        }
        #expect(complete > 150, "enough documents lack nothing")
        #expect(missing.count > 40, "enough questions have been missed")
    }

    private static func missedByKernel(
        _ document: [String: JSON], record: String, _ questions: ActionQuestions
    ) throws -> Set<String> {
        let json = JSON.object(document.map { .init(key: $0, value: $1) })
        let request = ActionRequest(
            record: record, action: "submit",
            answers: try AnswerDocument(reading: json, asking: questions).answers,
            actor: Actor(account: "a", role: "first_responder", organisation: "o"), purpose: "refer",
            occurredOn: CivilDate("2026-12-01")!)
        let decision = Casework(Rulebooks.kingdom).decide(
            request, on: nil, kind: "case", today: CivilDate("2026-12-31")!,
            now: Instant(milliseconds: 1_798_700_000_000))
        guard case .refused(let refusal) = decision else { return [] }
        let others = refusal.reasons.filter { $0.code != "missing" }
        // What a rule of law or a guard refuses comes only when nothing is missing.
        #expect(others.isEmpty || others.count == refusal.reasons.count, "\(others)")
        return Set(refusal.reasons.filter { $0.code == "missing" }.compactMap(\.field))
    }
}

/// Answers by chance, each as its schema describes it.
private enum Samples {
    static func document(
        _ schema: JSON, _ questions: ActionQuestions, using chance: inout Chance
    ) -> [String: JSON] {
        var document: [String: JSON] = [:]
        for field in schema["properties"]?.members?.map(\.key) ?? [] where chance.next() % 3 > 0 {
            document[field] = answer(to: field, schema, questions, ticked: false, using: &chance)
        }
        return document
    }

    static func answer(
        to field: String, _ schema: JSON, _ questions: ActionQuestions, ticked: Bool, using chance: inout Chance
    ) -> JSON? {
        guard let place = questions.place(of: field) else { return nil }
        let definition = questions.all[place].field
        switch definition.kind {
        case .tick: return ticked ? true : .bool(chance.next() % 2 == 0)
        case .yesNo: return .bool(chance.next() % 2 == 0)
        case .number: return JSON(Int(chance.next() % 9))
        case .date: return "1998-03-27"
        case .email: return "a@example.org"
        case .files: return ["a-1"]
        case .code, .codes:
            let codes = definition.list.flatMap { Rulebooks.kingdom.lists[$0]?.codes } ?? []
            guard let code = codes.randomElement(using: &chance) else { return nil }
            return definition.kind == .codes ? [.string(code.code)] : .string(code.code)
        case .text, .longText, .phone, .organisation, .account: return "Words"
        }
    }
}

/// The part of JSON Schema that demands are written in.
private enum SchemaReader {
    /// What a document lacks: what is required, what a test requires, and the first of those of which one is needed.
    static func missing(in document: [String: JSON], by schema: JSON) -> Set<String> {
        var missing = demanded(document, by: schema)
        for part in schema["allOf"]?.items ?? [] {
            if let test = part["if"], let then = part["then"], holds(test, document) {
                missing.formUnion(demanded(document, by: then))
            }
            if let ways = part["anyOf"]?.items, !ways.contains(where: { holds($0, document) }),
                let first = ways.first?["required"]?.items?.first?.string
            {
                missing.insert(first)
            }
        }
        return missing
    }

    private static func demanded(_ document: [String: JSON], by schema: JSON) -> Set<String> {
        var missing = Set((schema["required"]?.items ?? []).compactMap(\.string).filter { document[$0] == nil })
        for part in schema["allOf"]?.items ?? [] where part["if"] == nil {
            for property in part["properties"]?.members ?? [] {
                if let value = document[property.key], !fits(value, property.value) { missing.insert(property.key) }
            }
        }
        return missing
    }

    private static func holds(_ schema: JSON, _ document: [String: JSON]) -> Bool {
        for member in schema.members ?? [] {
            let parts = member.value.items ?? []
            let isGood =
                switch member.key {
                case "required": parts.compactMap(\.string).allSatisfy { document[$0] != nil }
                case "properties":
                    (member.value.members ?? []).allSatisfy { property in
                        document[property.key].map { fits($0, property.value) } ?? true
                    }
                case "allOf": parts.allSatisfy { holds($0, document) }
                case "anyOf": parts.contains { holds($0, document) }
                case "not": !holds(member.value, document)
                default: unknown(member.key)
                }
            if !isGood { return false }
        }
        return true
    }

    private static func unknown(_ word: String) -> Bool {
        Issue.record("The reader does not know “\(word)”.")
        return false
    }

    private static func fits(_ value: JSON, _ schema: JSON) -> Bool {
        if let one = schema["const"], value != one { return false }
        if let several = schema["enum"]?.items, !several.contains(value) { return false }
        if let inner = schema["contains"], !(value.items ?? []).contains(where: { fits($0, inner) }) { return false }
        return true
    }
}

/// Chance that is the same every time (SplitMix64).
private struct Chance: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

import Rulebook
import StrictJSON

/// What a test of the rulebook says about the answers of one document.
enum SchemaTest: Equatable {
    case always
    case never
    /// It holds for the documents that this schema takes.
    case when(JSON)
    /// It looks at more than the answers: states, clocks, other records, rules of law.
    case unknown
}

/// Turns tests into schemas. The record has no earlier answers: a field that is not asked has none.
struct SchemaTests {
    let record: RecordDefinition
    let questions: ActionQuestions

    func schema(of condition: Condition?) -> SchemaTest {
        guard let condition else { return .always }
        switch condition {
        case .field(let path, let words): return of(path) { says($0, one: words) }
        case .answered(let path, true): return of(path) { .when(isAnswered($0)) }
        case .answered(let path, false): return negated(schema(of: .answered(path, true)))
        case .all(let parts):
            return joined(parts.map { schema(of: $0) }, as: "allOf", neutral: .always, decisive: .never)
        case .any(let parts):
            return joined(parts.map { schema(of: $0) }, as: "anyOf", neutral: .never, decisive: .always)
        case .not(let part): return negated(schema(of: part))
        case .record, .other, .draft, .clock, .notSameAccount, .actor, .actorIsAnswer, .question, .namesOpenQuestion,
            .law, .rule:
            return .unknown
        }
    }

    /// Takes the documents in which the question has an answer. A box that is not ticked is none.
    func isAnswered(_ field: FieldDefinition) -> JSON {
        field.kind == .tick ? requiring(field, ["const": true]) : ["required": [.string(field.id)]]
    }

    private func of(_ path: FieldPath, _ test: (FieldDefinition) -> SchemaTest) -> SchemaTest {
        if let other = path.record, other != record.id { return .unknown }
        guard let place = questions.place(of: path.field) else { return .never }
        return test(questions.all[place].field)
    }

    private func says(_ field: FieldDefinition, one words: [String]) -> SchemaTest {
        switch field.kind {
        case .yesNo, .tick:
            var flags: [JSON] = []
            if words.contains("yes") { flags.append(true) }
            if words.contains("no"), field.kind == .yesNo { flags.append(false) }
            return flags.isEmpty ? .never : .when(requiring(field, flags.asOne))
        case .number:
            let numbers = words.compactMap(Int.init).map { JSON($0) }
            return numbers.isEmpty ? .never : .when(requiring(field, numbers.asOne))
        case .codes:
            return .when(requiring(field, ["contains": words.map { JSON.string($0) }.asOne]))
        case .files, .text, .longText, .date, .code, .email, .phone, .organisation, .account:
            return .when(requiring(field, words.map { JSON.string($0) }.asOne))
        }
    }

    private func requiring(_ field: FieldDefinition, _ schema: JSON) -> JSON {
        .object([
            .init(key: "properties", value: .object([.init(key: field.id, value: schema)])),
            .init(key: "required", value: [.string(field.id)]),
        ])
    }

    private func negated(_ test: SchemaTest) -> SchemaTest {
        switch test {
        case .always: .never
        case .never: .always
        case .when(let schema): .when(["not": schema])
        case .unknown: .unknown
        }
    }

    private func joined(
        _ parts: [SchemaTest], as word: String, neutral: SchemaTest, decisive: SchemaTest
    ) -> SchemaTest {
        if parts.contains(decisive) { return decisive }
        if parts.contains(.unknown) { return .unknown }
        let schemas = parts.filter { $0 != neutral }.compactMap { part -> JSON? in
            if case .when(let schema) = part { schema } else { nil }
        }
        return switch schemas.count {
        case 0: neutral
        case 1: .when(schemas[0])
        default: .when(.object([.init(key: word, value: .array(schemas))]))
        }
    }
}

extension [JSON] {
    /// `const` for one value, `enum` for several.
    fileprivate var asOne: JSON { count == 1 ? ["const": self[0]] : ["enum": .array(self)] }
}

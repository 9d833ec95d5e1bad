import Rulebook
import StrictJSON

/// What a document must contain: always, where a test holds, and at least one of several.
struct Demands {
    /// `required` and `allOf`, where there is anything to say.
    let members: [JSON.Member]
    let leftToServer: [String]

    init(_ asked: [ActionQuestions.Question], needs: [NeedsOneOf], tests: SchemaTests, language: String) {
        var always: [FieldDefinition] = []
        var conditional: [(test: JSON, fields: [FieldDefinition])] = []
        var leftToServer: [String] = []
        for question in asked where question.required || question.field.required || question.field.requiredWhen != nil {
            let field = question.field
            var parts = [field.appliesWhen].compactMap(\.self)
            if !question.required, !field.required, let when = field.requiredWhen { parts.append(when) }
            switch tests.schema(of: .all(parts)) {
            case .always: always.append(field)
            case .never: break
            case .unknown: leftToServer.append(field.id)
            case .when(let test):
                if let index = conditional.firstIndex(where: { $0.test == test }) {
                    conditional[index].fields.append(field)
                } else {
                    conditional.append((test, [field]))
                }
            }
        }
        let known = Dictionary(asked.map { ($0.field.id, $0.field) }, uniquingKeysWith: { first, _ in first })
        let oneOf: [JSON] = needs.compactMap { need in
            let fields = need.fields.compactMap { known[$0] }
            guard !fields.isEmpty else { return nil }
            return [
                "title": .string(need.label.text(in: language)),
                "description": .string(need.refuses.text(in: language)),
                "anyOf": .array(fields.map(tests.isAnswered)),
            ]
        }
        let all =
            conditional.map { ["if": $0.test, "then": .object(Demands.demanding($0.fields))] }
            + oneOf
        self.leftToServer = leftToServer
        members = Demands.demanding(always, besides: all)
    }

    /// Demands fields; a box that must be ticked must be true.
    private static func demanding(_ fields: [FieldDefinition], besides others: [JSON] = []) -> [JSON.Member] {
        var members: [JSON.Member] = []
        if !fields.isEmpty {
            members.append(.init(key: "required", value: .array(fields.map { .string($0.id) })))
        }
        let ticks = fields.filter { $0.kind == .tick }
        let ticked: JSON = ["properties": .object(ticks.map { .init(key: $0.id, value: ["const": true]) })]
        let all = (ticks.isEmpty ? [] : [ticked]) + others
        if !all.isEmpty { members.append(.init(key: "allOf", value: .array(all))) }
        return members
    }
}

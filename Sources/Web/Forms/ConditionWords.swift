import Rulebook

/// When a question applies, in words: “only if …”.
struct ConditionWords {
    let rulebook: Rulebook
    let dossier: DossierDefinition
    let record: RecordDefinition

    /// The condition, to stand after “if”. `nil` where it is not about answers.
    func words(_ condition: Condition) -> String? {
        switch condition {
        case .field(let path, let values):
            guard let field = field(path) else { return nil }
            return "“\(field.label.english)” is \(choice(values, field))"
        case .answered(let path, let expected):
            return field(path).map { "“\($0.label.english)” is \(expected ? "answered" : "not answered")" }
        case .all(let parts): return joined(parts, by: " and ")
        case .any(let parts): return joined(parts, by: " or ")
        case .not(.field(let path, let values)):
            guard let field = field(path) else { return nil }
            return "“\(field.label.english)” is not \(choice(values, field))"
        default: return nil
        }
    }

    private func field(_ path: FieldPath) -> FieldDefinition? {
        path.record == nil ? record.field(path.field) : dossier.field(path)
    }

    private func choice(_ values: [String], _ field: FieldDefinition) -> String {
        values.map { value in "“\(label(value, field))”" }.joined(separator: " or ")
    }

    private func label(_ value: String, _ field: FieldDefinition) -> String {
        if let list = field.list { return rulebook.lists[list]?.label(of: value) ?? value }
        return value.prefix(1).uppercased() + value.dropFirst()
    }

    private func joined(_ parts: [Condition], by word: String) -> String? {
        let all = parts.map(words)
        guard !all.isEmpty, all.allSatisfy({ $0 != nil }) else { return nil }
        return all.compactMap { $0 }.joined(separator: word)
    }
}

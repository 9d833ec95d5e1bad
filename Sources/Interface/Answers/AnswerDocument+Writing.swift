public import Casework
public import Rulebook
public import StrictJSON

extension AnswerDocument {
    /// Answers that were taken, as a JSON object in the order of the questions. Reading it gives the same answers.
    public static func json(of answers: Answers, asking questions: ActionQuestions) -> JSON {
        .object(
            questions.all.compactMap { question in
                answers[question.field.id].map {
                    .init(key: question.field.id, value: json(of: $0, for: question.field))
                }
            })
    }

    /// Answers as they came in, such as those of a draft. One that its question cannot take is written as it stands.
    public static func json(of answers: [String: RawAnswer], asking questions: ActionQuestions) -> JSON {
        .object(
            questions.all.compactMap { question in
                guard let answer = answers[question.field.id] else { return nil }
                return json(of: answer, for: question.field).map { .init(key: question.field.id, value: $0) }
            })
    }

    private static func json(of value: FieldValue, for field: FieldDefinition) -> JSON {
        switch value {
        case .yes(let yes): .bool(yes)
        case .number(let number): JSON(number)
        case .codes(let codes): .array(codes.map { .string($0) })
        case .text(let text), .code(let text):
            field.kind == .codes || field.kind == .files ? [.string(text)] : .string(text)
        case .date(let date): .string(date.description)
        }
    }

    private static func json(of raw: RawAnswer, for field: FieldDefinition) -> JSON? {
        switch raw {
        case .unreadable: return nil
        case .list(let texts):
            if field.kind != .codes, field.kind != .files, texts.count == 1 { return .string(texts[0]) }
            return .array(texts.map { .string($0) })
        case .text(let text):
            switch (field.kind, text) {
            case (.yesNo, "yes"), (.tick, "yes"): return true
            case (.yesNo, "no"), (.tick, "no"): return false
            case (.codes, _), (.files, _): return [.string(text)]
            case (.number, _): return Int(text).map { String($0) == text ? JSON($0) : .string(text) } ?? .string(text)
            default: return .string(text)
            }
        }
    }
}

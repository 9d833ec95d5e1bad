/// A test that the rulebook writes down: on answers, states, clocks, accounts, questions, rules, or a rule of `Law` by name.
public indirect enum Condition: Sendable, Hashable {
    case field(FieldPath, isOneOf: [String])
    case answered(FieldPath, Bool)
    case record(String, states: [String])
    /// Another record of the same kind is in one of these states.
    case other(String, states: [String])
    /// A draft of that record waits for a second person.
    case draft(String)
    case clock(String, standings: [String])
    case notSameAccount(record: String, action: String)
    /// Something about whoever does it is one of these words.
    case actor(ActionDefinition.ActorPart, isOneOf: [String])
    /// Something about whoever does it is the answer to a field.
    case actorIsAnswer(ActionDefinition.ActorPart, FieldPath)
    case question(String, isOpen: Bool)
    /// The answer to the field is the name of a question that is open.
    case namesOpenQuestion(FieldPath)
    case law(String, parameters: [String: String])
    case rule(String, isOneOf: [String])
    case all([Condition])
    case any([Condition])
    case not(Condition)
}

/// A field of this record, or of another one by name.
public struct FieldPath: Sendable, Hashable, CustomStringConvertible {
    public let record: String?
    public let field: String

    public init(record: String? = nil, field: String) {
        self.record = record
        self.field = field
    }

    /// Reads `field` or `record.field`.
    public init(_ text: String) {
        if let dot = text.utf8.firstIndex(of: UInt8(ascii: ".")) {
            self.init(record: String(text[..<dot]), field: String(text[text.utf8.index(after: dot)...]))
        } else {
            self.init(field: text)
        }
    }

    public var description: String { record.map { "\($0).\(field)" } ?? field }
}

extension Condition {
    /// Every condition inside this one, itself included.
    public var flattened: [Condition] {
        switch self {
        case .all(let parts), .any(let parts): [self] + parts.flatMap(\.flattened)
        case .not(let part): [self] + part.flattened
        default: [self]
        }
    }
}

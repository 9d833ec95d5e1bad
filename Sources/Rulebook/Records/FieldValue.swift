/// One answer.
public enum FieldValue: Sendable, Hashable {
    case text(String)
    case code(String)
    case codes([String])
    case date(CivilDate)
    case number(Int)
    case yes(Bool)

    /// The answer as it is stored and compared: a code, `yes` or `no`, an ISO date, digits, or the text itself.
    /// Several codes are joined by commas.
    public var plain: String {
        switch self {
        case .text(let text), .code(let text): text
        case .codes(let codes): codes.joined(separator: ",")
        case .date(let date): date.description
        case .number(let number): String(number)
        case .yes(let yes): yes ? "yes" : "no"
        }
    }

    /// Whether the answer is `word`, or, for several codes, contains it.
    public func matches(_ word: String) -> Bool {
        switch self {
        case .codes(let codes): codes.contains(word)
        case .text(let text), .code(let text): text == word
        case .yes(let yes): word == (yes ? "yes" : "no")
        case .date, .number: plain == word
        }
    }
}

/// Answers by field id.
public typealias Answers = [String: FieldValue]

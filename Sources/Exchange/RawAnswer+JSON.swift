import Casework
import Rulebook
import StrictJSON

extension RawAnswer {
    /// The answer that a JSON value gives to a question; `nil` when it gives none.
    ///
    /// Whether the answer makes sense is for the kernel to say: this only carries it over.
    ///
    /// - Parameter spellings: theirs to ours; no entry on our side means “no answer”.
    init?(_ value: JSON, for kind: FieldDefinition.Kind, spellings: Spellings = .none) {
        switch value {
        case .null: return nil
        case .string(let text):
            if text.isBlank { return nil }
            guard let answer = spellings.ours(for: text.trimmed) ?? .text(text) else { return nil }
            self = answer
        case .bool(let yes):
            guard kind == .tick || kind == .yesNo else {
                self = .unreadable("true or false")
                return
            }
            if kind == .tick, !yes { return nil }
            self = .text(yes ? "yes" : "no")
        case .number(let digits):
            let unlisted = kind == .number ? RawAnswer.text(digits) : .unreadable("a number")
            guard let answer = spellings.ours(for: digits) ?? unlisted else { return nil }
            self = answer
        case .array(let items):
            if items.isEmpty { return nil }
            let texts = items.compactMap(\.string)
            guard texts.count == items.count else {
                self = .unreadable("a list")
                return
            }
            self = .list(texts.flatMap { (spellings.ours(for: $0.trimmed) ?? .text($0))?.texts ?? [] })
        case .object: self = .unreadable("an object")
        }
    }

    private var texts: [String] {
        switch self {
        case .text(let text): [text]
        case .list(let texts): texts
        case .unreadable: []
        }
    }

    /// The names of uploaded files: texts, or objects with a `name` and a `url`.
    init?(files value: JSON) {
        let items = value.items ?? [value]
        if items.allSatisfy({ $0 == .null || $0.string?.isBlank == true }) { return nil }
        let names = items.compactMap { $0.string ?? $0["name"]?.string ?? $0["url"]?.string }
        self =
            names.count == items.count
            ? .list(names) : .unreadable(value.items == nil ? "another value" : "a list of other values")
    }
}

extension String {
    var isBlank: Bool { utf8.allSatisfy { $0 == 32 || (9...13).contains($0) } }

    /// Without spaces and line ends around it.
    var trimmed: String {
        func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
        guard let first = utf8.first, let last = utf8.last, isSpace(first) || isSpace(last) else { return self }
        guard let start = utf8.firstIndex(where: { !isSpace($0) }), let end = utf8.lastIndex(where: { !isSpace($0) })
        else {
            return ""
        }
        return String(self[start...end])
    }
}

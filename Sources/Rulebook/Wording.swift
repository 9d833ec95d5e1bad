/// A text in every language that the rulebook gives it in, keyed by language code (`en`, `cy`).
public struct Wording: Hashable, Sendable, ExpressibleByStringLiteral {
    public let texts: [String: String]

    public init(_ texts: [String: String]) {
        self.texts = texts
        english = texts["en"] ?? ""
    }

    public init(stringLiteral english: String) {
        self.init(["en": english])
    }

    /// The English text. The check refuses a rulebook in which one is missing.
    public let english: String

    /// The text in `language`, or in English where there is none.
    public func text(in language: String) -> String { texts[language] ?? english }
}

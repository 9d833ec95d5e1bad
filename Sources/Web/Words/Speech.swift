import Markup
import Rulebook

/// The language of a page: fixed words by their English, and the rulebook's wordings.
///
/// A sentence that has no Welsh yet stands in English, so that nothing is ever missing.
struct Speech: Sendable {
    /// `en` or `cy`.
    let language: String

    static let english = Speech(language: "en")

    init(language: String) {
        self.language = language == "cy" ? "cy" : "en"
    }

    var isWelsh: Bool { language == "cy" }
    var words: Words { isWelsh ? .welsh : .english }

    /// The sentence in the language of the page.
    func callAsFunction(_ english: String) -> String {
        isWelsh ? Welsh.sentences[english] ?? english : english
    }

    /// The same with what stands in braces filled in: `Person {number}`.
    func callAsFunction(_ english: String, _ parts: KeyValuePairs<String, String>) -> String {
        var text = self(english)
        for (name, value) in parts { text = text.replacingPlace(name, with: value) }
        return text
    }

    func callAsFunction(_ wording: Wording) -> String { wording.text(in: language) }
}

extension String {
    /// Puts `value` where `{name}` stands.
    func replacingPlace(_ name: String, with value: String) -> String {
        let place = "{" + name + "}"
        var result = ""
        var rest = self[...]
        while let start = rest.firstIndex(of: "{") {
            result += rest[..<start]
            rest = rest[start...]
            if rest.hasPrefix(place) {
                result += value
                rest = rest.dropFirst(place.count)
            } else {
                result += "{"
                rest = rest.dropFirst()
            }
        }
        return result + rest
    }
}

/// Several lines of text with a limit. Without the script the limit is stated; with it, what is left is counted.
public struct CharacterCount: Component {
    /// The longest text allowed.
    public enum Limit: Sendable {
        case characters(Int)
        case words(Int)
    }

    let label: Label
    let group: FormGroup
    let control: TextAreaControl
    let limit: Limit
    let threshold: Int?

    /// - Parameters:
    ///   - limit: the longest text allowed; the server checks it too.
    ///   - threshold: the percentage of the limit at which counting begins to show.
    public init(
        name: String, label: Label, limit: Limit, id: String? = nil, value: String? = nil, rows: Int = 5,
        hint: Content? = nil, error: Content? = nil, threshold: Int? = nil, spellcheck: Bool? = nil,
        classes: String? = nil, groupClasses: String? = nil, attributes: [Attribute] = []
    ) {
        let id = id ?? name
        self.label = label
        self.limit = limit
        self.threshold = threshold
        group = FormGroup(
            id: id, hint: hint, error: error, describedBy: id + "-info",
            classes: groupClasses.map { "govuk-character-count " + $0 } ?? "govuk-character-count")
        control = TextAreaControl(
            id: id, name: name, value: value ?? "", rows: rows, hasError: error != nil,
            classes: classes.map { "govuk-js-character-count " + $0 } ?? "govuk-js-character-count",
            spellcheck: spellcheck, describedBy: group.description, attributes: attributes)
    }

    public func write(to page: inout HTMLWriter) {
        group.write(to: &page, label: label, attributes: moduleAttributes) { page in
            page.add(control)
            page.add(
                Hint(
                    text: .text(message(page.words)), id: group.id + "-info", classes: "govuk-character-count__message")
            )
        }
    }

    private var moduleAttributes: [Attribute] {
        var attributes = [Attribute("data-module", "govuk-character-count")]
        if case .characters(let count) = limit { attributes.append(Attribute("data-maxlength", String(count))) }
        if let threshold { attributes.append(Attribute("data-threshold", String(threshold))) }
        if case .words(let count) = limit { attributes.append(Attribute("data-maxwords", String(count))) }
        return attributes
    }

    private func message(_ words: Words) -> String {
        switch limit {
        case .characters(let count): words.upToCharacters.text(count)
        case .words(let count): words.upToWords.text(count)
        }
    }
}

/// One answer among several, in radios or checkboxes.
public struct Choice: Sendable {
    let value: String
    let text: Content
    let hint: Content?
    let conditional: Content?
    let isChecked: Bool?
    let isDisabled: Bool
    let isExclusive: Bool
    let id: String?
    let attributes: [Attribute]
    var divides = false

    /// - Parameters:
    ///   - value: what is sent when it is chosen.
    ///   - conditional: further questions that show once it is chosen.
    ///   - isChecked: whether it is chosen; left out, the value of the group decides.
    ///   - isExclusive: whether choosing it rules out the others, like “None of these” (checkboxes only, needs the script).
    public init(
        _ value: String, _ text: Content, hint: Content? = nil, conditional: Content? = nil, isChecked: Bool? = nil,
        isDisabled: Bool = false, isExclusive: Bool = false, id: String? = nil, attributes: [Attribute] = []
    ) {
        self.value = value
        self.text = text
        self.hint = hint
        self.conditional = conditional
        self.isChecked = isChecked
        self.isDisabled = isDisabled
        self.isExclusive = isExclusive
        self.id = id
        self.attributes = attributes
    }

    /// A word, usually “or”, between answers.
    public static func divider(_ text: Content) -> Choice {
        var choice = Choice("", text)
        choice.divides = true
        return choice
    }
}

/// What radios and checkboxes have in common: the names of their classes and how one answer is written.
struct ChoiceStyle {
    let type: StaticString
    let divider: StaticString
    let item: StaticString
    let input: StaticString
    let label: String
    let hint: String
    let conditional: StaticString
    let hiddenConditional: String

    static let radios = ChoiceStyle(
        type: "radio", divider: "govuk-radios__divider", item: "govuk-radios__item", input: "govuk-radios__input",
        label: "govuk-radios__label", hint: "govuk-radios__hint", conditional: "govuk-radios__conditional",
        hiddenConditional: "govuk-radios__conditional--hidden")

    static let checkboxes = ChoiceStyle(
        type: "checkbox", divider: "govuk-checkboxes__divider", item: "govuk-checkboxes__item",
        input: "govuk-checkboxes__input", label: "govuk-checkboxes__label", hint: "govuk-checkboxes__hint",
        conditional: "govuk-checkboxes__conditional", hiddenConditional: "govuk-checkboxes__conditional--hidden")

    /// Writes the answers; the first has the bare id, so that an error summary can lead to it.
    func write(
        _ choices: [Choice], name: String, idPrefix: String, describedBy: String? = nil, to page: inout HTMLWriter,
        isChosen: (String) -> Bool
    ) {
        for (index, choice) in choices.enumerated() {
            if choice.divides {
                page.trusted("<div")
                page.classes(divider)
                page.trusted(">")
                page.add(choice.text)
                page.trusted("</div>")
                continue
            }
            let id = choice.id ?? (index == 0 ? idPrefix : "\(idPrefix)-\(index + 1)")
            let isChecked = choice.isChecked ?? isChosen(choice.value)
            write(choice, id: id, name: name, describedBy: describedBy, isChecked: isChecked, to: &page)
            if let conditional = choice.conditional {
                write(conditional, under: id, isShown: isChecked, to: &page)
            }
        }
    }

    private func write(
        _ choice: Choice, id: String, name: String, describedBy: String?, isChecked: Bool, to page: inout HTMLWriter
    ) {
        let hintID = choice.hint == nil ? nil : id + "-item-hint"
        page.trusted("<div")
        page.classes(item)
        page.trusted("><input")
        page.classes(input)
        page.attribute("id", id)
        page.attribute("name", name)
        page.openAttribute("type")
        page.trusted(type)
        page.closeAttribute()
        page.controlValue(choice.value)
        page.attribute("checked", if: isChecked)
        page.attribute("disabled", if: choice.isDisabled)
        page.attribute("data-aria-controls", choice.conditional == nil ? nil : "conditional-" + id)
        page.attribute("data-behaviour", choice.isExclusive ? "exclusive" : nil)
        page.attribute("aria-describedby", joined(describedBy, hintID))
        page.attributes(choice.attributes)
        page.trusted(">")
        Label(choice.text, classes: label).write(for: id, to: &page)
        if let text = choice.hint, let hintID { page.add(Hint(text: text, id: hintID, classes: hint)) }
        page.trusted("</div>")
    }

    private func write(_ content: Content, under id: String, isShown: Bool, to page: inout HTMLWriter) {
        page.trusted("<div")
        page.classes(conditional, isShown ? nil : hiddenConditional)
        page.attribute("id", "conditional-" + id)
        page.trusted(">")
        page.add(content)
        page.trusted("</div>")
    }
}

private func joined(_ first: String?, _ second: String?) -> String? {
    guard let first else { return second }
    guard let second else { return first }
    return first + " " + second
}

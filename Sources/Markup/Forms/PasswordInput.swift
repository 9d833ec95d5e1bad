/// A password, with a button to show it that appears once the script has run.
public struct PasswordInput: Component {
    let label: Label
    let group: FormGroup
    let control: InputControl

    /// - Parameters:
    ///   - isNew: whether a password is being chosen (`new-password`) or asked for (`current-password`).
    public init(
        name: String, label: Label, id: String? = nil, hint: Content? = nil, error: Content? = nil, isNew: Bool = false,
        width: TextInput.Width? = nil, describedBy: String? = nil, attributes: [Attribute] = []
    ) {
        self.label = label
        group = FormGroup(
            id: id ?? name, hint: hint, error: error, describedBy: describedBy, classes: "govuk-password-input")
        control = InputControl(
            id: id ?? name, name: name, type: "password",
            classes: "govuk-password-input__input govuk-js-password-input-input", width: width, hasError: error != nil,
            describedBy: group.description, spellcheck: false,
            autocomplete: isNew ? "new-password" : "current-password",
            autocapitalize: "none", attributes: attributes)
    }

    public func write(to page: inout HTMLWriter) {
        let words = page.words
        group.write(
            to: &page, label: label,
            attributes: [Attribute("data-module", "govuk-password-input")] + translations(words)
        ) { page in
            page.trusted("<div class=\"govuk-input__wrapper govuk-password-input__wrapper\">")
            page.add(control)
            page.add(toggle(words))
            page.trusted("</div>")
        }
    }

    private func toggle(_ words: Words) -> Button {
        Button(
            .text(words.show), kind: .secondary, action: .button,
            classes: "govuk-password-input__toggle govuk-js-password-input-toggle",
            attributes: [
                Attribute("aria-controls", group.id), Attribute("aria-label", words.showPassword), Attribute("hidden"),
            ])
    }

    /// The script speaks English unless it is told otherwise.
    private func translations(_ words: Words) -> [Attribute] {
        guard words.language != "en" else { return [] }
        return [
            Attribute("data-i18n.show-password", words.show),
            Attribute("data-i18n.hide-password", words.hide),
            Attribute("data-i18n.show-password-aria-label", words.showPassword),
            Attribute("data-i18n.hide-password-aria-label", words.hidePassword),
            Attribute("data-i18n.password-shown-announcement", words.passwordShown),
            Attribute("data-i18n.password-hidden-announcement", words.passwordHidden),
        ]
    }
}

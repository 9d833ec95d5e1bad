/// One line of text.
public struct TextInput: Component {
    /// What kind of text is asked for.
    public enum Kind: String, Sendable {
        case text, email, tel, url, search, number
    }

    /// How wide the field is: as wide as what goes into it.
    public enum Width: Sendable {
        /// Room for 2, 3, 4, 5, 10, 20 or 30 characters.
        case characters(Int)
        case full, threeQuarters, twoThirds, half, third, quarter

        var name: String {
            switch self {
            case .characters(let count): "govuk-input--width-\(count)"
            case .full: "govuk-!-width-full"
            case .threeQuarters: "govuk-!-width-three-quarters"
            case .twoThirds: "govuk-!-width-two-thirds"
            case .half: "govuk-!-width-one-half"
            case .third: "govuk-!-width-one-third"
            case .quarter: "govuk-!-width-one-quarter"
            }
        }
    }

    let label: Label
    let group: FormGroup
    let prefix: Content?
    let suffix: Content?
    let control: InputControl

    /// - Parameters:
    ///   - name: the field as it is sent; also its id unless `id` is given.
    ///   - value: what the field holds, as it was typed.
    ///   - error: what is wrong and how to put it right; the field is marked when there is one.
    ///   - describedBy: ids of other elements that describe the field.
    ///   - groupClasses: further classes of the group round the field.
    public init(
        name: String, label: Label, id: String? = nil, type: Kind = .text, value: String? = nil, hint: Content? = nil,
        error: Content? = nil, width: Width? = nil, prefix: Content? = nil, suffix: Content? = nil,
        inputmode: String? = nil, autocomplete: String? = nil, autocapitalize: String? = nil, spellcheck: Bool? = nil,
        pattern: String? = nil, isDisabled: Bool = false, describedBy: String? = nil, classes: String? = nil,
        groupClasses: String? = nil, attributes: [Attribute] = []
    ) {
        self.label = label
        self.prefix = prefix
        self.suffix = suffix
        group = FormGroup(id: id ?? name, hint: hint, error: error, describedBy: describedBy, classes: groupClasses)
        control = InputControl(
            id: id ?? name, name: name, type: type.rawValue, value: value, classes: classes, width: width,
            hasError: error != nil, describedBy: group.description, spellcheck: spellcheck, autocomplete: autocomplete,
            autocapitalize: autocapitalize, pattern: pattern, inputmode: inputmode, isDisabled: isDisabled,
            attributes: attributes)
    }

    public func write(to page: inout HTMLWriter) {
        group.write(to: &page, label: label) { page in
            guard prefix != nil || suffix != nil else { return page.add(control) }
            page.trusted("<div class=\"govuk-input__wrapper\">")
            if let prefix { page.element("div", class: "govuk-input__prefix", attributes: [hiddenFromSpeech], prefix) }
            page.add(control)
            if let suffix { page.element("div", class: "govuk-input__suffix", attributes: [hiddenFromSpeech], suffix) }
            page.trusted("</div>")
        }
    }
}

private let hiddenFromSpeech = Attribute("aria-hidden", "true")

/// The `input` element itself.
struct InputControl: Component {
    let id: String
    let name: String
    let type: String
    var value: String?
    var classes: String?
    var width: TextInput.Width?
    var hasError = false
    var describedBy: String?
    var spellcheck: Bool?
    var autocomplete: String?
    var autocapitalize: String?
    var pattern: String?
    var inputmode: String?
    var isDisabled = false
    var attributes: [Attribute] = []

    func write(to page: inout HTMLWriter) {
        page.trusted("<input")
        page.classes("govuk-input", classes, width?.name, hasError ? "govuk-input--error" : nil)
        page.attribute("id", id)
        page.attribute("name", name)
        page.attribute("type", type)
        page.attribute("spellcheck", spellcheck.map(String.init(describing:)))
        page.controlValue(value)
        page.attribute("disabled", if: isDisabled)
        page.attribute("aria-describedby", describedBy)
        page.attribute("autocomplete", autocomplete)
        page.attribute("autocapitalize", autocapitalize)
        page.attribute("pattern", pattern)
        page.attribute("inputmode", inputmode)
        page.attributes(attributes)
        page.trusted(">")
    }
}

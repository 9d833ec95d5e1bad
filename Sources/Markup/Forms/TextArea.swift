/// Several lines of text.
public struct TextArea: Component {
    let label: Label
    let group: FormGroup
    let control: TextAreaControl

    /// - Parameters:
    ///   - name: the field as it is sent; also its id unless `id` is given.
    ///   - value: what the field holds, as it was typed.
    ///   - rows: how many lines are shown.
    public init(
        name: String, label: Label, id: String? = nil, value: String? = nil, rows: Int = 5, hint: Content? = nil,
        error: Content? = nil, autocomplete: String? = nil, spellcheck: Bool? = nil, isDisabled: Bool = false,
        describedBy: String? = nil, classes: String? = nil, groupClasses: String? = nil, attributes: [Attribute] = []
    ) {
        self.label = label
        group = FormGroup(id: id ?? name, hint: hint, error: error, describedBy: describedBy, classes: groupClasses)
        control = TextAreaControl(
            id: id ?? name, name: name, value: value ?? "", rows: rows, hasError: error != nil, classes: classes,
            spellcheck: spellcheck, isDisabled: isDisabled, describedBy: group.description, autocomplete: autocomplete,
            attributes: attributes)
    }

    public func write(to page: inout HTMLWriter) {
        group.write(to: &page, label: label) { page in
            page.add(control)
        }
    }
}

/// The `textarea` element itself.
struct TextAreaControl: Component {
    let id: String
    let name: String
    let value: String
    let rows: Int
    let hasError: Bool
    var classes: String?
    var spellcheck: Bool?
    var isDisabled = false
    var describedBy: String?
    var autocomplete: String?
    var attributes: [Attribute] = []

    func write(to page: inout HTMLWriter) {
        page.trusted("<textarea")
        page.classes("govuk-textarea", hasError ? "govuk-textarea--error" : nil, classes)
        page.attribute("id", id)
        page.attribute("name", name)
        page.attribute("rows", String(rows))
        page.attribute("spellcheck", spellcheck.map(String.init(describing:)))
        page.attribute("disabled", if: isDisabled)
        page.attribute("aria-describedby", describedBy)
        page.attribute("autocomplete", autocomplete)
        page.attributes(attributes)
        page.trusted(">")
        // A browser drops one line break here, so text that begins with one gets another before it.
        if value.utf8.first == UInt8(ascii: "\n") || value.utf8.first == UInt8(ascii: "\r") { page.trusted("\n") }
        page.controlText(value)
        page.trusted("</textarea>")
    }
}

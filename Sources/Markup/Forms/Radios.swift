/// One answer out of several.
public struct Radios: Component {
    let name: String
    let legend: Legend?
    let group: FormGroup
    let choices: [Choice]
    let value: String?
    let isInline: Bool
    let isSmall: Bool
    let attributes: [Attribute]

    /// - Parameters:
    ///   - name: the field as it is sent; also the id of the first answer unless `idPrefix` is given.
    ///   - legend: the question; without one there is no fieldset, and the question must be asked otherwise.
    ///   - value: the answer that is chosen.
    ///   - isInline: whether the answers stand side by side; for two short ones.
    public init(
        name: String, legend: Legend?, choices: [Choice], value: String? = nil, hint: Content? = nil,
        error: Content? = nil, isInline: Bool = false, isSmall: Bool = false, idPrefix: String? = nil,
        groupClasses: String? = nil, attributes: [Attribute] = []
    ) {
        self.name = name
        self.legend = legend
        self.choices = choices
        self.value = value
        self.isInline = isInline
        self.isSmall = isSmall
        self.attributes = attributes
        group = FormGroup(id: idPrefix ?? name, hint: hint, error: error, classes: groupClasses)
    }

    public func write(to page: inout HTMLWriter) {
        group.write(to: &page, legend: legend) { page in
            page.trusted("<div")
            page.classes("govuk-radios", isInline ? "govuk-radios--inline" : nil, isSmall ? "govuk-radios--small" : nil)
            page.attributes(attributes)
            page.trusted(" data-module=\"govuk-radios\">")
            ChoiceStyle.radios.write(choices, name: name, idPrefix: group.id, to: &page) { $0 == value }
            page.trusted("</div>")
        }
    }
}

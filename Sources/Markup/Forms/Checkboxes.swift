/// Any number of answers out of several.
public struct Checkboxes: Component {
    let name: String
    let legend: Legend?
    let group: FormGroup
    let choices: [Choice]
    let values: [String]
    let isSmall: Bool
    let attributes: [Attribute]

    /// - Parameters:
    ///   - name: the field as it is sent, once for each answer; also the id of the first answer unless `idPrefix` is given.
    ///   - legend: the question; without one there is no fieldset, as for a single box.
    ///   - values: the answers that are chosen.
    public init(
        name: String, legend: Legend?, choices: [Choice], values: [String] = [], hint: Content? = nil,
        error: Content? = nil, isSmall: Bool = false, idPrefix: String? = nil, groupClasses: String? = nil,
        attributes: [Attribute] = []
    ) {
        self.name = name
        self.legend = legend
        self.choices = choices
        self.values = values
        self.isSmall = isSmall
        self.attributes = attributes
        group = FormGroup(id: idPrefix ?? name, hint: hint, error: error, classes: groupClasses)
    }

    public func write(to page: inout HTMLWriter) {
        group.write(to: &page, legend: legend) { page in
            page.trusted("<div")
            page.classes("govuk-checkboxes", isSmall ? "govuk-checkboxes--small" : nil)
            page.attributes(attributes)
            page.trusted(" data-module=\"govuk-checkboxes\">")
            let describedBy = legend == nil ? group.description : nil
            ChoiceStyle.checkboxes.write(
                choices, name: name, idPrefix: group.id, describedBy: describedBy, to: &page, isChosen: values.contains)
            page.trusted("</div>")
        }
    }
}

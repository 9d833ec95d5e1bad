/// One answer out of a long list.
public struct Select: Component {
    /// One line of the list.
    public struct Option: Sendable {
        let value: String
        let text: Content
        let isDisabled: Bool

        public init(_ value: String, _ text: Content, isDisabled: Bool = false) {
            self.value = value
            self.text = text
            self.isDisabled = isDisabled
        }
    }

    let name: String
    let label: Label
    let group: FormGroup
    let options: [Option]
    let value: String?
    let isDisabled: Bool
    let classes: String?
    let attributes: [Attribute]

    /// - Parameters:
    ///   - name: the field as it is sent; also its id unless `id` is given.
    ///   - value: the line that is chosen; an empty one leaves the choice to the browser, which takes the first line.
    public init(
        name: String, label: Label, options: [Option], value: String? = nil, id: String? = nil, hint: Content? = nil,
        error: Content? = nil, isDisabled: Bool = false, describedBy: String? = nil, classes: String? = nil,
        groupClasses: String? = nil, attributes: [Attribute] = []
    ) {
        self.name = name
        self.label = label
        self.options = options
        self.value = value
        self.isDisabled = isDisabled
        self.classes = classes
        self.attributes = attributes
        group = FormGroup(id: id ?? name, hint: hint, error: error, describedBy: describedBy, classes: groupClasses)
    }

    public func write(to page: inout HTMLWriter) {
        group.write(to: &page, label: label) { page in
            page.trusted("<select")
            page.classes("govuk-select", classes, group.error == nil ? nil : "govuk-select--error")
            page.attribute("id", group.id)
            page.attribute("name", name)
            page.attribute("disabled", if: isDisabled)
            page.attribute("aria-describedby", group.description)
            page.attributes(attributes)
            page.trusted(">")
            for option in options {
                page.trusted("<option")
                page.controlValue(option.value)
                page.attribute("selected", if: option.value == value && !option.value.isEmpty)
                page.attribute("disabled", if: option.isDisabled)
                page.trusted(">")
                page.add(option.text)
                page.trusted("</option>")
            }
            page.trusted("</select>")
        }
    }
}

/// A date in three fields, for dates that people know by heart.
public struct DateInput: Component {
    /// One of the three fields.
    public enum Part: String, Sendable, CaseIterable {
        case day, month, year
    }

    let id: String
    let namePrefix: String
    let legend: Legend?
    let group: FormGroup
    let values: [Part: String]
    let wrongParts: Set<Part>
    let isBirthday: Bool
    let attributes: [Attribute]

    /// - Parameters:
    ///   - id: the id of the group; the fields are `id-day`, `id-month` and `id-year`.
    ///   - namePrefix: what comes before `-day` in the names that are sent; `id` unless given.
    ///   - values: what the fields hold, as it was typed.
    ///   - wrongParts: the fields to mark when there is an error; all of them unless given.
    ///   - isBirthday: whether a person gives their own date of birth, which a browser can then fill in.
    public init(
        id: String, legend: Legend?, namePrefix: String? = nil, values: [Part: String] = [:], hint: Content? = nil,
        error: Content? = nil, wrongParts: Set<Part> = Set(Part.allCases), isBirthday: Bool = false,
        groupClasses: String? = nil, attributes: [Attribute] = []
    ) {
        self.id = id
        self.namePrefix = namePrefix ?? id
        self.legend = legend
        self.values = values
        self.wrongParts = error == nil ? [] : wrongParts
        self.isBirthday = isBirthday
        self.attributes = attributes
        group = FormGroup(id: id, hint: hint, error: error, classes: groupClasses)
    }

    public func write(to page: inout HTMLWriter) {
        let words = page.words
        group.write(to: &page, legend: legend, role: "group") { page in
            page.trusted("<div class=\"govuk-date-input\"")
            page.attributes(attributes)
            page.attribute("id", id)
            page.trusted(">")
            write(.day, label: words.day, width: 2, to: &page)
            write(.month, label: words.month, width: 2, to: &page)
            write(.year, label: words.year, width: 4, to: &page)
            page.trusted("</div>")
        }
    }

    private func write(_ part: Part, label: String, width: Int, to page: inout HTMLWriter) {
        let partID = "\(id)-\(part.rawValue)"
        page.trusted("<div class=\"govuk-date-input__item\"><div class=\"govuk-form-group\">")
        Label(.text(label), classes: "govuk-date-input__label").write(for: partID, to: &page)
        var classes = "govuk-date-input__input govuk-input--width-\(width)"
        if wrongParts.contains(part) { classes += " govuk-input--error" }
        page.add(
            InputControl(
                id: partID, name: "\(namePrefix)-\(part.rawValue)", type: "text",
                value: values[part], classes: classes, autocomplete: isBirthday ? "bday-\(part.rawValue)" : nil,
                inputmode: "numeric"))
        page.trusted("</div></div>")
    }
}

/// What every question has round its control: the group, the hint, the error, and the ids that tie them together.
struct FormGroup {
    let id: String
    let hint: Content?
    let error: Content?
    var describedBy: String?
    var classes: String?

    private var hintID: String { id + "-hint" }
    private var errorID: String { id + "-error" }

    /// The ids of everything that describes the control, apart by spaces, or `nil`.
    var description: String? {
        var ids = describedBy ?? ""
        if hint != nil { ids += ids.isEmpty ? hintID : " " + hintID }
        if error != nil { ids += ids.isEmpty ? errorID : " " + errorID }
        return ids.isEmpty ? nil : ids
    }

    /// Writes the group and, inside it, whatever the closure writes.
    func write(to page: inout HTMLWriter, attributes: [Attribute] = [], _ content: (inout HTMLWriter) -> Void) {
        page.trusted("<div")
        page.classes("govuk-form-group", error == nil ? nil : "govuk-form-group--error", classes)
        page.attributes(attributes)
        page.trusted(">")
        content(&page)
        page.trusted("</div>")
    }

    /// Writes the group with a label, the hint and the error before the control.
    func write(
        to page: inout HTMLWriter, label: Label, attributes: [Attribute] = [], _ control: (inout HTMLWriter) -> Void
    ) {
        write(to: &page, attributes: attributes) { page in
            label.write(for: id, to: &page)
            writeHintAndError(to: &page)
            control(&page)
        }
    }

    /// Writes the group with a legend, the hint and the error before the controls; without a legend there is no fieldset.
    func write(
        to page: inout HTMLWriter, legend: Legend?, role: String? = nil, fieldsetClasses: String? = nil,
        _ controls: (inout HTMLWriter) -> Void
    ) {
        write(to: &page) { page in
            if let legend {
                page.trusted("<fieldset")
                page.classes("govuk-fieldset", fieldsetClasses)
                page.attribute("role", role)
                page.attribute("aria-describedby", description)
                page.trusted(">")
                page.add(legend)
            }
            writeHintAndError(to: &page)
            controls(&page)
            if legend != nil { page.trusted("</fieldset>") }
        }
    }

    private func writeHintAndError(to page: inout HTMLWriter) {
        if let hint { page.add(Hint(text: hint, id: hintID)) }
        if let error { page.add(ErrorMessage(error, id: errorID)) }
    }
}

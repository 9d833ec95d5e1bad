/// A file from the person's own device.
public struct FileUpload: Component {
    let name: String
    let label: Label
    let group: FormGroup
    let accept: String?
    let isMultiple: Bool

    /// - Parameters:
    ///   - accept: the types to offer, as in `application/pdf,image/*`; the server looks for itself.
    ///   - isMultiple: whether several files may be chosen.
    public init(
        name: String, label: Label, id: String? = nil, hint: Content? = nil, error: Content? = nil,
        accept: String? = nil, isMultiple: Bool = false
    ) {
        self.name = name
        self.label = label
        self.accept = accept
        self.isMultiple = isMultiple
        group = FormGroup(id: id ?? name, hint: hint, error: error)
    }

    public func write(to page: inout HTMLWriter) {
        group.write(to: &page, label: label) { page in
            page.trusted("<input")
            page.classes("govuk-file-upload", group.error == nil ? nil : "govuk-file-upload--error")
            page.attribute("id", group.id)
            page.attribute("name", name)
            page.trusted(" type=\"file\"")
            page.attribute("multiple", if: isMultiple)
            page.attribute("aria-describedby", group.description)
            page.attribute("accept", accept)
            page.trusted(">")
        }
    }
}

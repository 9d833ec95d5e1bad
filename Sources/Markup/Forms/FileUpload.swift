/// A file from the person's own device.
public struct FileUpload: Component {
    let name: String
    let label: Label
    let group: FormGroup
    let accept: String?
    let isMultiple: Bool
    let isDisabled: Bool
    let dropZone: DropZone?
    let classes: String?
    let attributes: [Attribute]

    /// - Parameters:
    ///   - accept: the types to offer, as in `application/pdf,image/*`; the server looks for itself.
    ///   - isMultiple: whether several files may be chosen.
    ///   - dropZone: makes it a place onto which files can be dragged once the script has run.
    ///   - describedBy: ids of other elements that describe the field.
    ///   - groupClasses: further classes of the group round the field.
    public init(
        name: String, label: Label, id: String? = nil, hint: Content? = nil, error: Content? = nil,
        accept: String? = nil, isMultiple: Bool = false, isDisabled: Bool = false, dropZone: DropZone? = nil,
        describedBy: String? = nil, classes: String? = nil, groupClasses: String? = nil, attributes: [Attribute] = []
    ) {
        self.name = name
        self.label = label
        self.accept = accept
        self.isMultiple = isMultiple
        self.isDisabled = isDisabled
        self.dropZone = dropZone
        self.classes = classes
        self.attributes = attributes
        group = FormGroup(id: id ?? name, hint: hint, error: error, describedBy: describedBy, classes: groupClasses)
    }

    public func write(to page: inout HTMLWriter) {
        group.write(to: &page, label: label) { page in
            guard let dropZone else { return writeInput(to: &page) }
            page.element(
                "div", class: "govuk-file-upload-wrapper",
                attributes: [Attribute("data-module", "govuk-file-upload")] + dropZone.attributes
            ) { writeInput(to: &$0) }
        }
    }

    private func writeInput(to page: inout HTMLWriter) {
        page.trusted("<input")
        page.classes("govuk-file-upload", classes, group.error == nil ? nil : "govuk-file-upload--error")
        page.attribute("id", group.id)
        page.attribute("name", name)
        page.trusted(" type=\"file\"")
        page.attribute("disabled", if: isDisabled)
        page.attribute("multiple", if: isMultiple)
        page.attribute("aria-describedby", group.description)
        page.attribute("accept", accept)
        page.attributes(attributes)
        page.trusted(">")
    }
}

extension FileUpload {
    /// What the script says in and about the place onto which files are dragged. Whatever is left out is in English.
    public struct DropZone: Sendable {
        let chooseFilesButton: String?
        let noFileChosen: String?
        let oneFileChosen: String?
        let multipleFilesChosen: String?
        let dropInstruction: String?
        let enteredDropZone: String?
        let leftDropZone: String?

        /// - Parameters:
        ///   - oneFileChosen: said of a single file where several may be chosen.
        ///   - multipleFilesChosen: said of several; `%{count}` stands for how many.
        public init(
            chooseFilesButton: String? = nil, noFileChosen: String? = nil, oneFileChosen: String? = nil,
            multipleFilesChosen: String? = nil, dropInstruction: String? = nil, enteredDropZone: String? = nil,
            leftDropZone: String? = nil
        ) {
            self.chooseFilesButton = chooseFilesButton
            self.noFileChosen = noFileChosen
            self.oneFileChosen = oneFileChosen
            self.multipleFilesChosen = multipleFilesChosen
            self.dropInstruction = dropInstruction
            self.enteredDropZone = enteredDropZone
            self.leftDropZone = leftDropZone
        }

        var attributes: [Attribute] {
            [
                Attribute("data-i18n.choose-files-button", chooseFilesButton),
                Attribute("data-i18n.no-file-chosen", noFileChosen),
                Attribute("data-i18n.multiple-files-chosen.one", oneFileChosen),
                Attribute("data-i18n.multiple-files-chosen.other", multipleFilesChosen),
                Attribute("data-i18n.drop-instruction", dropInstruction),
                Attribute("data-i18n.entered-drop-zone", enteredDropZone),
                Attribute("data-i18n.left-drop-zone", leftDropZone),
            ].filter { $0.value != nil }
        }
    }
}

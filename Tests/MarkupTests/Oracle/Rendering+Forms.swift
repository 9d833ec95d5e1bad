@_spi(Testing) import Markup

/// Our form components for the parameters of the official ones.
func formComponent(_ name: String, _ p: JSON) -> (any Component)? {
    switch name {
    case "button": button(p)
    case "input": input(p)
    case "textarea": textarea(p)
    case "character-count": characterCount(p)
    case "radios": radios(p)
    case "checkboxes": checkboxes(p)
    case "select": select(p)
    case "date-input": dateInput(p)
    case "password-input": passwordInput(p)
    case "file-upload": fileUpload(p)
    case "fieldset":
        Fieldset(legend(p), describedBy: p.describedBy.string, classes: p.classes.string, content: p.contentOrNothing)
    case "error-message": ErrorMessage(p.contentOrNothing, id: p.id.string, classes: p.classes.string)
    case "error-summary": errorSummary(p)
    default: nil
    }
}

func label(_ p: JSON) -> Label {
    let (size, rest) = p.label.modifier("govuk-label--")
    return Label(
        p.label.contentOrNothing, size: size.flatMap(TextSize.init), isPageHeading: p.label.isPageHeading.bool ?? false,
        classes: rest)
}

func legend(_ p: JSON) -> Legend {
    let (size, rest) = p.legend.modifier("govuk-fieldset__legend--")
    return Legend(
        p.legend.contentOrNothing, size: size.flatMap(TextSize.init),
        isPageHeading: p.legend.isPageHeading.bool ?? false, classes: rest)
}

/// The attributes that the sets use, in the order in which every set has them.
func attributes(_ p: JSON) -> [Attribute] {
    guard case .object(let members) = p.attributes else { return [] }
    let names: [(name: StaticString, key: String)] = [
        ("data-suggest", "data-suggest"), ("data-suggest-none", "data-suggest-none"), ("data-test", "data-test"),
    ]
    return names.compactMap { name, key in members[key]?.string.map { Attribute(name, $0) } }
}

private func button(_ p: JSON) -> Button {
    let (kind, rest) = p.modifier("govuk-button--")
    let kinds: [String: Button.Kind] = ["secondary": .secondary, "warning": .warning, "inverse": .inverse]
    return Button(
        p.contentOrNothing, kind: kind.flatMap { kinds[$0] } ?? .primary,
        action: p.type.string.flatMap(Button.Action.init) ?? .submit,
        name: p.name.string, value: p.value.string, id: p.id.string, href: p.href.string,
        isStart: p.isStartButton.bool ?? false,
        isDisabled: p.disabled.bool ?? false, preventsDoubleClick: p.preventDoubleClick.bool, classes: rest,
        attributes: attributes(p))
}

private func width(_ p: JSON) -> (width: TextInput.Width?, rest: String?) {
    let (characters, rest) = p.modifier("govuk-input--width-")
    if let count = characters.flatMap({ Int($0) }) { return (.characters(count), rest) }
    let (share, others) = p.modifier("govuk-!-width-")
    return (share == "two-thirds" ? .twoThirds : nil, others)
}

private func input(_ p: JSON) -> TextInput {
    let (width, rest) = width(p)
    return TextInput(
        name: p.name.string ?? "", label: label(p), id: p.id.string,
        type: p.type.string.flatMap(TextInput.Kind.init) ?? .text,
        value: p.value.string, hint: p.hint.content, error: p.errorMessage.content, width: width,
        prefix: p.prefix.content,
        suffix: p.suffix.content, inputmode: p.inputmode.string, autocomplete: p.autocomplete.string,
        autocapitalize: p.autocapitalize.string, spellcheck: p.spellcheck.bool, pattern: p.pattern.string,
        isDisabled: p.disabled.bool ?? false, describedBy: p.describedBy.string, classes: rest,
        groupClasses: p.formGroup.classes.string, attributes: attributes(p))
}

private func textarea(_ p: JSON) -> TextArea {
    TextArea(
        name: p.name.string ?? "", label: label(p), id: p.id.string, value: p.value.string, rows: p.rows.int ?? 5,
        hint: p.hint.content, error: p.errorMessage.content, autocomplete: p.autocomplete.string,
        spellcheck: p.spellcheck.bool,
        isDisabled: p.disabled.bool ?? false, describedBy: p.describedBy.string, classes: p.classes.string,
        groupClasses: p.formGroup.classes.string, attributes: attributes(p))
}

private func characterCount(_ p: JSON) -> CharacterCount {
    CharacterCount(
        name: p.name.string ?? "", label: label(p),
        limit: p.maxwords.int.map { .words($0) } ?? .characters(p.maxlength.int ?? 0),
        id: p.id.string, value: p.value.string, rows: p.rows.int ?? 5, hint: p.hint.content,
        error: p.errorMessage.content,
        threshold: p.threshold.int, spellcheck: p.spellcheck.bool, classes: p.classes.string,
        groupClasses: p.formGroup.classes.string, attributes: attributes(p))
}

private func choices(_ p: JSON) -> [Choice] {
    p.items.list.map { item in
        if let divider = item.divider.string { return .divider(.text(divider)) }
        return Choice(
            item.value.string ?? "", item.contentOrNothing, hint: item.hint.content,
            conditional: item.conditional.content,
            isChecked: item.checked.bool, isDisabled: item.disabled.bool ?? false,
            isExclusive: item.behaviour.string == "exclusive",
            id: item.id.string, attributes: attributes(item))
    }
}

private func radios(_ p: JSON) -> Radios {
    let (style, _) = p.modifier("govuk-radios--")
    return Radios(
        name: p.name.string ?? "", legend: p.fieldset.exists ? legend(p.fieldset) : nil, choices: choices(p),
        value: p.value.string,
        hint: p.hint.content, error: p.errorMessage.content, isInline: style == "inline", isSmall: style == "small",
        idPrefix: p.idPrefix.string, groupClasses: p.formGroup.classes.string, attributes: attributes(p))
}

private func checkboxes(_ p: JSON) -> Checkboxes {
    let (style, _) = p.modifier("govuk-checkboxes--")
    return Checkboxes(
        name: p.name.string ?? "", legend: p.fieldset.exists ? legend(p.fieldset) : nil, choices: choices(p),
        values: p.values.list.compactMap(\.string), hint: p.hint.content, error: p.errorMessage.content,
        isSmall: style == "small",
        idPrefix: p.idPrefix.string, groupClasses: p.formGroup.classes.string, attributes: attributes(p))
}

private func select(_ p: JSON) -> Select {
    Select(
        name: p.name.string ?? "", label: label(p),
        options: p.items.list.map {
            .init($0.value.string ?? "", $0.contentOrNothing, isDisabled: $0.disabled.bool ?? false)
        },
        value: p.value.string, id: p.id.string, hint: p.hint.content, error: p.errorMessage.content,
        isDisabled: p.disabled.bool ?? false, describedBy: p.describedBy.string, classes: p.classes.string,
        groupClasses: p.formGroup.classes.string, attributes: attributes(p))
}

private func dateInput(_ p: JSON) -> DateInput {
    var values: [DateInput.Part: String] = [:]
    var wrongParts: Set<DateInput.Part> = []
    for item in p.items.list {
        guard let part = item.name.string.flatMap(DateInput.Part.init) else { continue }
        values[part] = item.value.string
        if item.classes.string?.contains("error") == true { wrongParts.insert(part) }
    }
    return DateInput(
        id: p.id.string ?? "", legend: p.fieldset.exists ? legend(p.fieldset) : nil, namePrefix: p.namePrefix.string,
        values: values,
        hint: p.hint.content, error: p.errorMessage.content, wrongParts: wrongParts,
        isBirthday: p.items.list.contains { $0.autocomplete.exists }, groupClasses: p.formGroup.classes.string,
        attributes: attributes(p))
}

private func passwordInput(_ p: JSON) -> PasswordInput {
    PasswordInput(
        name: p.name.string ?? "", label: label(p), id: p.id.string, hint: p.hint.content,
        error: p.errorMessage.content,
        isNew: p.autocomplete.string == "new-password", width: width(p).width, describedBy: p.describedBy.string,
        attributes: attributes(p))
}

private func fileUpload(_ p: JSON) -> FileUpload {
    FileUpload(
        name: p.name.string ?? "", label: label(p), id: p.id.string, hint: p.hint.content,
        error: p.errorMessage.content,
        accept: p.attributes.accept.string, isMultiple: p.multiple.bool ?? false,
        isDisabled: p.disabled.bool ?? false, dropZone: p.javascript.bool == true ? dropZone(p) : nil,
        describedBy: p.describedBy.string, classes: p.classes.string, groupClasses: p.formGroup.classes.string,
        attributes: attributes(p))
}

private func dropZone(_ p: JSON) -> FileUpload.DropZone {
    FileUpload.DropZone(
        chooseFilesButton: p.chooseFilesButtonText.string, noFileChosen: p.noFileChosenText.string,
        oneFileChosen: p.multipleFilesChosenText.one.string,
        multipleFilesChosen: p.multipleFilesChosenText.other.string,
        dropInstruction: p.dropInstructionText.string, enteredDropZone: p.enteredDropZoneText.string,
        leftDropZone: p.leftDropZoneText.string)
}

private func errorSummary(_ p: JSON) -> ErrorSummary {
    ErrorSummary(
        p.errorList.list.map { .init($0.contentOrNothing, href: $0.href.string) },
        title: p.titleText.string.map(Content.text),
        description: p.descriptionText.string.map(Content.text), disablesAutoFocus: p.disableAutoFocus.bool)
}

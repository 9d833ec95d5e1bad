import Markup
import Rulebook

/// One question of a form with its answer and what is wrong with it, as the control that fits.
struct FieldInput: Sendable {
    let question: FormPlan.Question
    let answers: FormAnswers
    let faults: FormFaults
    var speech = Speech.english
    var style = FieldControl.Style.whole
    /// Whether the question is the heading of its page.
    var isHeading = false

    private var field: FieldDefinition { question.field }
    private var error: Content? { faults.message(field.id) }

    private var name: String { question.label }
    private var hint: Content? { question.hint.map { .text($0) } }

    private var legend: Legend {
        isHeading ? Legend(.text(name), size: .l, isPageHeading: true) : Legend(.text(name))
    }
    private var label: Label { isHeading ? Label(.text(name), size: .l, isPageHeading: true) : Label(.text(name)) }

    func write(to page: inout HTMLWriter) {
        let id = field.id
        switch question.control {
        case .radios(let options):
            page.add(
                Radios(
                    name: id, legend: legend, choices: options.map { choice($0) }, value: answers.text(id),
                    hint: hint,
                    error: error, isInline: options.count == 2 && question.followUps.isEmpty,
                    isSmall: style == .whole && options.count > 2
                ))
        case .checkboxes(let options):
            page.add(
                Checkboxes(
                    name: id, legend: legend, choices: options.map { choice($0) }, values: answers.all(id),
                    hint: hint,
                    error: error, isSmall: style == .whole && options.count > 2,
                    groupClasses: options.count > 10 ? "fg-columns" : nil))
        case .tick:
            page.add(
                Checkboxes(
                    name: id, legend: nil, choices: [choice(.init(value: "yes", label: name))], values: answers.all(id),
                    hint: hint,
                    error: error, isSmall: style == .whole))
        case .select(let options):
            page.add(
                Select(
                    name: id, label: label,
                    options: [.init("", .text(speech("Choose")))] + options.map { .init($0.value, .text($0.label)) },
                    value: answers.text(id),
                    hint: hint, error: error))
        case .suggestions(let list, _):
            page.add(line(.text, attributes: [Attribute("list", "list-" + list)]))
        case .search(let list): write(searching: list, to: &page)
        case .date:
            let (day, month, year) = answers.date(id)
            page.add(
                DateInput(
                    id: id, legend: legend, values: [.day: day, .month: month, .year: year], hint: hint,
                    error: error))
        case .number: page.add(line(.text, width: .characters(4), inputmode: "numeric"))
        case .line(.text): page.add(line(.text))
        case .line(.email): page.add(line(.email, width: .characters(30)))
        case .line(.phone): page.add(line(.tel, width: .characters(20)))
        case .longText where style == .journey:
            // Nobody comes near the limit; whoever does is told when the page is sent.
            page.add(
                TextArea(
                    name: id, label: label, value: answers.text(id), rows: 5, hint: hint, error: error, spellcheck: true
                ))
        case .longText:
            page.add(
                CharacterCount(
                    name: id, label: label, limit: .characters(field.longest), value: answers.text(id),
                    rows: 6,
                    hint: hint, error: error, spellcheck: true))
        }
    }

    /// Found by typing. Where what was typed is not on the list, the nearest entries are offered to choose from.
    private func write(searching list: String, to page: inout HTMLWriter) {
        page.add(
            line(
                .text,
                attributes: [
                    Attribute("data-suggest", "/suggest/" + list),
                    Attribute("data-suggest-more", speech("{count} results")),
                    Attribute("data-suggest-one", speech("1 result")),
                    Attribute("data-suggest-none", speech("No results")),
                ]))
        guard let picks = faults.picks[field.id] else { return }
        let (name, legend) = (field.id + FieldInput.pick, Legend(.text(speech("Did you mean"))))
        // Within the bar of the field that it is about.
        page.element("div", class: "fg-pick") { page in
            page.add(
                Radios(
                    name: name, legend: legend, choices: picks.map { Choice($0.value, .text($0.label)) }, isSmall: true)
            )
        }
    }

    /// Ends the name of the choice among what may have been meant.
    static let pick = "-pick"

    private func line(
        _ type: TextInput.Kind, width: TextInput.Width? = nil, inputmode: String? = nil, attributes: [Attribute] = []
    ) -> TextInput {
        TextInput(
            name: field.id, label: label, type: type, value: answers.text(field.id), hint: hint,
            error: error,
            width: width, inputmode: inputmode, autocomplete: "off", attributes: attributes)
    }

    private func choice(_ option: FieldControl.Option) -> Choice {
        let followers = question.followUps.filter { $0.value == option.value }.map(\.question)
        guard !followers.isEmpty else { return Choice(option.value, .text(option.label)) }
        let (answers, faults, speech, style) = (answers, faults, speech, style)
        return Choice(
            option.value, .text(option.label),
            conditional: Content { page in
                for follower in followers {
                    FieldInput(
                        question: follower, answers: answers, faults: faults, speech: speech, style: style
                    ).write(to: &page)
                }
            })
    }
}

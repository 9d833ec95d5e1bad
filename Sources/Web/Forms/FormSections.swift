import Markup
import Rulebook

/// The questions of a plan, section by section, and the lists that its fields suggest from.
struct FormSections: Sendable {
    let plan: FormPlan
    let answers: FormAnswers
    let faults: FormFaults
    var speech = Speech.english
    var style = FieldControl.Style.whole
    /// Whether its one question, or group of questions, is the heading of the page.
    var isHeading = false

    func write(to page: inout HTMLWriter) {
        for section in plan.sections {
            guard let title = section.title, plan.sections.count > 1 else {
                write(section.items, to: &page)
                continue
            }
            let form = self
            page.add(
                Fieldset(Legend(.text(title), size: .m), content: Content { form.write(section.items, to: &$0) }))
        }
        writeSuggestions(to: &page)
    }

    private func write(_ items: [FormPlan.Item], to page: inout HTMLWriter) {
        let more = items.filter(isMore)
        let isOpen = more.contains { item in
            if case .question(let question) = item {
                !answers.text(question.field.id).isEmpty || faults.message(question.field.id) != nil
            } else {
                false
            }
        }
        var isMoreWritten = false
        for item in items {
            guard !more.isEmpty, isMore(item) else {
                write(item, to: &page)
                continue
            }
            if isMoreWritten { continue }
            isMoreWritten = true
            let form = self
            page.add(
                Details(
                    .text(speech("More places")), isOpen: isOpen,
                    content: Content { page in for item in more { form.write(item, to: &page) } }))
        }
    }

    private func isMore(_ item: FormPlan.Item) -> Bool {
        if case .question(let question) = item { question.isSetAside } else { false }
    }

    private func write(_ item: FormPlan.Item, to page: inout HTMLWriter) {
        switch item {
        case .question(let question): input(question).write(to: &page)
        case .oneOf(let need, let group): write(need, group, to: &page)
        }
    }

    private func input(_ question: FormPlan.Question) -> FieldInput {
        FieldInput(
            question: question, answers: answers, faults: faults, speech: speech, style: style, isHeading: isHeading)
    }

    /// A group of which one is needed. What is wrong with the group is told at its first question.
    private func write(_ need: NeedsOneOf, _ group: [FormPlan.Question], to page: inout HTMLWriter) {
        let form = self
        page.add(
            Fieldset(
                isHeading
                    ? Legend(.text(speech(need.label)), size: .l, isPageHeading: true)
                    : Legend(.text(speech(need.label))),
                content: Content { page in
                    var form = form
                    form.isHeading = false
                    for question in group { form.input(question).write(to: &page) }
                }))
    }

    /// One list for each code list, however many fields suggest from it.
    private func writeSuggestions(to page: inout HTMLWriter) {
        var written: Set<String> = []
        for question in plan.questions {
            guard case .suggestions(let list, let options) = question.control, written.insert(list).inserted else {
                continue
            }
            page.trusted("<datalist")
            page.attribute("id", "list-" + list)
            page.trusted(">")
            for option in options {
                page.trusted("<option")
                page.attribute("value", option.label)
                page.trusted("></option>")
            }
            page.trusted("</datalist>")
        }
    }
}

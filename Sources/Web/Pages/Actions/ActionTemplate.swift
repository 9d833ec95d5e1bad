import Access
import Markup
import Rulebook

/// An action as a form, made from its definition.
struct ActionTemplate: Sendable {
    let form: ActionForm

    private var step: ActionStep { form.step }

    func write(to page: inout HTMLWriter) {
        if !form.faults.isEmpty { page.add(form.faults.summary) }
        page.heading(.text(step.heading), .l, caption: step.caption)
        if step.isReview {
            ReviewForms(form: form).write(to: &page)
        } else {
            SecondPersonNote(step: step).write(to: &page)
            if step.action.amends != nil {
                page.paragraph("Fill in only what is to change. What was sent first stays in the record beside it.")
            }
            writeQuestion(to: &page)
            ActionFields(form: form).write(to: &page)
        }
    }
}

extension ActionTemplate {
    /// What somebody who referred is asked, where a link said which question the answer is about.
    private func writeQuestion(to page: inout HTMLWriter) {
        guard let field = step.action.questionField, step.action.settlesNamedIn == nil,
            let asked = step.dossier.question(form.answers.text(field))?.definition.referrer
        else { return }
        page.add(InsetText(.text(asked.english)))
    }
}

extension ActionStep {
    var heading: String {
        isReview ? "Review a draft: \(record.title.english.lowercasedFirst)" : action.label.english
    }

    var caption: Content { visit.caption }
}

extension CaseVisit {
    /// The person’s name, where it is seen, and the reference.
    var caption: Content {
        let reference = Reference(reference)
        guard let name = view.title else { return "Case \(reference)" }
        return "\(typed: name), case \(reference)"
    }
}

/// The questions of an action and its button.
struct ActionFields: Sendable {
    let form: ActionForm

    func write(to page: inout HTMLWriter) {
        let step = form.step
        page.form(to: step.address(step.verb), hidden: form.hidden) { page in
            FormSections(
                plan: step.plan, answers: form.answers, faults: form.faults,
                style: step.action.amends == nil ? .whole : .correction
            ).write(to: &page)
            DayInput(answers: form.answers, faults: form.faults).write(to: &page)
            page.add(Button(.text(step.action.label.english)))
        }
    }
}

/// Says when an action takes effect only once a second person has confirmed it.
struct SecondPersonNote: Sendable {
    let step: ActionStep

    func write(to page: inout HTMLWriter) {
        guard let condition = step.action.secondPerson else { return }
        let words = ConditionWords(rulebook: step.visit.site.rulebook, dossier: step.dossier, record: step.record)
        let when = words.words(condition).map { "If \($0), a" } ?? "A"
        page.add(
            InsetText(
                "\(when) second person looks at it and confirms it before it takes effect. Until then it is a draft."))
    }
}

import Access
import Casework
import Ledger
import Markup
import Rulebook

/// A decision beside its evidence: what has to be found, the test in force, and the form or the draft.
struct DecisionTemplate: Sendable {
    let form: ActionForm
    private let evidence: DecisionEvidence
    private let elements: DecisionElements
    private let test: RuleValue?

    init(_ form: ActionForm) async throws {
        self.form = form
        let step = form.step
        let visit = step.visit
        evidence = DecisionEvidence(step)
        let answer = try await visit.site.access.law(
            "elements_found", about: step.record.id, of: visit.view.reference, for: visit.visit.account,
            purpose: visit.purpose)
        elements = DecisionElements(answer: answer, evidence: evidence, draft: step.pending?.values)
        test = visit.nation.flatMap { visit.site.rulebook.value(of: step.record.id + ".test", on: visit.today, in: $0) }
    }

    func write(to page: inout HTMLWriter) {
        if !form.faults.isEmpty { page.add(form.faults.summary) }
        page.heading(.text(form.step.heading), .l, caption: form.step.caption)
        page.paragraph(Content { $0.link("Go past the evidence", to: "#decision") })
        page.element("div", class: "fg-two") { page in
            page.element(
                "section", class: "fg-two__first",
                attributes: [Attribute("tabindex", "0"), Attribute("aria-label", "The evidence")]
            ) {
                evidence.write(to: &$0)
            }
            page.element("section", class: "fg-two__second", id: "decision") { writeDecision(to: &$0) }
        }
    }

    private func writeDecision(to page: inout HTMLWriter) {
        let step = form.step
        page.heading("The decision", .l, level: 2)
        writeOpenQuestions(to: &page)
        writeTest(to: &page)
        page.add(elements)
        if step.isReview {
            ReviewForms(form: form).write(to: &page)
        } else {
            SecondPersonNote(step: step).write(to: &page)
            ActionFields(form: form).write(to: &page)
        }
    }

    /// What nobody has settled yet holds no decision up, and is not overlooked either.
    private func writeOpenQuestions(to page: inout HTMLWriter) {
        let visit = form.step.visit
        let open = visit.view.questions.filter { $0.settledOn == nil }
        guard !open.isEmpty else { return }
        let words =
            open.count == 1
            ? "1 question is open on this case. Look at it before you decide."
            : "\(open.count) questions are open on this case. Look at them before you decide."
        page.add(WarningText(.text(words)))
        page.list(open.map { question in .text(question.label + (question.field.map { ": \($0)" } ?? "")) })
        let link = open.count == 1 ? "What to do about it" : "What to do about them"
        page.paragraph(Content { $0.link(.text(link), to: visit.address() + "#questions") })
    }

    /// The test that applies today, in its words, with its source and how sure the rulebook is of it.
    private func writeTest(to page: inout HTMLWriter) {
        page.element("div", class: "fg-test") { page in
            page.heading("The test in force today", .s, level: 3)
            guard let test else {
                page.paragraph("The rulebook gives none for this day and nation. Ask before you decide.")
                return
            }
            page.element("p", class: "fg-test__words", .text(test.words))
            page.element("p", class: "fg-law-note") { page in
                page.add(test.status.tag)
                page.text(" ")
                page.link("The rule and its history", to: ruleAddress(test.id))
            }
            page.element("p", class: "fg-law-note", .text("Source: \(test.source)"))
            if let caution = test.confidence.caution { page.element("p", class: "fg-law-note", .text(caution)) }
        }
    }
}

import Access
import Markup
import Rulebook

/// A draft in full, and the two things that a second person can do with it.
struct ReviewForms: Sendable {
    let form: ActionForm
    var showsDraft = true

    func write(to page: inout HTMLWriter) {
        guard let pending = form.step.pending else { return }
        if showsDraft {
            page.heading("The draft", .m)
            page.add(SummaryList(pending.lines.map(\.row)))
        }
        guard !pending.isOwn else {
            page.add(WarningText("You drafted this decision. Somebody else has to confirm it or send it back."))
            return
        }
        let step = form.step
        page.heading("Confirm", .m)
        page.paragraph("The decision takes effect at once, under your name as the second person.")
        page.form(to: step.address(SecondPersonVerb.confirm), hidden: form.hidden) { page in
            page.add(Button("Confirm the decision"))
        }
        guard step.record.field(SecondPersonVerb.reasonField) != nil else { return }
        page.heading("Or send it back", .m)
        page.form(to: step.address(SecondPersonVerb.sendBack), hidden: form.hidden) { page in
            FormSections(plan: step.sendBackPlan, answers: form.answers, faults: form.faults).write(to: &page)
            page.add(Button("Send back to the author", kind: .secondary))
        }
    }
}

extension ActionStep {
    /// The one question of sending a draft back: why.
    var sendBackPlan: FormPlan {
        FormPlan(
            record.field(SecondPersonVerb.reasonField).map { [($0, true)] } ?? [], of: record, in: dossier,
            rulebook: visit.site.rulebook, on: visit.today)
    }
}

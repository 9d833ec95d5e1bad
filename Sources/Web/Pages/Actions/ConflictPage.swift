import Access
import Hummingbird
import Markup
import Rulebook

/// Somebody changed the case since the form was opened: what they did, and what was typed, so that it is not lost.
enum ConflictPage {
    static func respond(_ form: ActionForm, now visit: CaseVisit) -> Response {
        var page = visit.site.frame(visit.title, session: visit.visit.session)
        page.backLink = BackLink(visit.address(), text: "Back to the case")
        let changes = visit.view.timeline.filter { $0.version > form.version }
        let typed = form.step.plan.questions.compactMap { question in
            let text = form.answers.all(question.field.id).joined(separator: ", ")
            return text.isEmpty ? nil : SummaryList.Row(.text(question.field.label.english), .typed(text))
        }
        let html = page.html { page in
            page.heading("The case has changed", .l, caption: visit.caption)
            page.paragraph("Nothing was recorded, because this happened after you opened the form:")
            if changes.isEmpty {
                page.paragraph("What you may see of the case has changed.")
            } else {
                page.add(Timeline(changes.map(\.entry), level: 2))
            }
            page.paragraph("Look at the case again. If it is still right to go on, open the form anew.")
            if !typed.isEmpty {
                page.add(Details("What you had answered", content: Content(SummaryList(typed))))
            }
            page.add(
                ButtonGroup(
                    Content { page in
                        page.add(Button("Look at the case again", href: visit.address()))
                        page.link("Open the form anew", to: form.step.address(form.step.verb))
                    }))
        }
        return visit.site.respond(html, status: .conflict)
    }
}

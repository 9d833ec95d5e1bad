import Access
import Markup

/// What this person may do on the case now.
struct CaseActions {
    let visit: CaseVisit

    func write(to page: inout HTMLWriter) {
        page.heading("What you can do now", .m)
        guard !visit.view.actions.isEmpty else {
            page.paragraph("Nothing at present, in your role and for this purpose.")
            return
        }
        page.list(
            visit.view.actions.map { action in
                let address = visit.address("/\(action.record)/\(action.action)")
                return Content { $0.link(.text(action.label), to: address, class: "govuk-link govuk-link--no-visited-state") }
            }, .plain)
    }
}

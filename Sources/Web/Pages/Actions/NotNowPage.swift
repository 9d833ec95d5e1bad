import Access
import Hummingbird
import Markup

/// An action that is this role's and cannot be done as the case stands.
enum NotNowPage {
    static func respond(_ error: NotNow) -> Response {
        let visit = error.visit
        var page = visit.site.frame(visit.title, session: visit.visit.session)
        page.backLink = BackLink(visit.address(), text: "Back to the case")
        let html = page.html { page in
            page.heading("Not possible now", .l, caption: "Case \(Reference(visit.reference))")
            page.paragraph("“\(error.label)” cannot be done as the case stands, or not for this purpose.")
            page.paragraph("It stands at: \(visit.view.standing.lowercasedFirst).")
            CaseActions(visit: visit).write(to: &page)
        }
        return visit.site.respond(html, status: .conflict)
    }
}

import Hummingbird
import Markup
import Rulebook

/// The field's words and what they mean here.
enum GlossaryPage {
    @Sendable
    static func show(_ visit: Visit) async throws -> Response {
        let page = visit.site.frame("Glossary", session: visit.session, in: .glossary)
        let terms = visit.site.rulebook.glossary.sorted {
            $0.title.english.lowercased() < $1.title.english.lowercased()
        }
        return visit.site.respond(
            page.html { page in
                page.heading("Glossary", .xl)
                page.paragraph("The words of the field and what they mean in this service.", class: "govuk-body-l")
                page.add(SummaryList(terms.map(row)))
            })
    }

    private static func row(_ term: GlossaryTerm) -> SummaryList.Row {
        let title = Content { page in
            page.element("span", id: term.id, .text(term.title.english))
            if let short = term.short { page.text(" (\(short))") }
        }
        let means = Content { page in
            page.text(term.means.english)
            if let welsh = term.title.texts["cy"] {
                page.trusted("<br><span class=\"fg-quiet\">Welsh: <span lang=\"cy\">")
                page.text(welsh)
                page.trusted("</span></span>")
            }
        }
        return SummaryList.Row(title, means)
    }
}

import Hummingbird
import Ledger
import Markup

/// The end of opening a case: its reference, and what happens next.
enum NewCaseDonePage {
    private static let field = "reference"

    static func address(_ reference: CaseReference) -> String { "/new/done?\(field)=\(reference)" }

    @Sendable
    static func show(_ visit: SignedInVisit) async throws -> Response {
        guard let reference = CaseReference(visit.query.first(field)) else { throw Problem.notFound }
        let page = visit.site.frame("Sent", session: visit.session)
        return visit.site.respond(
            page.html { page in
                page.add(
                    Panel(
                        "Sent", content: "The reference is \(Reference(reference.description))"))
                page.heading("What happens next", .m)
                page.paragraph(
                    "Whoever decides on the case has it now. Keep the reference: it names nobody, and it is how you ask about the case."
                )
                page.paragraph(Content { $0.link("Go to the start page", to: "/") })
            })
    }
}

import Hummingbird
import Ledger
import Markup

/// From a reference that somebody was given to the page of the case.
enum OpenCase {
    private static let field = "reference"

    @Sendable
    static func find(_ visit: SignedInVisit) async throws -> Response {
        guard let reference = CaseReference(visit.query.first(field)) else { throw Problem.notFound }
        return visit.site.redirect(to: "/cases/\(reference)")
    }

    /// The form for it. A reference names nobody, so it may stand in an address.
    static func writeForm(to page: inout HTMLWriter) {
        page.form(to: "/cases", method: .get) { page in
            page.add(
                TextInput(
                    name: field, label: Label("Open a case by its reference", size: .s),
                    hint: "For example, 7KD2-M9QX-W3T. Capitals, spaces and hyphens do not matter.",
                    width: .characters(20),
                    autocomplete: "off", autocapitalize: "characters", spellcheck: false))
            page.add(Button("Open", kind: .secondary))
        }
    }
}

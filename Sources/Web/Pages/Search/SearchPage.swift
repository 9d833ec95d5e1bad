import Access
import Hummingbird
import Ledger
import Markup
import Rulebook

/// Finds cases. What is searched for travels in the body of a form, never in an address.
enum SearchPage {
    private static let field = "text"

    @Sendable
    static func show(_ visit: SignedInVisit) async throws -> Response {
        respond(visit, text: "", result: nil)
    }

    @Sendable
    static func find(_ visit: SignedInVisit) async throws -> Response {
        let text = String(visit.form.first(field).prefix(200))
        return respond(visit, text: text, result: try await visit.site.services.access.search(text, for: visit.account))
    }

    private static func respond(_ visit: SignedInVisit, text: String, result: SearchResult?) -> Response {
        let isBlank = result?.isEmpty ?? false
        var page = visit.site.frame("Search", session: visit.session, in: .search)
        page.hasErrors = isBlank
        let html = page.html { page in
            let error = "Enter a name, a date of birth, a phone number or a reference"
            if isBlank { page.add(ErrorSummary([.init(.text(error), field: field)])) }
            page.heading("Search", .l)
            page.form(to: "/search", hidden: [(HiddenField.csrf, visit.session.csrf)]) { page in
                page.add(
                    TextInput(
                        name: field, label: "Name, date of birth, phone number or reference", type: .search,
                        value: text,
                        hint: "Names may be in any order and a letter off, for example Nguyen Thi 27/3/1998",
                        error: isBlank ? .text(error) : nil, autocomplete: "off", spellcheck: false))
                page.add(Button("Search"))
            }
            if let result, !isBlank { SearchResults(site: visit.site, result: result).write(to: &page) }
        }
        return visit.site.respond(html, status: isBlank ? .unprocessableContent : .ok)
    }
}

private struct SearchResults {
    let site: Site
    let result: SearchResult

    func write(to page: inout HTMLWriter) {
        let exact = result.hits.filter(\.isExact)
        let similar = result.hits.filter { !$0.isExact }
        page.heading("Results", .m, id: "results")
        if result.hits.isEmpty {
            page.paragraph("Nothing was found. Try another spelling, fewer words, or the date of birth alone.")
        }
        if result.isCutShort {
            page.add(
                InsetText("There is more than can be shown. Add a date of birth or another name to find fewer."))
        }
        write(exact, "Found as written", to: &page)
        write(similar, "Written in a similar way", to: &page)
    }

    private func write(_ hits: [SearchHit], _ caption: Content, to page: inout HTMLWriter) {
        guard !hits.isEmpty else { return }
        page.add(
            Table(
                caption: caption, captionSize: .s, head: ["Case", "Name", "Standing", "Nation"],
                rows: hits.map(row), firstCellIsHeader: true, narrow: .stacks))
    }

    private func row(_ hit: SearchHit) -> [Table.Cell] {
        let dossier = hit.dossier
        let reference = dossier.reference.description
        let standing =
            site.rulebook.dossier(dossier.kind)?.standing(dossier.standing)?.label.english ?? dossier.standing
        return [
            Table.Cell(Content { $0.link(Content(Reference(reference)), to: "/cases/\(reference)") }),
            Table.Cell(dossier.title.map { .typed($0) } ?? "Not shown"),
            Table.Cell(.text(standing)),
            Table.Cell(.text(dossier.nation.flatMap { site.rulebook.nation($0.code)?.title.english } ?? "Not known")),
        ]
    }
}

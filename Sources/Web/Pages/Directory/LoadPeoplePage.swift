import Access
import Hummingbird
import Markup

/// Adding many people from a spreadsheet, with what is wrong told row by row.
enum LoadPeoplePage {
    private static let path = PeoplePages.path + "/load"
    private static let field = "table"

    @Sendable
    static func show(_ visit: SignedInVisit) async throws -> Response {
        respond(visit, text: "", error: nil, rows: nil)
    }

    @Sendable
    static func send(_ visit: SignedInVisit) async throws -> Response {
        let text = visit.form.first(field)
        do {
            let table = try PeopleTable(text)
            let isTrial = visit.form.first("do") != "add"
            let rows = try await visit.accounts.load(
                table, by: visit.account, with: visit.site.access, isTrial: isTrial)
            return respond(
                visit, text: text, error: rows.isEmpty ? "There are no rows below the first" : nil, rows: rows)
        } catch let fault as PeopleTable.Fault {
            return respond(visit, text: text, error: fault.description, rows: nil)
        }
    }

    private static func respond(_ visit: SignedInVisit, text: String, error: String?, rows: [LoadedRow]?) -> Response {
        var page = visit.site.frame("Add many people", session: visit.session, in: .people)
        page.hasErrors = error != nil
        page.isWide = rows != nil
        page.backLink = BackLink(PeoplePages.path, text: "Back to people")
        let html = page.html { page in
            if let error { page.add(ErrorSummary([.init(.text(error), field: field)])) }
            page.heading("Add many people", .l)
            if let rows, !rows.isEmpty { write(rows, visit, to: &page) }
            page.paragraph(
                "Copy the rows out of a spreadsheet saved as CSV. The first row names the columns: sign_in, name, role and organisation; unit, areas, starts_on and ends_on may be there."
            )
            page.form(to: path, hidden: [(HiddenField.csrf, visit.session.csrf)]) { page in
                page.add(
                    TextArea(
                        name: field, label: "Rows", value: text, rows: 12, error: error.map { .text($0) },
                        spellcheck: false))
                page.add(
                    ButtonGroup(
                        Content { page in
                            page.add(Button("Look for faults", kind: .secondary, name: "do", value: "try"))
                            page.add(Button("Add and invite", name: "do", value: "add"))
                        }))
            }
        }
        return visit.site.respond(html, status: error == nil ? .ok : .unprocessableContent)
    }

    private static func write(_ rows: [LoadedRow], _ visit: SignedInVisit, to page: inout HTMLWriter) {
        let origin = visit.site.configuration.publicOrigin ?? ""
        let added = rows.filter { $0.invitation != nil }.count
        let faulty = rows.filter { $0.fault != nil }.count
        page.paragraph(
            added > 0
                ? "\(added) added. Hand each address to its person; it is shown now and never again. Rows with a fault were not added."
                : faulty == 0
                    ? "No faults were found. Nobody has been added yet."
                    : "\(faulty) rows have a fault. Nobody was added.")
        page.add(
            Table(
                caption: nil, head: ["Line", "Sign-in name", "What became of it"],
                rows: rows.map { row in
                    [
                        Table.Cell(.text("\(row.line)")), Table.Cell(.typed(row.signIn)),
                        Table.Cell(
                            row.fault.map { .text($0) } ?? row.invitation.map { .text("\(origin)/invitation/\($0)") }
                                ?? "Could be added"),
                    ]
                }, narrow: .stacks))
    }
}

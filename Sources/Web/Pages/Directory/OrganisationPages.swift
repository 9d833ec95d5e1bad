import Access
import Hummingbird
import Markup
import Rulebook

/// Organisations whose people work here.
enum OrganisationPages {
    private static let pageSize = 50
    static let path = "/organisations"

    @Sendable
    static func list(_ visit: SignedInVisit) async throws -> Response {
        let after = visit.query.first("after")
        var organisations = try await visit.site.access.directory.organisations(after: after, limit: pageSize + 1)
        let hasMore = organisations.count > pageSize
        if hasMore { organisations.removeLast() }
        let kinds = visit.site.rulebook.lists["organisation_kind"]
        var page = visit.site.frame("Organisations", session: visit.session, in: .organisations)
        page.isWide = true
        return visit.site.respond(
            page.html { page in
                page.heading("Organisations", .xl)
                page.add(Button("Register an organisation", href: path + "/new"))
                page.add(
                    Table(
                        caption: nil, head: ["Short name", "Name", "Kinds", "Open"],
                        rows: organisations.map { one in
                            [
                                Table.Cell(Content { $0.link(.text(one.id), to: "\(path)/\(one.reference)") }),
                                Table.Cell(.typed(one.name)),
                                Table.Cell(
                                    .text(one.kinds.map { kinds?.label(of: $0) ?? $0 }.joined(separator: ", "))),
                                Table.Cell(one.isOpen ? "Yes" : "No"),
                            ]
                        }, firstCellIsHeader: true, narrow: .stacks))
                page.add(
                    Pagination(
                        previous: after.isEmpty ? nil : .init(path, text: "Back to the start"),
                        next: hasMore ? organisations.last.map { .init("\(path)?after=\($0.id)", text: "More") } : nil))
            })
    }
}

/// A person or an organisation: what is recorded, and what may be done.
enum DirectoryEntryPage {
    @Sendable
    static func show(_ visit: SignedInVisit) async throws -> Response {
        let visit = try await CaseVisit.open(visit)
        var page = visit.site.frame(
            visit.title, session: visit.visit.session, in: visit.kind == .account ? .people : .organisations)
        page.backLink = BackLink(visit.kind.base, text: "Back to the list")
        let done = CasePage.Done(rawValue: visit.visit.query.first("done"))
        return visit.site.respond(
            page.html { page in
                if let done { page.add(NotificationBanner(.text(done.sentence), kind: .success)) }
                page.heading(
                    visit.view.title.map { .typed($0) } ?? .text(visit.title), .xl, caption: .text(visit.view.standing))
                for record in visit.view.records {
                    page.heading(.text(record.title), .m)
                    if !record.state.isEmpty { page.paragraph("\(record.state), since \(DateText(record.since)).") }
                    for section in record.sections { page.add(SummaryList(section.lines.map(\.row))) }
                }
                CaseActions(visit: visit).write(to: &page)
                if visit.kind == .account {
                    page.form(
                        to: "\(PeoplePages.path)/\(visit.reference)/invite",
                        hidden: [(HiddenField.csrf, visit.visit.session.csrf)]
                    ) { page in
                        page.paragraph(
                            "A new invitation ends the sessions, the password and the second factors that there are.")
                        page.add(Button("Invite anew", kind: .secondary))
                    }
                }
                CaseTimeline(events: visit.view.timeline).write(to: &page)
            })
    }
}

import Access
import Casework
import Hummingbird
import Ledger
import Markup
import Rulebook

/// Who looked at what, and why: for whoever watches over looking.
enum LooksPages {
    private static let pageSize = 50

    /// Looks that are unusual.
    @Sendable
    static func unusual(_ visit: SignedInVisit) async throws -> Response {
        let looks = try await visit.site.access.unusualLooks(
            before: before(visit), limit: pageSize + 1, for: visit.account)
        return respond(
            visit, title: "Unusual looks",
            lead:
                "Somebody of the same name, somebody else’s case, the night, many cases in a day, refusal upon refusal, or a broken glass. Unusual does not mean wrong: ask.",
            looks: looks, address: "/looks")
    }

    /// The looks at one case.
    @Sendable
    static func ofCase(_ visit: SignedInVisit) async throws -> Response {
        let reference = try visit.reference()
        let looks = try await visit.site.access.looks(
            at: reference, before: before(visit), limit: pageSize + 1, for: visit.account)
        return respond(
            visit, title: "Who looked at case \(reference)",
            lead: "Refusals too: also of a case that is not there, or not for whoever asked.", looks: looks,
            address: "/looks/cases/\(reference)")
    }

    /// The looks of one person.
    @Sendable
    static func ofPerson(_ visit: SignedInVisit) async throws -> Response {
        let reference = try visit.reference()
        let looks = try await visit.site.access.looks(
            of: reference.description, before: before(visit), limit: pageSize + 1, for: visit.account)
        return respond(
            visit, title: "What one person looked at", lead: looks?.first?.person ?? "", looks: looks,
            address: "/looks/people/\(reference)")
    }

    private static func before(_ visit: SignedInVisit) -> Int64 { Int64(visit.query.first("before")) ?? .max }

    private static func respond(
        _ visit: SignedInVisit, title: String, lead: String, looks: [NamedLook]?, address: String
    ) -> Response {
        var looks = looks ?? []
        let hasMore = looks.count > pageSize
        if hasMore { looks.removeLast() }
        var page = visit.site.frame(title, session: visit.session, in: .looks)
        page.isWide = true
        let site = visit.site
        return site.respond(
            page.html { page in
                page.heading(.text(title), .xl)
                page.paragraph(.typed(lead))
                if looks.isEmpty { page.paragraph("None.") }
                page.add(
                    Table(
                        caption: nil, head: ["When", "Who", "Did what", "Why", "By what right", "Unusual"],
                        rows: looks.map { row($0, site) }, narrow: .stacks))
                let next = hasMore ? looks.last.map { "\(address)?before=\($0.position)" } : nil
                page.add(Pagination(previous: nil, next: next.map { .init($0, text: "Earlier") }))
            })
    }

    private static func row(_ named: NamedLook, _ site: Site) -> [Table.Cell] {
        let look = named.look
        let role = site.rulebook.role(look.actor.role)?.title.english ?? look.actor.role
        return [
            Table.Cell(.text(MomentWords.words(look.at.milliseconds, site: site))),
            Table.Cell(
                Content { page in
                    if let person = Reference(look.actor.account) {
                        page.link(.typed(named.person ?? ""), to: "/looks/people/\(person)")
                    } else {
                        page.add(.typed(named.person ?? ""))
                    }
                    page.text(", \(role.lowercasedFirst), ")
                    page.add(.typed(named.organisation))
                }),
            Table.Cell(
                Content { page in
                    page.text(LookWords.act(look, site))
                    if let reference = look.reference, look.act != .administered {
                        page.text(" ")
                        page.link(.text(reference.description), to: "/looks/cases/\(reference)")
                    }
                    if let text = look.text {
                        page.text(": ")
                        page.add(.typed(text))
                    }
                }),
            Table.Cell(.text(site.rulebook.purposes[look.purpose]?.english ?? "")),
            Table.Cell(.text(LookWords.relation(look.relation))),
            Table.Cell(
                Content { page in for mark in look.marks { page.add(Tag(.text(LookWords.mark(mark)), .yellow)) } }),
        ]
    }
}

/// What the log of looks says, in words.
enum LookWords {
    static func act(_ look: Look, _ site: Site) -> String {
        switch look.act {
        case .opened: "Opened"
        case .read:
            "Read \(site.rulebook.dossier("case")?.record(look.detail)?.title.english.lowercasedFirst ?? look.detail) of"
        case .searched: "Searched, \(look.detail) found"
        case .listed: "Opened the list of work"
        case .exported: "Exported"
        case .refused: "Was refused"
        case .administered: "Opened an account or an organisation"
        case .signedIn: "Signing in: \(look.detail)"
        case .audited: "Read the log of looks"
        }
    }

    static func mark(_ mark: Look.Mark) -> String {
        switch mark {
        case .ownName: "Own name"
        case .neverAssigned: "Somebody else’s case"
        case .night: "At night"
        case .volume: "Many cases"
        case .emergency: "Broken glass"
        case .guessing: "Refused again and again"
        }
    }

    static func relation(_ id: String) -> String {
        Relation(rawValue: id).map(relation) ?? ""
    }

    static func relation(_ relation: Relation) -> String {
        switch relation {
        case .assigned: "Assigned to them"
        case .team: "Assigned to their team"
        case .organisation: "Their organisation’s case"
        case .area: "In their area"
        case .invited: "Invited to join in"
        case .emergency: "Broken glass"
        case .any: "Watches over all cases"
        }
    }
}

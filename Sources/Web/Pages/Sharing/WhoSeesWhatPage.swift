import Access
import Hummingbird
import Markup
import Rulebook

/// Who can see what: the rulebook's lines, for everybody to read. The tests compare what happens with the same lines.
enum WhoSeesWhatPage {
    static let path = "/who-sees-what"

    @Sendable
    static func show(_ visit: Visit) async throws -> Response {
        let site = visit.site
        var page = site.frame("Who can see what", session: visit.session)
        page.isWide = true
        return site.respond(
            page.html(capacity: 65_536) { page in
                page.heading("Who can see what", .xl)
                page.paragraph(
                    "Four gates stand before every answer, and all must be open: what kind of worker somebody is, what they have to do with the case, why they look, and what the person agreed to or the law allows. What is not written here is not seen.",
                    class: "govuk-body-l")
                for role in site.rulebook.roles where !role.isSystem { write(role, site, to: &page) }
            })
    }

    private static func write(_ role: RoleDefinition, _ site: Site, to page: inout HTMLWriter) {
        page.heading(.text(role.title.english), .m, id: role.id)
        if let about = role.about { page.paragraph(.text(about.english)) }
        let lines = role.sees.filter { $0.dossier == "case" }
        guard !lines.isEmpty else {
            page.paragraph("Sees no case.")
            return
        }
        page.add(
            Table(
                caption: nil, head: ["In order to", "If they are", "And the person agreed to", "Sees", "In"],
                rows: lines.map { row($0, site) }, narrow: .stacks))
    }

    private static func row(_ sight: RoleDefinition.Sight, _ site: Site) -> [Table.Cell] {
        let purposes = sight.purposes.map { site.rulebook.purposes[$0]?.english.lowercasedFirst ?? $0 }
        let consents = sight.consents.compactMap { site.rulebook.sharing.consent($0)?.title.english }
        let bases = sight.bases.compactMap { site.rulebook.sharing.basis($0)?.title.english.lowercasedFirst }
        let asked =
            consents.isEmpty
            ? "Nothing is asked"
            : consents.joined(separator: " and ") + (bases.isEmpty ? "" : "; or \(bases.joined(separator: ", or "))")
        let records = sight.records.map { ids in
            ids.compactMap { site.rulebook.dossier("case")?.record($0)?.title.english.lowercasedFirst }
                .joined(separator: ", ")
        }
        return [
            Table.Cell(.text(purposes.joined(separator: ", or "))),
            Table.Cell(.text(sight.relations.sorted().map(SightWords.relation).joined(separator: ", or "))),
            Table.Cell(.text(asked)), Table.Cell(.text(SightWords.classes(sight.classes))),
            Table.Cell(.text(records ?? "every record")),
        ]
    }
}

/// Why somebody cannot see a case: what it would take, whether there is one or not.
enum WhyNotPage {
    static let path = "/why-not"

    @Sendable
    static func show(_ visit: SignedInVisit) async throws -> Response {
        let site = visit.site
        let role = site.rulebook.role(visit.account.role)
        var page = site.frame("Why you may not see a case", session: visit.session)
        page.isWide = true
        return site.respond(
            page.html { page in
                page.heading("Why you may not see a case", .xl)
                page.paragraph(
                    "This page is the same whether there is such a case or not. It says what it takes to see one.")
                let lines = (role?.sees ?? []).filter { $0.dossier == "case" }
                if lines.isEmpty {
                    page.paragraph("Your role sees no case at all.")
                } else {
                    page.paragraph(
                        "As \(role?.title.english.lowercasedFirst ?? "") you see a case when all of one line is true:")
                    page.list(
                        lines.map { line in
                            let consents = line.consents.compactMap { site.rulebook.sharing.consent($0)?.title.english }
                            let bases = line.bases.compactMap { site.rulebook.sharing.basis($0)?.title.english }
                            let asked =
                                consents.isEmpty
                                ? ""
                                : " The person agreed to: \(consents.joined(separator: " and "))"
                                    + (bases.isEmpty
                                        ? "." : "; or by law: \(bases.joined(separator: ", ").lowercasedFirst).")
                            let purposes = line.purposes.map {
                                site.rulebook.purposes[$0]?.english.lowercasedFirst ?? $0
                            }
                            return .text(
                                "You are \(line.relations.sorted().map(SightWords.relation).joined(separator: ", or ")), and look in order to \(purposes.joined(separator: ", or ")).\(asked)"
                            )
                        })
                }
                page.paragraph("And you have not declared a conflict of interest.")
                page.paragraph(
                    "If you work with the person and cannot see their case, ask whoever has it to assign you or to invite you."
                )
                if site.access.mayBreakGlass(visit.account) {
                    page.paragraph(
                        Content { page in
                            page.text("If a life is at risk, ")
                            page.link("break the glass", to: EmergencyPage.path)
                            page.text(".")
                        })
                }
            })
    }
}

import Access
import Hummingbird
import Markup
import Rulebook

/// What the person agreed to, and what may go to whom, and why.
enum SharingPage {
    @Sendable
    static func show(_ visit: SignedInVisit) async throws -> Response {
        let caseVisit = try await CaseVisit.open(visit, extent: .overview)
        let sharing = try await visit.site.access.sharing(
            caseVisit.view.reference, for: visit.account, purpose: caseVisit.purpose)
        var page = visit.site.frame(caseVisit.title, session: visit.session)
        page.isWide = true
        page.backLink = BackLink(caseVisit.address(), text: "Back to the case")
        return visit.site.respond(
            page.html { page in
                page.heading("Consent and sharing", .xl, caption: caseVisit.caption)
                write(sharing.consents, caseVisit, to: &page)
                write(sharing.bases, to: &page)
                write(sharing.lines, to: &page)
            })
    }

    private static func write(_ consents: [Sharing.Consent], _ visit: CaseVisit, to page: inout HTMLWriter) {
        page.heading("What the person agreed to", .m)
        page.paragraph(
            "The latest answer counts, from the moment it is recorded. What nobody has asked is not agreed to.")
        page.add(
            Table(
                caption: nil, head: ["What", "Answer", "What follows from a yes"],
                rows: consents.map { consent in
                    [
                        Table.Cell(.text(consent.definition.title.english)),
                        Table.Cell(
                            Content { page in
                                page.add(tag(consent.standing))
                                page.text(" ")
                                page.text(words(consent.standing))
                                for (name, standing) in consent.forOrganisations {
                                    page.trusted("<br>")
                                    page.add(.typed(name))
                                    page.text(": ")
                                    page.add(tag(standing))
                                    page.text(" ")
                                    page.text(words(standing))
                                }
                            }),
                        Table.Cell(.text(consent.definition.opens.english)),
                    ]
                }, firstCellIsHeader: true, narrow: .stacks))
        if visit.view.actions.contains(where: { $0.record == "consent" && $0.action == "record" }) {
            page.add(Button("Record an answer", href: visit.address("/consent/record")))
        }
    }

    private static func tag(_ standing: ConsentStanding) -> Tag {
        switch standing.answer {
        case .given: Tag("Given", .green)
        case .refused: Tag("Refused", .red)
        case .withdrawn: Tag("Withdrawn", .red)
        case .lapsed: Tag("Lapsed", .yellow)
        case .notAsked: Tag("Not asked", .grey)
        }
    }

    private static func words(_ standing: ConsentStanding) -> String {
        if standing.isFromForm { return "on the referral form" }
        let since = standing.since.map { "on \($0.spelledOut)" }
        let until = standing.until.map { "until \($0.spelledOut)" }
        return [since, until].compactMap { $0 }.joined(separator: ", ")
    }

    private static func write(_ bases: [Sharing.Basis], to page: inout HTMLWriter) {
        page.heading("What the law allows without asking", .m)
        page.add(
            SummaryList(
                bases.map { basis in
                    SummaryList.Row(
                        .text(basis.definition.title.english),
                        Content { page in
                            page.add(basis.applies ? Tag("Applies here", .green) : Tag("Not by itself", .grey))
                            page.element("p", class: "govuk-body", .text(basis.definition.means.english))
                            page.element("p", class: "fg-law-note", .text("Source: \(basis.definition.source)"))
                            if let caution = basis.definition.confidence.caution {
                                page.element("p", class: "fg-law-note", .text(caution))
                            }
                        })
                }))
    }

    private static func write(_ lines: [Sharing.Line], to page: inout HTMLWriter) {
        let lines = lines.filter { $0.relations != [.emergency] }
        page.heading("What may go to whom now", .m)
        page.paragraph(
            "Each line needs somebody who has to do with the case in the way it says. A line that is shut opens as soon as the person agrees. When a life is at risk, whoever breaks the glass sees more for a few hours."
        )
        page.add(
            Table(
                caption: nil, head: ["Who", "If they are", "May know", "Why"],
                rows: (lines.filter(\.isOpen) + lines.filter { !$0.isOpen }).map { line in
                    [
                        Table.Cell(.text(line.role.title.english)),
                        Table.Cell(.text(line.relations.map(SightWords.relation).joined(separator: ", or "))),
                        Table.Cell(
                            .text(
                                (line.isOpen ? "" : "Not: ") + SightWords.classes(line.classes) + " in "
                                    + line.records.map(\.title.english.lowercasedFirst).joined(separator: ", "))),
                        Table.Cell(reason(line.reason)),
                    ]
                }, firstCellIsHeader: true, narrow: .stacks))
    }

    private static func reason(_ reason: Sharing.Reason) -> Content {
        func titles(_ consents: [ConsentDefinition]) -> String {
            consents.map { "“\($0.title.english)”" }.joined(separator: " and ")
        }
        return switch reason {
        case .work: "Their work needs it, and nothing is asked."
        case .consents(let consents): .text("The person agreed: \(titles(consents)).")
        case .consentsOfSome(let consents): .text("The person agreed for some organisations only: \(titles(consents)).")
        case .basis(let basis): .text("By law: \(basis.title.english.lowercasedFirst). \(basis.source)")
        case .missing(let consents): .text("The person would have to agree: \(titles(consents)).")
        }
    }
}

/// Lines of what roles see, in words.
enum SightWords {
    static func relation(_ relation: Relation) -> String {
        switch relation {
        case .assigned: "assigned to it"
        case .team: "in the team it is assigned to"
        case .organisation: "in an organisation that has it"
        case .area: "covering its area"
        case .invited: "invited to join in"
        case .emergency: "breaking the glass"
        case .any: "anybody with this role"
        }
    }

    static func classes(_ classes: SealingClasses) -> String {
        SealingClass.allCases.filter(classes.contains).map(words).joined(separator: ", ")
    }

    static func words(_ sealingClass: SealingClass) -> String {
        switch sealingClass {
        case .open: "how it stands"
        case .personal: "who the person is"
        case .contact: "how to reach them"
        case .location: "where they are"
        case .narrative: "what they told"
        case .immigration: "immigration matters"
        case .intelligence: "intelligence"
        }
    }
}

import Access
import Casework
import Hummingbird
import Ledger
import Markup
import Rulebook

/// Where a referral begins, and where the drafts of a team lie.
enum ReferPage {
    private static let mostSent = 5

    @Sendable
    static func show(_ visit: SignedInVisit) async throws -> Response { try await respond(visit) }

    /// - Parameter wrong: what was typed as the number of people, where it is none.
    private static func respond(_ visit: SignedInVisit, wrong: String? = nil) async throws -> Response {
        let journeys = visit.site.access.journeys(visit.account)
        guard !journeys.isEmpty else { throw Problem.notForRole }
        let access = visit.site.access
        let own = try await DraftListPage(visit, parameter: "own") {
            try await access.drafts(ownedBy: visit.account, after: $0, limit: $1)
        }
        let others = try await DraftListPage(visit) {
            try await access.drafts(for: visit.account, after: $0, areOthers: true, limit: $1)
        }
        let sent = try await access.draftsSent(by: visit.account, limit: mostSent)
        let names = try await access.ownerNames(of: others.lines)
        var page = visit.referFrame(visit.speech("Refer"), back: nil)
        page.hasErrors = wrong != nil
        return visit.respondRefer(page, status: wrong == nil ? .ok : .unprocessableContent) { page in
            ReferTemplate(
                visit: visit, journeys: journeys, own: own, others: others, sent: sent, owners: names, wrong: wrong
            ).write(to: &page)
        }
    }

    /// Begins a draft.
    @Sendable
    static func begin(_ visit: SignedInVisit) async throws -> Response {
        guard
            let journey = visit.site.access.journeys(visit.account).first(where: {
                $0.id == visit.form.first("journey")
            })
        else { throw Problem.notFound }
        var content = Draft.Content()
        let typed = String(visit.form.first("people").filter { !$0.isWhitespace })
        guard let people = Int(typed.isEmpty ? "1" : typed), (1...PeopleOfDraft.most).contains(people) else {
            return try await respond(visit, wrong: visit.form.first("people"))
        }
        content.attachedTo = CaseReference(visit.form.first("case"))
        let shared = journey.sharedFields
        while content.people.count < people, content.attachedTo == nil { content.addPerson(sharing: shared) }
        let draft = try await visit.site.access.beginDraft(journey.id, for: visit.account, content: content)
        let desk = DraftDesk(visit, draft)
        return visit.site.redirect(to: desk.isGroup ? desk.base + "/people" : desk.address(after: nil))
    }
}

private struct ReferTemplate {
    let visit: SignedInVisit
    let journeys: [JourneyDefinition]
    let own: DraftListPage
    let others: DraftListPage
    let sent: [DraftLine]
    let owners: [String: String]
    let wrong: String?

    private var say: Speech { visit.speech }

    private var fault: Content? {
        wrong == nil
            ? nil
            : .text(
                say(
                    "Enter a number from 1 to {most}. Begin a second draft for more people.",
                    ["most": String(PeopleOfDraft.most)]))
    }

    func write(to page: inout HTMLWriter) {
        if let fault { page.add(ErrorSummary([.init(fault, field: "people")])) }
        if visit.query.first("gone") == "1" {
            page.add(NotificationBanner(.text(say("The draft is deleted. Nothing of it is kept.")), kind: .success))
        }
        if visit.query.first("handed") == "1" {
            page.add(NotificationBanner(.text(say("The draft is in their hands now.")), kind: .success))
        }
        for journey in journeys { write(journey, to: &page) }
        writeDrafts(to: &page)
        writeSent(to: &page)
    }

    private func write(_ journey: JourneyDefinition, to page: inout HTMLWriter) {
        let (say, visit) = (say, visit)
        page.heading(.text(say(journey.title)), .xl)
        if let about = journey.about { page.paragraph(.text(say(about)), class: "govuk-body-l") }
        if let first = visit.site.rulebook.sharing.emergency.first {
            page.add(WarningText(.text(say(first))))
        }
        page.add(
            Details(
                .text(say("What you will be asked")),
                content: Content { page in
                    page.paragraph(
                        .text(
                            say(
                                "Who you are, the person’s age, whether they agree once you have explained it, who they are, what happened, where, by whom, what you saw, and where the decision should go. You can stop at any page: everything is kept for your team for four weeks."
                            )))
                    page.list([
                        Content { $0.link(.text(say("A sheet with every question, to print")), to: "/refer/sheet") },
                        Content {
                            $0.link(.text(say("What to tell the person, in twelve languages")), to: "/explanation")
                        },
                    ])
                }))
        page.form(to: DraftDesk.path, hidden: visit.hidden([("journey", journey.id)])) { page in
            page.add(
                TextInput(
                    name: "people", label: Label(.text(say("How many people did you meet together?"))),
                    value: wrong ?? "1",
                    hint: .text(say("Each gets a referral of their own. What they share is asked once.")),
                    error: fault, width: .characters(2), inputmode: "numeric"))
            page.add(Button(.text(say("Start now")), isStart: true))
        }
    }

    private func writeDrafts(to page: inout HTMLWriter) {
        page.heading(.text(say("Your drafts")), .l)
        if own.lines.isEmpty {
            page.paragraph(.text(say("None of yours is waiting.")))
        } else {
            page.add(
                Table(
                    caption: nil, head: [head("Draft"), head("Your own reference"), head("Begun"), head("Kept until")],
                    rows: own.lines.map { row($0) }, firstCellIsHeader: true, narrow: .stacks))
            own.writeNext(say("More drafts"), at: DraftDesk.path, to: &page)
        }
        guard !others.lines.isEmpty else { return }
        page.add(
            Table(
                caption: .text(say("Drafts of your team, those first that go first")),
                head: [
                    head("Draft"), head("Your own reference"), head("Responsible"), head("Begun"), head("Kept until"),
                ], rows: others.lines.map { row($0, owner: owners[$0.head.owner] ?? "") }, firstCellIsHeader: true,
                narrow: .stacks))
        others.writeNext(say("More drafts"), at: DraftDesk.path, to: &page)
    }

    private func head(_ words: String) -> Table.Cell { .init(.text(say(words))) }

    private func writeSent(to page: inout HTMLWriter) {
        page.heading(.text(say("Referrals that were sent")), .l)
        let own = sent.map { draft in
            Content { page in
                page.link(.typed(say.title(of: draft)), to: "\(DraftDesk.path)/\(draft.id)/done")
                page.text(", ")
                page.text(say("can be read here until"))
                page.text(" ")
                page.add(DateText(draft.head.endsOn))
            }
        }
        if !own.isEmpty { page.list(own) }
        page.paragraph(
            Content { $0.link(.text(say("What your team sent a short while ago")), to: SentDrafts.path) })
        page.paragraph(Content { $0.link(.text(say("See what became of them")), to: "/referrals") })
    }

    private func row(_ draft: DraftLine, owner: String? = nil) -> [Table.Cell] {
        let isLate = draft.head.warnsOn <= visit.site.today
        let say = say
        let until = Content { page in
            page.add(DateText(draft.head.endsOn))
            if isLate {
                page.trusted(" ")
                page.add(Tag(.text(say("Goes soon")), .red))
            }
        }
        return [
            .init(Content { $0.link(.typed(say.title(of: draft)), to: "\(DraftDesk.path)/\(draft.id)") }),
            .ownReference(of: draft),
        ] + (owner.map { [.init(.typed($0))] } ?? []) + [.init("\(DateText(draft.head.begunOn))"), .init(until)]
    }
}

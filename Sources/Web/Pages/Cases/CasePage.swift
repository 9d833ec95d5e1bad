import Access
import Hummingbird
import Ledger
import Markup

/// One case: who, how to reach them safely, what is open, what is due, what may be done, what happened.
enum CasePage {
    @Sendable
    static func show(_ visit: SignedInVisit) async throws -> Response {
        let visit = try await CaseVisit.open(visit, extent: .overview)
        var page = visit.site.frame(visit.title, session: visit.visit.session)
        page.isWide = true
        let outcome = Done(rawValue: visit.visit.query.first("done"))
        return visit.site.respond(page.html { CaseTemplate(visit: visit, done: outcome).write(to: &$0) })
    }

    /// What has just been done, told once on the case page. A short code: the address says nothing of the case.
    enum Done: String {
        case recorded = "1"
        case drafted = "2"
        case confirmed = "3"
        case sentBack = "4"
        case before = "5"
        case shut = "6"

        var sentence: String {
            switch self {
            case .recorded: "Recorded. What follows from it is shown below."
            case .drafted: "Your draft is recorded. It takes effect when a second person confirms it."
            case .confirmed: "Confirmed. The decision is in effect."
            case .sentBack: "Sent back to its author, with your reason."
            case .shut: "Recorded. You do not see that case any more."
            case .before: "This had been recorded already. Nothing was recorded twice."
            }
        }
    }
}

private struct CaseTemplate {
    let visit: CaseVisit
    let done: CasePage.Done?

    private var view: DossierView { visit.view }

    func write(to page: inout HTMLWriter) {
        if let done { page.add(NotificationBanner(.text(done.sentence), kind: .success)) }
        page.add(
            CaseHead(
                view.title.map { .typed($0) } ?? "Case \(view.reference.description)",
                reference: view.reference.description,
                standing: Tag(.text(view.standing), .blue),
                facts: [.text(view.nation), "Opened on \(DateText(view.openedOn))"]))
        PurposeSwitch(visit: visit).write(to: &page)
        let visit = visit
        page.add(
            CaseLayout(
                main: Content { page in
                    SafeContactCard(visit: visit).write(to: &page)
                    CaseQuestions(visit: visit).write(to: &page)
                    CaseSummary(lines: visit.view.summary).write(to: &page)
                },
                side: Content { page in
                    CaseActions(visit: visit).write(to: &page)
                    CaseClocks(visit: visit).write(to: &page)
                }, sideLabel: "What to do and by when"))
        CaseRecords(visit: visit).write(to: &page)
        CaseTimeline(events: view.timeline).write(to: &page)
    }
}

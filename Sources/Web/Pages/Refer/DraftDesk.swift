import Access
import Casework
import Hummingbird
import Law
import Ledger
import Markup
import Rulebook

/// A draft as the person who looks at it works on it.
final class DraftDesk: Sendable {
    static let path = "/refer"
    /// Stands for everybody in the draft where an address names a person.
    static let everybody = "all"

    let visit: SignedInVisit
    let draft: Draft
    let steps: DraftSteps
    let say: Speech
    let dossier: DossierDefinition?
    let record: RecordDefinition?

    var site: Site { visit.site }
    var journey: JourneyDefinition { draft.journey }
    var base: String { DraftDesk.base(of: draft) }

    /// The draft in the address.
    ///
    /// - Throws: `LedgerError.unknownReference`, the same for one that is wrong, gone, or not of this team.
    static func draft(_ visit: SignedInVisit) async throws -> Draft {
        guard let id = CaseReference(visit.parameter("draft")) else { throw Problem.notFound }
        return try await visit.site.access.draft(id, for: visit.account)
    }

    /// The address of a draft.
    static func base(of draft: Draft) -> String { "\(path)/\(draft.id)" }

    /// Opens the draft in the address, as ``draft(_:)``.
    static func open(_ visit: SignedInVisit) async throws -> DraftDesk {
        DraftDesk(visit, try await draft(visit))
    }

    /// The same for one that can still be changed.
    static func openToChange(_ visit: SignedInVisit) async throws -> DraftDesk {
        let desk = try await open(visit)
        // Whoever goes back after sending sees that it was sent.
        guard desk.draft.sentAt == nil else { throw Problem.elsewhere(desk.base + "/done") }
        return desk
    }

    init(_ visit: SignedInVisit, _ draft: Draft) {
        self.visit = visit
        self.draft = draft
        steps = DraftSteps(draft, access: visit.site.access, account: visit.account)
        say = visit.speech
        dossier = visit.site.rulebook.dossier(draft.journey.dossier)
        record = dossier?.record(draft.journey.record)
    }

    /// What a person is called on a page: by name, where one has been typed.
    func called(_ number: Int) -> String {
        let name = draft.name(of: number)
        if draft.content.people.count == 1 { return name ?? say("The person") }
        // Two of them may be called the same.
        let place = say("Person {number}", ["number": String(place(of: number))])
        return name.map { "\(place): \($0)" } ?? place
    }

    /// The place of a person in the list, from 1: numbers of those taken out again are not shown.
    private func place(of number: Int) -> Int {
        (draft.content.people.firstIndex { $0.number == number } ?? 0) + 1
    }

    /// Whether the answers may still be read: by the team until all is sent, and then by the sender.
    var mayReadAnswers: Bool { draft.sentAt == nil || draft.owner == visit.account.id }

    var isGroup: Bool { draft.content.people.count > 1 }

    func address(_ step: DraftStep) -> String {
        "\(base)/\(step.person.map { String($0) } ?? DraftDesk.everybody)/\(step.id)"
    }

    /// Where somebody goes who has done with a step: the next that is asked, or the answers as a whole.
    func address(after step: DraftStep?) -> String {
        if let person = step?.person ?? draft.content.people.first?.number, steps.sheet(person)?.end != nil {
            return "\(base)/\(person)/end"
        }
        guard let next = steps.next(after: step) else { return "\(base)/check" }
        return address(next)
    }

    /// A page of the journey, with the scripts that keep what is typed.
    func frame(_ title: String, back: String?) -> Page {
        visit.referFrame(title, back: back)
    }

    func respond(
        _ page: Page, status: HTTPResponse.Status = .ok, _ write: @escaping (inout HTMLWriter) -> Void
    ) -> Response {
        visit.respondRefer(page, status: status, write)
    }
}

extension SignedInVisit {
    /// A page of the journey. Its title names nobody: it stands in the browser's history.
    func referFrame(_ title: String, back: String?) -> Page {
        var page = visit.site.frame(title, session: session, in: .refer, speech: visit.speech)
        page.scripts = ["suggest.js", "keep.js", "awake.js"].map(visit.site.assets.address)
        page.backLink = back.map { BackLink($0) }
        return page
    }

    func respondRefer(
        _ page: Page, status: HTTPResponse.Status = .ok, _ write: @escaping (inout HTMLWriter) -> Void
    ) -> Response {
        let (speech, request) = (visit.speech, visit.request)
        // Files are sent to an address that shows nothing by itself.
        let path = request.uri.path.replacingSuffix("/files", with: "/evidence")
        return visit.site.respond(
            page.html(capacity: 65_536) { page in
                LanguageSwitch(say: speech, path: path).write(to: &page)
                write(&page)
                AwakeNotice(say: speech).write(to: &page)
            }, status: status, scripted: true)
    }

    /// What travels unseen with every form of the journey.
    func hidden(_ others: [(name: String, value: String)] = []) -> [(name: String, value: String)] {
        [(HiddenField.csrf, session.csrf)] + others
    }
}

/// Switches between English and Welsh.
struct LanguageSwitch: Sendable {
    let say: Speech
    let path: String

    func write(to page: inout HTMLWriter) {
        page.element("p", class: "govuk-body-s fg-language") { page in
            let (other, name) = say.isWelsh ? ("en", "English") : ("cy", "Cymraeg")
            page.link(
                .text(name), to: "/language/\(other)?back=\(path)",
                attributes: [Attribute("lang", other), Attribute("hreflang", other)])
        }
    }
}

/// Says that a session is about to end, while there is time to stay.
struct AwakeNotice: Sendable {
    let say: Speech

    func write(to page: inout HTMLWriter) {
        let say = say
        page.element(
            "div", class: "fg-awake",
            attributes: [
                Attribute("data-idle", String(Accounts.idleMilliseconds / 1_000)), Attribute("data-warn", "300"),
                Attribute("data-stay", "/awake"), Attribute("data-leave", "/sign-in"),
                Attribute("data-minutes", say("{count} minutes")), Attribute("data-minutes-one", say("1 minute")),
                Attribute("data-seconds", say("{count} seconds")), Attribute("data-seconds-one", say("1 second")),
                Attribute("hidden", ""),
            ]
        ) { page in
            page.element(
                "dialog", class: "fg-awake__dialog", attributes: [Attribute("aria-labelledby", "fg-awake-title")]
            ) { page in
                page.trusted("<h2 id=\"fg-awake-title\" class=\"govuk-heading-m\">")
                page.text(say("You are about to be signed out"))
                page.trusted("</h2><p class=\"govuk-body\">")
                page.text(say("Nothing has happened here for a while. You will be signed out in"))
                page.trusted(" <span class=\"fg-awake__left\">5</span>. ")
                page.text(say("What you typed is kept."))
                page.trusted("</p><button type=\"button\" class=\"govuk-button fg-awake__stay\">")
                page.text(say("Stay signed in"))
                page.trusted("</button>")
                page.paragraph(Content { $0.link(.text(say("Sign in again")), to: "/sign-in") })
            }
        }
    }
}

extension String {
    fileprivate func replacingSuffix(_ suffix: String, with other: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) + other : self
    }
}

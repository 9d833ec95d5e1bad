import Access
import Casework
import Hummingbird
import Law
import Ledger
import Markup
import Rulebook

/// Opening a case: a referral or a report, by those whose work it is.
enum NewCasePage {
    @Sendable
    static func show(_ visit: SignedInVisit) async throws -> Response {
        let day = FormFaults.day(visit.site.today)
        return try respond(NewCase(visit, FormAnswers(FormFields(day)), key: visit.site.services.freshKey()))
    }

    @Sendable
    static func send(_ visit: SignedInVisit) async throws -> Response {
        let key = visit.form.first(HiddenField.key)
        // Whose work it is comes first: others learn nothing of the form.
        var form = try NewCase(visit, FormAnswers(visit.form), key: key)
        guard (8...100).contains(key.utf8.count) else { throw Problem.notUnderstood }
        let today = visit.site.today
        let iso = FormAnswers.iso(form.answers.date(FormFaults.day)) ?? today.description
        guard let day = CivilDate(iso) else {
            var reasons = [Reason(code: "not_a_date", sentence: "", field: FormFaults.day)]
            reasons +=
                visit.site.access.reasonsAgainst(opening: form.kind.rawValue, form.request(on: today))?.reasons ?? []
            form.faults = FormFaults(Refusal(reasons), plan: form.plan)
            return try respond(form, status: .unprocessableContent)
        }
        let command = Command(
            reference: nil, kind: form.kind.rawValue, request: form.request(on: day), key: visit.account.id + " " + key)
        switch try await visit.site.access.open(command, for: visit.account) {
        case .recorded(let reference, _), .repeated(let reference, _), .conflict(let reference, _):
            return visit.site.redirect(
                to: form.kind == .case
                    ? NewCaseDonePage.address(reference) : "\(form.kind.base)/\(reference)?done=1")
        case .refused(let refusal):
            form.faults = FormFaults(refusal, plan: form.plan)
            return try respond(form, status: .unprocessableContent)
        }
    }

    private static func respond(_ form: NewCase, status: HTTPResponse.Status = .ok) throws -> Response {
        let visit = form.visit
        var page = visit.site.frame("New \(form.kind.title.lowercasedFirst)", session: visit.session)
        page.hasErrors = !form.faults.isEmpty
        page.backLink = BackLink(form.kind == .case ? "/" : form.kind.base)
        return visit.site.respond(
            page.html(capacity: 131_072) { page in
                if !form.faults.isEmpty { page.add(form.faults.summary) }
                page.heading(.text(form.opening.action.label.english), .xl)
                page.paragraph("Answer what you know. A question that does not apply may be left empty.")
                page.form(
                    to: visit.request.uri.path,
                    hidden: [(HiddenField.csrf, visit.session.csrf), (HiddenField.key, form.key)]
                ) { page in
                    FormSections(plan: form.plan, answers: form.answers, faults: form.faults).write(to: &page)
                    DayInput(answers: form.answers, faults: form.faults).write(to: &page)
                    page.add(Button(.text(form.opening.action.label.english)))
                }
            }, status: status)
    }
}

/// The form that opens a case.
private struct NewCase {
    let visit: SignedInVisit
    let kind: DossierPages
    let opening: Opening
    let plan: FormPlan
    let answers: FormAnswers
    let key: String
    var faults = FormFaults()

    init(_ visit: SignedInVisit, _ answers: FormAnswers, key: String) throws {
        let rulebook = visit.site.rulebook
        let kind = visit.kind
        let (record, action) = (visit.parameter("record"), visit.parameter("action"))
        guard let dossier = rulebook.dossier(kind.rawValue),
            let opening = Opening.all(in: rulebook, kind: kind.rawValue, role: visit.account.role).first(where: {
                kind != .case || ($0.record.id == record && $0.action.id == action)
            })
        else { throw Problem.notFound }
        // What a journey makes is made there: it explains before it asks.
        if kind == .case, visit.site.access.journeys(visit.account).contains(where: { $0.makes(opening) }) {
            throw Problem.elsewhere(DraftDesk.path)
        }
        self.kind = kind
        self.visit = visit
        self.opening = opening
        self.answers = answers
        self.key = key
        plan = FormPlan(
            opening.action.asked(of: opening.record), of: opening.record, in: dossier, rulebook: rulebook,
            on: visit.site.today)
    }

    func request(on day: CivilDate) -> ActionRequest {
        ActionRequest(
            record: opening.record.id, action: opening.action.id, answers: answers.raw(plan),
            actor: visit.account.actor,
            purpose: opening.action.purposes.first ?? "", occurredOn: day)
    }
}

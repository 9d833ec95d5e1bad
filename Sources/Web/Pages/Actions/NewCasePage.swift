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
        guard (8...100).contains(key.utf8.count) else { throw Problem.notUnderstood }
        var form = try NewCase(visit, FormAnswers(visit.form), key: key)
        let today = visit.site.today
        let iso = FormAnswers.iso(form.answers.date(FormFaults.day)) ?? today.description
        guard let day = CivilDate(iso) else {
            var reasons = [Reason(code: "not_a_date", sentence: "", field: FormFaults.day)]
            reasons += visit.site.access.reasonsAgainst(opening: "case", form.request(on: today))?.reasons ?? []
            form.faults = FormFaults(Refusal(reasons), plan: form.plan)
            return try respond(form, status: .unprocessableContent)
        }
        let command = Command(reference: nil, request: form.request(on: day), key: visit.account.id + " " + key)
        switch try await visit.site.access.open(command, for: visit.account) {
        case .recorded(let reference, _), .repeated(let reference, _), .conflict(let reference, _):
            return visit.site.redirect(to: NewCaseDonePage.address(reference))
        case .refused(let refusal):
            form.faults = FormFaults(refusal, plan: form.plan)
            return try respond(form, status: .unprocessableContent)
        }
    }

    private static func respond(_ form: NewCase, status: HTTPResponse.Status = .ok) throws -> Response {
        let visit = form.visit
        var page = visit.site.frame("New case", session: visit.session)
        page.hasErrors = !form.faults.isEmpty
        page.backLink = BackLink("/")
        return visit.site.respond(
            page.html(capacity: 131_072) { page in
                if !form.faults.isEmpty { page.add(form.faults.summary) }
                page.heading(.text(form.opening.action.label.english), .xl)
                page.paragraph("Answer what you know. A question that does not apply may be left empty.")
                page.form(
                    to: form.opening.address,
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
    let opening: Opening
    let plan: FormPlan
    let answers: FormAnswers
    let key: String
    var faults = FormFaults()

    init(_ visit: SignedInVisit, _ answers: FormAnswers, key: String) throws {
        let rulebook = visit.site.rulebook
        let (record, action) = (visit.parameter("record"), visit.parameter("action"))
        guard let dossier = rulebook.dossier("case"),
            let opening = Opening.all(in: rulebook, role: visit.account.role).first(where: {
                $0.record.id == record && $0.action.id == action
            })
        else { throw Problem.notFound }
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

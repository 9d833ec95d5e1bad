import Access
import Casework
import Hummingbird
import Law
import Ledger
import Markup
import Rulebook

/// Breaking the glass: seeing more of a case because a life is at risk.
enum EmergencyPage {
    static let path = "/emergency"
    private static let referenceField = "reference"

    @Sendable
    static func show(_ visit: SignedInVisit) async throws -> Response {
        guard visit.site.access.mayBreakGlass(visit.account) else { throw Problem.notForRole }
        guard visit.accounts.isProved(visit.session) else {
            return visit.site.redirect(to: SecondFactorPage.address(returningTo: path))
        }
        return respond(visit, try EmergencyForm(visit), errors: [])
    }

    @Sendable
    static func send(_ visit: SignedInVisit) async throws -> Response {
        guard visit.site.access.mayBreakGlass(visit.account) else { throw Problem.notForRole }
        guard visit.accounts.isProved(visit.session) else {
            return visit.site.redirect(to: SecondFactorPage.address(returningTo: path))
        }
        let form = try EmergencyForm(visit)
        guard let reference = CaseReference(visit.form.first(referenceField)) else {
            return respond(
                visit, form, errors: [("Enter the reference of the case. Check it letter by letter.", referenceField)])
        }
        let outcome: Outcome
        do {
            outcome = try await visit.site.access.breakGlass(
                reference, form.answers.raw(form.plan), by: visit.account, key: visit.form.first(HiddenField.key))
        } catch LedgerError.unknownReference {
            return respond(
                visit, form,
                errors: [
                    (
                        "There is no such case, or you may not see it. Check the reference letter by letter.",
                        referenceField
                    )
                ])
        }
        switch outcome {
        case .recorded, .repeated: return visit.site.redirect(to: "/cases/\(reference)?purpose=safeguard")
        case .refused(let refusal):
            return respond(visit, form, errors: refusal.reasons.map { ($0.sentence, $0.field ?? referenceField) })
        case .conflict: throw Problem.unavailable("Somebody else changed the case at this moment. Try once more.")
        }
    }

    private static func respond(
        _ visit: SignedInVisit, _ form: EmergencyForm, errors: [(text: String, field: String)]
    ) -> Response {
        var page = visit.site.frame("Emergency", session: visit.session)
        page.hasErrors = !errors.isEmpty
        page.backLink = BackLink("/")
        let hours = visit.site.rulebook.sharing.emergency.hours
        let html = page.html { page in
            if !errors.isEmpty { page.add(ErrorSummary(errors.map { .init(.text($0.text), field: $0.field) })) }
            page.heading("A life is at risk", .l)
            if let first = visit.site.rulebook.sharing.emergency.first {
                page.add(WarningText(.text(first.english)))
            }
            page.paragraph(
                "You can see who a person is, how to reach them and where they are, for \(hours) hours. A data guardian is told at once and will ask you why. Use it for nothing else."
            )
            page.form(
                to: path, hidden: [(HiddenField.csrf, visit.session.csrf), (HiddenField.key, form.key)]
            ) { page in
                page.add(
                    TextInput(
                        name: referenceField, label: "Reference of the case", value: visit.form.first(referenceField),
                        hint: "For example, 7KD2-M9QX-W3T",
                        error: errors.first { $0.field == referenceField }.map { .text($0.text) },
                        width: .characters(20), autocomplete: "off", autocapitalize: "characters", spellcheck: false))
                FormSections(
                    plan: form.plan, answers: form.answers,
                    faults: FormFaults(
                        Refusal(
                            errors.filter { $0.field != referenceField }.map {
                                Reason(code: "missing", sentence: $0.text, field: $0.field)
                            }), plan: form.plan)
                ).write(to: &page)
                page.add(Button("Break the glass", kind: .warning))
            }
        }
        return visit.site.respond(html, status: errors.isEmpty ? .ok : .unprocessableContent)
    }
}

/// The questions of `emergency_access.open`.
private struct EmergencyForm {
    let plan: FormPlan
    let answers: FormAnswers
    let key: String

    init(_ visit: SignedInVisit) throws {
        let rulebook = visit.site.rulebook
        guard let dossier = rulebook.dossier("case"), let record = dossier.record("emergency_access"),
            let action = record.action("open")
        else { throw Problem.notFound }
        plan = FormPlan(action.asked(of: record), of: record, in: dossier, rulebook: rulebook, on: visit.site.today)
        answers = FormAnswers(visit.form)
        let sent = visit.form.first(HiddenField.key)
        key = (8...100).contains(sent.utf8.count) ? sent : visit.site.services.freshKey()
    }
}

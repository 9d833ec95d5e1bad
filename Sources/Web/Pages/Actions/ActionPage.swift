import Access
import Casework
import Hummingbird
import Ledger
import Markup
import Rulebook

/// Doing something on a case: the form, what is wrong with it, and what came of sending it.
enum ActionPage {
    @Sendable
    static func show(_ visit: SignedInVisit) async throws -> Response {
        if needsProof(visit) { return SetUpPage.prove(visit) }
        let visit = try await CaseVisit.open(visit)
        do {
            let step = try ActionStep(visit)
            guard step.isAvailable, step.action.questionField == nil || !step.namedQuestions.isEmpty else {
                throw NotNow(label: step.action.label.english, visit: visit)
            }
            return try await respond(ActionForm(step))
        } catch let error as NotNow {
            return NotNowPage.respond(error)
        }
    }

    @Sendable
    static func send(_ visit: SignedInVisit) async throws -> Response {
        if needsProof(visit) { return SetUpPage.prove(visit) }
        let (caseVisit, target) = try await CaseVisit.openToAct(visit, on: visit.parameter("record"))
        do {
            let form = try ActionForm(ActionStep(caseVisit), sent: visit.form)
            return try await record(form, on: target)
        } catch let error as NotNow {
            return NotNowPage.respond(error)
        }
    }

    /// Whether whoever breaks the glass has to show first that it is them.
    private static func needsProof(_ visit: SignedInVisit) -> Bool {
        visit.parameter("record") == "emergency_access" && visit.parameter("action") == "open"
            && !visit.accounts.isProved(visit.session)
    }

    private static func record(_ form: ActionForm, on target: ViewToAct) async throws -> Response {
        let step = form.step
        let visit = step.visit
        guard let day = form.day(today: visit.today) else {
            return try await respond(refused: form, reasonsBeside(form, on: target))
        }
        let command = Command(
            reference: visit.view.reference, kind: visit.view.kind, request: form.request(on: day),
            key: form.key(of: visit.visit.account),
            expected: form.version)
        switch try await visit.site.services.access.record(command, on: target) {
        case .recorded(let reference, let state):
            let mayShut = Ties.records[step.record.id] != nil || step.record.id == "consent" || isReferrer(visit)
            if mayShut, visit.kind == .case,
                try await !visit.site.access.stillSees(reference, visit.visit.account, purpose: visit.purpose)
            {
                return visit.site.redirect(to: "/?done=\(CasePage.Done.shut.rawValue)")
            }
            let isTold = step.action.tells.contains("decision_maker")
            return visit.site.redirect(to: address(visit, done(step, state), isTold: isTold))
        case .repeated:
            return visit.site.redirect(to: address(visit, .before))
        case .refused(let refusal):
            return try await respond(refused: form, refusal)
        case .conflict:
            return ConflictPage.respond(form, now: try await CaseVisit.open(visit.visit))
        }
    }

    /// The form again, with what is wrong, and the case beside it.
    private static func respond(refused form: ActionForm, _ refusal: Refusal) async throws -> Response {
        let visit = form.step.visit.visit
        let whole = try await ActionForm(ActionStep(CaseVisit.open(visit)), sent: visit.form)
        return try await respond(whole.refused(refusal, whole.step.plan), status: .unprocessableContent)
    }

    private static func done(_ step: ActionStep, _ state: DossierState) -> CasePage.Done {
        switch step.verb {
        case SecondPersonVerb.confirm: .confirmed
        case SecondPersonVerb.sendBack: .sentBack
        default: state.record(step.record.id)?.pending == nil ? .recorded : .drafted
        }
    }

    private static func isReferrer(_ visit: CaseVisit) -> Bool {
        visit.kind == .case
            && visit.site.access.journeys(visit.visit.account).contains { $0.purpose == visit.purpose }
    }

    private static func address(_ visit: CaseVisit, _ done: CasePage.Done, isTold: Bool = false) -> String {
        // Whoever referred comes back to the page of the referral, which says what they may know and do.
        if isReferrer(visit) {
            return "\(StatusPages.path)/\(visit.view.reference)?done=\(done.rawValue)" + (isTold ? "&told=1" : "")
        }
        let address = visit.address()
        return address + (address.utf8.contains(63) ? "&" : "?") + "done=" + done.rawValue
    }

    /// The day cannot be read: what else is wrong is asked of the kernel as of today, which records nothing.
    private static func reasonsBeside(_ form: ActionForm, on target: ViewToAct) -> Refusal {
        let visit = form.step.visit
        let others = visit.visit.site.access.reasonsAgainst(form.request(on: visit.today), on: target)
        return Refusal(form.unreadableDay.reasons + (others?.reasons ?? []))
    }

    static func respond(_ form: ActionForm, status: HTTPResponse.Status = .ok) async throws -> Response {
        let step = form.step
        let visit = step.visit
        var page = visit.site.frame(visit.title, session: visit.visit.session)
        page.hasErrors = !form.faults.isEmpty
        page.backLink = .init(visit.address(), text: "Back to the case")
        guard step.isDecision else {
            return visit.site.respond(page.html { ActionTemplate(form: form).write(to: &$0) }, status: status)
        }
        page.isWide = true
        let decision = try await DecisionTemplate(form)
        return visit.site.respond(page.html(capacity: 65_536) { decision.write(to: &$0) }, status: status)
    }
}

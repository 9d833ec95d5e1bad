import Access
import Casework
import Law
import Rulebook

/// The form of an action: blank, or as it was sent, with what is wrong.
struct ActionForm: Sendable {
    let step: ActionStep
    let answers: FormAnswers
    private(set) var faults = FormFaults()
    /// The version of the case that the form was made for.
    let version: Int
    /// Recognises the form when it is sent twice.
    let sendKey: String

    /// A blank form.
    init(_ step: ActionStep) {
        self.step = step
        var fields = FormFaults.day(step.visit.today)
        // A link may say which question an answer is about.
        if let field = step.action.questionField { fields[field] = [step.visit.visit.query.first("about")] }
        answers = FormAnswers(FormFields(fields))
        version = step.visit.view.version
        sendKey = step.visit.site.services.freshKey()
    }

    /// A form that was sent.
    ///
    /// - Throws: ``Problem/notUnderstood`` when it lacks what every form of ours has.
    init(_ step: ActionStep, sent form: FormFields) throws {
        let key = form.first(HiddenField.key)
        guard let version = Int(form.first(HiddenField.version)), (8...100).contains(key.utf8.count) else {
            throw Problem.notUnderstood
        }
        self.step = step
        answers = FormAnswers(form)
        self.version = version
        sendKey = key
    }

    func refused(_ refusal: Refusal, _ plan: FormPlan) -> ActionForm {
        var form = self
        form.faults = FormFaults(refusal, plan: plan)
        return form
    }

    /// The same key from two people is two requests.
    func key(of account: Account) -> String { account.id + " " + sendKey }

    /// The day on which it happened; today where the form does not ask. `nil` when it cannot be read.
    func day(today: CivilDate) -> CivilDate? {
        guard let iso = FormAnswers.iso(answers.date(FormFaults.day)) else { return today }
        return CivilDate(iso)
    }

    var unreadableDay: Refusal {
        Refusal([Reason(code: "not_a_date", sentence: "Enter the day on which it was done", field: FormFaults.day)])
    }

    func request(on day: CivilDate) -> ActionRequest {
        ActionRequest(
            record: step.record.id, instance: step.instance, action: step.verb, answers: answers.raw(step.plan),
            actor: step.visit.visit.account.actor,
            purpose: step.visit.purpose, occurredOn: day)
    }

    /// What travels with the form unseen.
    var hidden: [(name: String, value: String)] {
        [
            (HiddenField.csrf, step.visit.visit.session.csrf), (HiddenField.key, sendKey),
            (HiddenField.version, String(version)),
        ]
    }
}

extension FormFaults {
    /// A day as the three fields of the form hold it.
    static func day(_ day: CivilDate) -> [String: [String]] {
        let (year, month, number) = day.components
        return [
            Self.day + "-day": [String(number)], Self.day + "-month": [String(month)],
            Self.day + "-year": [String(year)],
        ]
    }
}

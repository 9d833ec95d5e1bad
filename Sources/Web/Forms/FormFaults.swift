import Casework
import Law
import Markup
import Rulebook

/// Everything that is wrong with a form, each with the field it is about.
struct FormFaults: Sendable {
    /// The kernel's name for the day of the action.
    static let day = "occurred_on"

    private let reasons: [Reason]
    private let anchors: [String: String]
    /// What may have been meant, where something was typed that is not on its list.
    var picks: [String: [FieldControl.Option]] = [:]

    init() {
        reasons = []
        anchors = [:]
    }

    init(_ refusal: Refusal, plan: FormPlan, speech: Speech = .english) {
        var anchors = [FormFaults.day: FormFaults.day + "-day"]
        var dates: Set<String> = []
        for question in plan.questions {
            anchors[question.field.id] = question.field.id
            if case .date = question.control {
                anchors[question.field.id] = question.field.id + "-day"
                dates.insert(question.field.id)
            }
        }
        self.anchors = anchors
        reasons = refusal.reasons.map { reason in
            guard reason.code == "not_a_date", let field = reason.field,
                dates.contains(field) || field == FormFaults.day
            else { return reason }
            let label = plan.questions.first { $0.field.id == field }.map { speech($0.field.label) } ?? speech("Day")
            return Reason(
                code: reason.code,
                sentence: speech("“{label}” must be a real date, such as 27 3 2026", ["label": label]), field: field)
        }
    }

    var isEmpty: Bool { reasons.isEmpty }

    /// What is wrong with a field, or `nil`.
    func message(_ field: String) -> Content? {
        let sentences = reasons.filter { $0.field == field }.map(\.sentence)
        return sentences.isEmpty ? nil : .text(sentences.joined(separator: " "))
    }

    /// The summary at the top: first what is about the action as a whole, then field by field.
    var summary: ErrorSummary {
        let whole = reasons.filter { $0.field.flatMap { anchors[$0] } == nil }
        let parts = reasons.filter { $0.field.flatMap { anchors[$0] } != nil }
        return ErrorSummary(
            (whole + parts).map { reason in
                ErrorSummary.Item(.text(reason.sentence), href: reason.field.flatMap { anchors[$0] }.map { "#" + $0 })
            })
    }
}

import Casework
import Rulebook

/// The answers of a form as they were typed, so that none is lost when something has to be put right.
package struct FormAnswers: Sendable {
    private let form: FormFields

    init(_ form: FormFields = FormFields()) {
        self.form = form
    }

    func text(_ field: String) -> String { form.first(field) }
    func all(_ field: String) -> [String] { form.all(field) }

    /// The three parts of a date as they were typed.
    func date(_ field: String) -> (day: String, month: String, year: String) {
        (form.first(field + "-day"), form.first(field + "-month"), form.first(field + "-year"))
    }

    /// The answers to a plan's questions, for the kernel to read. What belongs to an answer that was not chosen is left out.
    func raw(_ plan: FormPlan) -> [String: RawAnswer] {
        var answers: [String: RawAnswer] = [:]
        for question in plan.questions {
            if let answer = raw(question) { answers[question.field.id] = answer }
        }
        for section in plan.sections {
            for item in section.items {
                let questions: [FormPlan.Question] =
                    switch item {
                    case .question(let question): [question]
                    case .oneOf(_, let group): group
                    }
                for question in questions {
                    for (value, follower) in question.followUps where !all(question.field.id).contains(value) {
                        answers[follower.field.id] = nil
                    }
                }
            }
        }
        return answers
    }

    private func raw(_ question: FormPlan.Question) -> RawAnswer? {
        let id = question.field.id
        switch question.control {
        case .checkboxes:
            let chosen = all(id).filter { !$0.isEmpty }
            return chosen.isEmpty ? nil : .list(chosen)
        case .date:
            return FormAnswers.iso(date(id)).map { .text($0) }
        case .radios, .select, .suggestions, .search, .tick, .number, .line, .longText:
            let text = text(id)
            return text.utf8.allSatisfy { $0 == 32 || (9...13).contains($0) } ? nil : .text(FormAnswers.unixLines(text))
        }
    }

    /// The date as `1998-03-27`. What is no date comes out as something the kernel will not take for one either.
    package static func iso(_ parts: (day: String, month: String, year: String)) -> String? {
        let texts = [parts.year, parts.month, parts.day].map { String($0.split(separator: " ").joined()) }
        if texts.allSatisfy(\.isEmpty) { return nil }
        let numbers = texts.map { $0.utf8.count <= 4 && $0.utf8.allSatisfy { (48...57).contains($0) } ? Int($0) : nil }
        guard let year = numbers[0], let month = numbers[1], let day = numbers[2],
            let date = CivilDate(year: year, month: month, day: day), texts[0].utf8.count == 4
        else { return "not a date" }
        return date.description
    }

    /// A browser sends line ends as two characters; they are kept as one.
    private static func unixLines(_ text: String) -> String {
        guard text.utf8.contains(13) else { return text }
        return String(decoding: text.utf8.filter { $0 != 13 }, as: UTF8.self)
    }
}

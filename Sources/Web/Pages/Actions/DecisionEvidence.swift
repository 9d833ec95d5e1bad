import Access
import Markup
import Rulebook

/// What earlier records of the case tell about what happened, grouped as on the form.
struct DecisionEvidence: Sendable {
    private struct Answer {
        let field: String
        let label: String
        let line: DossierView.Line
    }

    private let sections: [(title: String, answers: [Answer])]

    /// - Parameter step: the decision; the evidence is the narrative in the records before it.
    init(_ step: ActionStep) {
        var sections: [(title: String, answers: [Answer])] = []
        for definition in step.dossier.records.prefix(while: { $0.id != step.record.id }) {
            for record in step.visit.view.records where record.id == definition.id {
                for section in record.sections {
                    let answers = section.lines.compactMap { DecisionEvidence.answer($0, in: definition) }
                    if !answers.isEmpty {
                        sections.append(("\(record.title): \(section.title.lowercasedFirst)", answers))
                    }
                }
            }
        }
        self.sections = sections
    }

    /// A line of a record's view, when it is narrative.
    private static func answer(_ line: DossierView.Line, in record: RecordDefinition) -> Answer? {
        guard
            let field = record.fields.first(where: { $0.label.english == line.label && $0.sealingClass == .narrative })
        else { return nil }
        return Answer(field: "\(record.id)-\(field.id)", label: line.label, line: line)
    }

    /// A link to the answer to a question of the referral, when there is one.
    func link(to field: String) -> Content? {
        for section in sections {
            if let answer = section.answers.first(where: { $0.field == "referral-" + field }) {
                return Content { $0.link(.text(answer.label), to: "#evidence-" + answer.field) }
            }
        }
        return nil
    }

    func write(to page: inout HTMLWriter) {
        page.heading("The evidence", .l, level: 2)
        if sections.isEmpty { page.paragraph("There is no account that you may see.") }
        for section in sections {
            page.heading(.text(section.title), .m, level: 3)
            for answer in section.answers {
                page.element("p", class: "fg-evidence__question", .text(answer.label))
                page.element(
                    "div", class: "fg-evidence__answer", id: "evidence-" + answer.field,
                    answer.line.isTyped ? .typed(answer.line.value) : .text(answer.line.value))
            }
        }
    }
}

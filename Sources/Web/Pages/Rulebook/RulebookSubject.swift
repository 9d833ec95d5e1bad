import Markup
import Rulebook

/// The rules of one subject that are in force, in the order of the catalogue of law.
struct RulebookSubject: Sendable {
    /// The first word of its rules' ids: `reasonable_grounds`.
    let id: String
    let title: String
    private(set) var values: [(rule: Rule, value: RuleValue)]

    static func all(in rulebook: Rulebook, on day: CivilDate, nation: Nation) -> [RulebookSubject] {
        var subjects: [RulebookSubject] = []
        for rule in rulebook.rulesInOrder {
            let id = subject(of: rule)
            let values = rule.values.filter { value in
                value.status.drives && value.nations.contains(nation) && value.period.contains(day)
            }
            guard !values.isEmpty else { continue }
            let index = subjects.firstIndex { $0.id == id } ?? subjects.endIndex
            if index == subjects.endIndex {
                subjects.append(RulebookSubject(id: id, title: title(of: id, rulebook), values: []))
            }
            subjects[index].values += values.map { (rule, $0) }
        }
        return subjects
    }

    private static func subject(of rule: Rule) -> String {
        String(rule.id.prefix { $0 != "." })
    }

    /// The title of the record or the word of the glossary that the subject is named for, or its id made readable.
    private static func title(of id: String, _ rulebook: Rulebook) -> String {
        for dossier in rulebook.dossiers {
            if let record = dossier.record(id) { return record.title.english }
        }
        if let term = rulebook.glossary.first(where: { $0.id == id }) { return term.title.english }
        let words = id.split(separator: "_").joined(separator: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    func write(to page: inout HTMLWriter) {
        page.heading(.text(title), .m, level: 3, id: id)
        page.add(
            Table(
                caption: nil, head: ["Rule", "What it says", "Standing", "Source"],
                rows: values.map { rule, value in
                    [
                        Table.Cell(Content { $0.link(.text(rule.title.english), to: ruleAddress(value.id)) }),
                        Table.Cell(says(value)), Table.Cell(standing(value)), Table.Cell(.text(value.source)),
                    ]
                }, firstCellIsHeader: true, narrow: .stacks, classes: "fg-rules"))
    }

    private func says(_ value: RuleValue) -> Content {
        guard let area = value.area else { return .text(value.words) }
        return .text("\(value.words) (only in: \(area.split(separator: "_").joined(separator: " ")))")
    }

    private func standing(_ value: RuleValue) -> Content {
        Content { page in
            page.add(value.status.tag)
            if let caution = value.confidence.caution { page.element("p", class: "fg-law-note", .text(caution)) }
        }
    }
}

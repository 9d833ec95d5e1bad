import Markup
import Rulebook

/// What came into force and what ended in the year before a day.
struct RulebookChanges: Sendable {
    private struct Change {
        let day: CivilDate
        let isBeginning: Bool
        let rule: Rule
        let value: RuleValue
    }

    private let changes: [Change]

    init(rulebook: Rulebook, nation: Nation, until day: CivilDate) {
        let since = day.adding(months: -12)
        func isRecent(_ date: CivilDate?) -> Bool { date.map { since < $0 && $0 <= day } ?? false }
        var changes: [Change] = []
        for rule in rulebook.rulesInOrder {
            for value in rule.values where value.status.drives && value.nations.contains(nation) {
                if let from = value.period.from, isRecent(from) {
                    changes.append(Change(day: from, isBeginning: true, rule: rule, value: value))
                }
                if let until = value.period.until, isRecent(until), until < day {
                    changes.append(Change(day: until, isBeginning: false, rule: rule, value: value))
                }
            }
        }
        self.changes = changes.sorted { ($1.day, $1.rule.id) < ($0.day, $0.rule.id) }
    }

    func write(to page: inout HTMLWriter) {
        page.heading("What changed in the year before", .m, level: 3, id: "changes")
        guard !changes.isEmpty else {
            page.paragraph("Nothing that the rulebook knows of.")
            return
        }
        page.add(
            Timeline(
                changes.map { change in
                    Timeline.Entry(
                        Content { page in
                            page.link(.text(change.rule.title.english), to: ruleAddress(change.value.id))
                            page.text(change.isBeginning ? ": began" : ": last day")
                        }, on: DateText(change.day), isMilestone: change.isBeginning, content: .text(change.value.words)
                    )
                }, level: 4))
    }
}

import Hummingbird
import Ledger
import Markup
import Rulebook

/// One question of law and every answer it has had, has, or has been proposed.
enum RulePage {
    @Sendable
    static func show(_ visit: Visit) async throws -> Response {
        let id = visit.parameter("id")
        guard let rule = visit.site.rulebook.rule(owning: id) else { throw Problem.notFound }
        var page = visit.site.frame(rule.title.english, session: visit.session, in: .rulebook)
        page.backLink = BackLink("/rulebook", text: "The rulebook")
        let template = RuleTemplate(
            rule: rule, chosen: id, rulebook: visit.site.rulebook, today: visit.site.today)
        return visit.site.respond(page.html { template.write(to: &$0) })
    }
}

private struct RuleTemplate {
    let rule: Rule
    /// The value that was asked for, when it was not the rule.
    let chosen: String
    let rulebook: Rulebook
    let today: CivilDate

    func write(to page: inout HTMLWriter) {
        page.heading(.text(rule.title.english), .xl, caption: "Rule \(rule.id)")
        if let about = rule.about { page.paragraph(.text(about.english), class: "govuk-body-l") }
        if let from = rule.countsFrom { page.paragraph("Counted from \(from.english).") }
        let law = rule.values.filter(\.status.drives).sorted { start($0) > start($1) }
        let beside = rule.values.filter { !$0.status.drives }
        if !law.isEmpty {
            page.heading("As it was and is", .m)
            for value in law { write(value, to: &page) }
        }
        if !beside.isEmpty {
            page.heading("Beside the law", .m)
            page.paragraph("Proposals, recommendations, figures and open questions. Nothing is computed from them.")
            for value in beside { write(value, to: &page) }
        }
    }

    private func start(_ value: RuleValue) -> Int { value.period.from?.dayNumber ?? .min }

    private func write(_ value: RuleValue, to page: inout HTMLWriter) {
        var rows: [SummaryList.Row] = [
            .init("Says", .text(value.words)),
            .init("Standing", Content(value.status.tag)),
            .init("In force", .text(value.periodWords)),
            .init(
                "Nations",
                .text(value.nations.map { rulebook.nation($0.code)?.title.english ?? $0.code }.joined(separator: ", "))),
        ]
        if let area = value.area {
            rows.append(.init("Only in", .text(area.split(separator: "_").joined(separator: " "))))
        }
        if value.content.number != nil, value.unit != .count {
            rows.append(.init("Counting", .text(value.counting.words)))
        }
        rows.append(.init("Source", .text(value.source)))
        rows.append(.init("How sure", .text(value.confidence.caution ?? "High confidence")))
        if let note = value.note { rows.append(.init("Note", .text(note.english))) }
        rows.append(.init("Number in the catalogue", .text(value.id)))
        let isNow = value.status.drives && value.period.contains(today)
        let title: Content = isNow ? "\(headline(value)) \(Tag("Today", .green))" : headline(value)
        page.element("div", id: value.id) { page in
            page.add(SummaryList(rows, card: SummaryCard(title, level: 3)))
        }
    }

    private func headline(_ value: RuleValue) -> Content {
        let text =
            value.period.from.map { "From \($0.spelledOut)" }
            ?? (value.status.drives ? "First day not known" : value.status.words)
        return .text(value.id == chosen && rule.values.count > 1 ? text + " (the one you asked for)" : text)
    }
}

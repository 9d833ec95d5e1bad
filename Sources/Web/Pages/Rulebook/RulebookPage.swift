import Hummingbird
import Ledger
import Markup
import Rulebook

/// The law of a day in a nation: every rule that was in force, and what changed in the year before.
enum RulebookPage {
    @Sendable
    static func show(_ visit: Visit) async throws -> Response {
        let site = visit.site
        let query = RulebookQuery(visit.query, rulebook: site.rulebook, today: site.today)
        var page = site.frame("The rulebook", session: visit.session, in: .rulebook)
        page.isWide = true
        page.hasErrors = query.fault != nil
        let template = RulebookTemplate(query: query, rulebook: site.rulebook)
        return site.respond(page.html(capacity: 262_144) { template.write(to: &$0) })
    }
}

/// The day and the nation that are asked about.
struct RulebookQuery: Sendable {
    static let day = "on"
    static let nation = "nation"

    let on: CivilDate
    let nation: NationDefinition?
    /// The day as it was typed.
    let typed: (day: String, month: String, year: String)
    /// What is wrong with the day; today is shown then.
    let fault: String?

    init(_ query: FormFields, rulebook: Rulebook, today: CivilDate) {
        nation = rulebook.nation(query.first(Self.nation)) ?? rulebook.nations.first
        let parts = FormAnswers(query).date(Self.day)
        let text = FormAnswers.iso(parts) ?? query.first(Self.day)
        let asked = text.isEmpty ? today : CivilDate(text)
        on = asked ?? today
        fault = asked == nil ? "Enter a real date, such as 27 3 2026" : nil
        let (year, month, day) = on.components
        typed = fault == nil ? (String(day), String(month), String(year)) : parts
    }
}

private struct RulebookTemplate {
    let query: RulebookQuery
    let rulebook: Rulebook

    func write(to page: inout HTMLWriter) {
        if let fault = query.fault { page.add(ErrorSummary([.init(.text(fault), field: RulebookQuery.day + "-day")])) }
        page.heading("The rulebook", .xl, caption: .text(rulebook.title.english))
        page.paragraph(
            "The law and guidance that applied on a day in a nation, as far as it is known: where each rule comes from, and how sure of it the rulebook is.",
            class: "govuk-body-l")
        writeFilter(to: &page)
        guard let nation = query.nation else { return }
        let subjects = RulebookSubject.all(in: rulebook, on: query.on, nation: nation.nation)
        page.heading("In force on \(DateText(query.on)) in \(nation.title.english)", .l, level: 2)
        writeContents(subjects, to: &page)
        RulebookChanges(rulebook: rulebook, nation: nation.nation, until: query.on).write(to: &page)
        for subject in subjects { subject.write(to: &page) }
    }

    private func writeFilter(to page: inout HTMLWriter) {
        page.form(to: "/rulebook", method: .get) { page in
            page.add(
                DateInput(
                    id: RulebookQuery.day, legend: "Day",
                    values: [.day: query.typed.day, .month: query.typed.month, .year: query.typed.year],
                    error: query.fault.map { .text($0) }))
            page.add(
                Select(
                    name: RulebookQuery.nation, label: "Nation",
                    options: rulebook.nations.map { .init($0.nation.code, .text($0.title.english)) },
                    value: query.nation?.nation.code))
            page.add(Button("Show the law of that day", kind: .secondary))
        }
    }

    private func writeContents(_ subjects: [RulebookSubject], to page: inout HTMLWriter) {
        page.element("nav", class: "fg-contents", attributes: [Attribute("aria-label", "Subjects")]) { page in
            page.list(
                [Content { $0.link("What changed in the year before", to: "#changes") }]
                    + subjects.map { subject in
                        Content { page in
                            page.link(.text(subject.title), to: "#" + subject.id)
                            page.text(" (\(subject.values.count))")
                        }
                    }, .plain)
        }
    }
}

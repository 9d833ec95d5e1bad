import Access
import Casework
import Hummingbird
import Ledger
import Markup
import Rulebook

/// What is due for a role, soonest first; for a role without a worklist, what it can do.
enum MyWorkPage {
    private static let pageSize = 25

    @Sendable
    static func show(_ visit: SignedInVisit) async throws -> Response {
        let site = visit.site
        var page = site.frame("My work", session: visit.session, in: .work)
        page.isWide = true
        let done = CasePage.Done(rawValue: visit.query.first("done"))
        guard site.services.access.mayList("worklist", visit.account) else {
            let offers = WorkOffers(site: site, account: visit.account)
            return site.respond(
                page.html { page in
                    if done == .shut {
                        page.add(NotificationBanner(.text(CasePage.Done.shut.sentence), kind: .success))
                    }
                    offers.write(to: &page)
                })
        }
        let kinds = site.services.access.worklistKinds(visit.account)
        let asked = ClockDefinition.Kind(rawValue: visit.query.first("list"))
        let kind = asked.flatMap { kinds.contains($0) ? $0 : nil } ?? kinds.first ?? .due
        let cursor = WorklistCursor(visit.query.first("after"))
        let scopes = site.access.worklistScopes(visit.account)
        let scope = WorkScope(rawValue: visit.query.first("scope")).flatMap { scopes.contains($0) ? $0 : nil }
        var items = try await site.services.access.worklist(
            visit.account, kind: kind, scope: scope, after: cursor ?? .start, limit: pageSize + 1)
        let hasMore = items.count > pageSize
        if hasMore { items.removeLast() }
        let work = MyWork(
            site: site, role: site.rulebook.role(visit.account.role)?.title.english ?? "", lists: kinds, kind: kind,
            items: items, scopes: scopes, scope: scope ?? scopes.first ?? .mine,
            next: hasMore ? items.last?.cursor : nil, isFirst: cursor == nil, today: site.today)
        return site.respond(
            page.html { page in
                if done == .shut { page.add(NotificationBanner(.text(CasePage.Done.shut.sentence), kind: .success)) }
                work.write(to: &page)
            })
    }
}

private struct MyWork {
    let site: Site
    let role: String
    let lists: [ClockDefinition.Kind]
    let kind: ClockDefinition.Kind
    let items: [WorklistItem]
    let scopes: [WorkScope]
    let scope: WorkScope
    let next: WorklistCursor?
    let isFirst: Bool
    let today: CivilDate

    func write(to page: inout HTMLWriter) {
        page.heading("My work", .xl, caption: .text(role))
        if lists.count > 1 { writeLists(to: &page) }
        if scopes.count > 1 { writeScopes(to: &page) }
        if items.isEmpty {
            page.paragraph(isFirst ? "Nothing here. New work shows as soon as it is yours." : "That is all there is.")
        } else {
            page.paragraph(.text(isFirst ? MyWork.lead(kind) : "What comes later."))
            page.add(WorkList(items.map(row)))
        }
        if next != nil || !isFirst {
            page.add(
                Pagination(
                    previous: isFirst ? nil : .init(address(kind), text: "Back to the start"),
                    next: next.map { .init("\(address(kind))&after=\($0)", text: "Later work") }))
        }
    }

    /// What has to be done, what may be done, and what lapses are different kinds of urgent, so each has a list of its own.
    private func writeLists(to page: inout HTMLWriter) {
        page.element("nav", class: "fg-lists", attributes: [Attribute("aria-label", "Lists of work")]) { page in
            page.element("ul", class: "govuk-list fg-lists__items") { page in
                for list in lists {
                    page.element("li", class: "fg-lists__item") { page in
                        let current = list == kind ? [Attribute("aria-current", "page")] : []
                        page.link(.text(MyWork.title(list)), to: address(list), attributes: current)
                    }
                }
            }
        }
    }

    private func writeScopes(to page: inout HTMLWriter) {
        page.element("p", class: "govuk-body-s fg-quiet") { page in
            page.text(
                scope == .mine ? "You see your own work. " : "You see the work of everybody with your role here. ")
            let other: WorkScope = scope == .mine ? .organisation : .mine
            page.link(
                other == .mine ? "See your own" : "See everybody’s",
                to: "/?list=\(kind.rawValue)&scope=\(other.rawValue)")
        }
    }

    private func address(_ kind: ClockDefinition.Kind) -> String {
        "/?list=\(kind.rawValue)" + (scope == scopes.first ? "" : "&scope=\(scope.rawValue)")
    }

    private static func title(_ kind: ClockDefinition.Kind) -> String {
        switch kind {
        case .due: "To do"
        case .earliest: "May be decided"
        case .ends: "Running out"
        }
    }

    private static func lead(_ kind: ClockDefinition.Kind) -> String {
        switch kind {
        case .due: "What has to be done, soonest first."
        case .earliest: "What may be decided from a day on, longest waiting first."
        case .ends: "What ends by itself, soonest first."
        }
    }

    private func row(_ item: WorklistItem) -> WorkList.Row {
        let definition = site.rulebook.dossier(item.dossier.kind)
        let clock = definition?.clock(item.clock)
        let basis = site.rulebook.ruleValue(item.basis)
        let reference = item.dossier.reference.description
        var tags = [
            Tag(.text(definition?.standing(item.dossier.standing)?.label.english ?? item.dossier.standing), .blue)
        ]
        let questions = item.dossier.openQuestions
        if questions > 0 { tags.append(Tag("\(questions) open \(questions == 1 ? "question" : "questions")", .yellow)) }
        let draft = item.draftOf.map { definition?.record($0)?.title.english.lowercased() ?? $0 }
        return WorkList.Row(
            .text(draft.map { "Draft to confirm: \($0)" } ?? clock?.label.english ?? item.clock),
            href: "/cases/\(reference)",
            subject: item.dossier.title.map { "\(typed: $0), case \(Reference(reference))" }
                ?? "Case \(Reference(reference))",
            detail: basis.map { value in Content { $0.law(value) } },
            clock: draft == nil
                ? ClockWords(
                    kind: clock?.kind ?? .due, due: item.due, basis: basis, nation: item.dossier.nation, today: today
                ).clock(site.calendars)
                : Clock(.soon, "waits for a second person since", on: DateText(item.due)), tags: tags)
    }
}

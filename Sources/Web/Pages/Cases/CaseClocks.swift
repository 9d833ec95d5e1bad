import Access
import Casework
import Markup
import Rulebook

/// Every clock of a case: how it stands, and the law it counts by with how sure that is.
struct CaseClocks {
    let visit: CaseVisit

    func write(to page: inout HTMLWriter) {
        guard !visit.view.clocks.isEmpty else { return }
        page.heading("Clocks", .m)
        page.element("ul", class: "fg-clock-list") { page in
            for clock in visit.view.clocks { write(clock, to: &page) }
        }
    }

    private func write(_ clock: DossierView.Clock, to page: inout HTMLWriter) {
        page.element("li") { page in
            page.element("p", class: "fg-clock-list__name", .text(clock.label))
            page.add(standing(of: clock))
            if let basis = clock.basis {
                page.element("p", class: "fg-clock-list__law") { $0.law(basis) }
            }
        }
    }

    private func standing(of clock: DossierView.Clock) -> Clock {
        if let stopped = clock.stoppedOn {
            guard clock.kind == .due, clock.standing == .breached, let due = clock.due else {
                return Clock(.met, clock.kind == .due ? "Met" : "Over", on: DateText(stopped))
            }
            return Clock(.late, "Done \(RelativeDays(stopped.days(until: due)))", on: DateText(stopped))
        }
        if clock.standing == .paused { return Clock(.paused, "Paused", on: clock.due.map { DateText($0) }) }
        guard let due = clock.due else {
            return Clock(.ok, "Running since \(DateText(clock.startedOn)). No rule sets a day.")
        }
        return ClockWords(kind: clock.kind, due: due, basis: clock.basis, nation: visit.nation, today: visit.today)
            .clock(visit.site.calendars)
    }
}

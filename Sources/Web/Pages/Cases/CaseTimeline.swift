import Access
import Casework
import Markup

/// What happened on a case, the latest first.
struct CaseTimeline {
    let events: [DossierView.Event]

    func write(to page: inout HTMLWriter) {
        guard !events.isEmpty else { return }
        page.heading("What happened", .m)
        page.add(Timeline(events.map(\.entry)))
    }
}

extension DossierView.Event {
    var entry: Timeline.Entry {
        Timeline.Entry(
            .text(title), on: DateText(occurredOn), by: .text(role), isMilestone: stage == .done || stage == .confirmed)
    }
}

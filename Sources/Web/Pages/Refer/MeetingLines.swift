import Access
import Law
import Markup
import Rulebook

/// How several people came to be met, as it goes with each of them.
struct MeetingLines: Sendable {
    let desk: DraftDesk
    var isForReading = false

    func write(to page: inout HTMLWriter) {
        let (say, meeting) = (desk.say, desk.draft.content.meeting)
        let change = isForReading ? nil : "\(desk.base)/people"
        let day = CivilDate(meeting.day).map { "\(DateText($0))" as Content }
        let rows: [SummaryList.Row] = [
            ("Name of the operation", meeting.operation.isEmpty ? nil : .typed(meeting.operation)), ("Day", day),
            ("Address or place", meeting.place.isEmpty ? nil : .typed(meeting.place)),
        ].compactMap { label, value in
            guard let value else { return nil }
            let actions = change.map { [SummaryList.Action(.text(say("Change")), href: $0, hidden: .text(say(label)))] }
            return .init(.text(say(label)), value, actions: actions ?? [])
        }
        guard !rows.isEmpty else { return }
        page.heading(.text(say("How you met them")), .m)
        page.add(SummaryList(rows))
    }
}

/// How long there is until something is due. Its state is told by words and by shape; colour only adds to them.
public struct Clock: Component {
    /// Where a clock stands.
    public enum State: String, Sendable, CaseIterable {
        /// The day has gone by.
        case late
        /// The day is near.
        case soon
        /// There is time.
        case ok
        /// What was due has been done.
        case met
        /// It stands still for now.
        case paused
    }

    public let state: State
    let text: Content
    let date: DateText?

    /// - Parameters:
    ///   - text: how long there is, in words.
    ///   - date: the day on which it falls due.
    public init(_ state: State, _ text: Content, on date: DateText? = nil) {
        self.state = state
        self.text = text
        self.date = date
    }

    /// A running clock, from the days that are left.
    ///
    /// - Parameters:
    ///   - daysLeft: days from today until it is due; below nought when it is late.
    ///   - soonWithin: up to how many days count as near.
    public init(
        daysLeft: Int, _ counting: RelativeDays.Counting, on date: DateText? = nil, soonWithin: Int = 3
    ) {
        let state: State = daysLeft < 0 ? .late : daysLeft <= soonWithin ? .soon : .ok
        self.init(state, Content(RelativeDays(daysLeft, counting)), on: date)
    }

    public func write(to page: inout HTMLWriter) {
        page.trusted("<span")
        page.classes("fg-clock", state.modifier)
        page.trusted(">")
        page.trusted(state.shape)
        page.trusted("<span class=\"fg-clock__text\">")
        page.add(text)
        page.trusted("</span>")
        if let date {
            page.trusted(" <span class=\"fg-clock__date\">")
            page.add(date)
            page.trusted("</span>")
        }
        page.trusted("</span>")
    }
}

extension Clock.State {
    var modifier: String {
        switch self {
        case .late: "fg-clock--late"
        case .soon: "fg-clock--soon"
        case .ok: "fg-clock--ok"
        case .met: "fg-clock--met"
        case .paused: "fg-clock--paused"
        }
    }

    /// A full diamond, a half-full circle, an empty circle, a tick, two bars.
    var shape: StaticString {
        switch self {
        case .late:
            #"<svg class="fg-shape" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false"><path fill="currentColor" d="M8 0l8 8-8 8-8-8z"/></svg>"#
        case .soon:
            #"<svg class="fg-shape" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false"><circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="2"/><path fill="currentColor" d="M8 1.5a6.5 6.5 0 0 1 0 13z"/></svg>"#
        case .ok:
            #"<svg class="fg-shape" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false"><circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="2"/></svg>"#
        case .met:
            #"<svg class="fg-shape" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false"><path fill="none" stroke="currentColor" stroke-width="2.5" d="M2 8.5l4 4 8-9"/></svg>"#
        case .paused:
            #"<svg class="fg-shape" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false"><path fill="currentColor" d="M3 2h3.5v12H3zM9.5 2H13v12H9.5z"/></svg>"#
        }
    }
}

/// What happened in a case, newest first or oldest first as it is given.
public struct Timeline: Component {
    /// One thing that happened.
    public struct Entry: Sendable {
        let title: Content
        let date: DateText
        let by: Content?
        let content: Content?
        let isMilestone: Bool

        /// - Parameters:
        ///   - date: the day on which it happened.
        ///   - by: who did it.
        ///   - isMilestone: whether it changed where the case stands.
        public init(
            _ title: Content, on date: DateText, by: Content? = nil, isMilestone: Bool = false, content: Content? = nil
        ) {
            self.title = title
            self.date = date
            self.by = by
            self.isMilestone = isMilestone
            self.content = content
        }
    }

    let entries: [Entry]
    let level: Int

    /// - Parameter level: the level of the entries' headings.
    public init(_ entries: [Entry], level: Int = 3) {
        self.entries = entries
        self.level = level
    }

    public func write(to page: inout HTMLWriter) {
        let heading = HeadingLevel(level).name
        page.trusted("<ol class=\"fg-timeline\">")
        for entry in entries {
            page.trusted("<li")
            page.classes("fg-timeline__entry", entry.isMilestone ? "fg-timeline__entry--milestone" : nil)
            page.trusted(">")
            page.element(heading, class: "fg-timeline__title", entry.title)
            page.trusted("<p class=\"fg-timeline__when\">")
            page.add(entry.date)
            if let by = entry.by {
                page.trusted("<span class=\"fg-timeline__by\">")
                page.add(by)
                page.trusted("</span>")
            }
            page.trusted("</p>")
            if let content = entry.content { page.element("div", class: "fg-timeline__content", content) }
            page.trusted("</li>")
        }
        page.trusted("</ol>")
    }
}

/// What is due, soonest first.
public struct WorkList: Component {
    /// One thing to do.
    public struct Row: Sendable {
        let task: Content
        let href: String
        let subject: Content?
        let detail: Content?
        let clock: Clock
        let tags: [Tag]

        /// - Parameters:
        ///   - task: what is to be done; the link.
        ///   - subject: whose case it is: `"\(typed: name), case \(reference)"`.
        ///   - detail: a line under it: the clock's law, who is waiting.
        ///   - clock: when it is due.
        public init(
            _ task: Content, href: String, subject: Content? = nil, detail: Content? = nil, clock: Clock,
            tags: [Tag] = []
        ) {
            self.task = task
            self.href = href
            self.subject = subject
            self.detail = detail
            self.clock = clock
            self.tags = tags
        }
    }

    let rows: [Row]
    let label: String?

    /// - Parameter label: what the list is called by those who hear it, where no heading says so.
    public init(_ rows: [Row], label: String? = nil) {
        self.rows = rows
        self.label = label
    }

    public func write(to page: inout HTMLWriter) {
        page.trusted("<ol class=\"fg-work\"")
        page.attribute("aria-label", label)
        page.trusted(">")
        for row in rows { write(row, to: &page) }
        page.trusted("</ol>")
    }

    private func write(_ row: Row, to page: inout HTMLWriter) {
        page.trusted("<li")
        page.classes("fg-work__row", row.clock.state.rowModifier)
        page.trusted("><div class=\"fg-work__due\">")
        page.add(row.clock)
        page.trusted("</div><div class=\"fg-work__task\"><a class=\"govuk-link fg-work__link\"")
        page.address("href", row.href)
        page.trusted(">")
        page.add(row.task)
        if let subject = row.subject {
            page.trusted("<span class=\"govuk-visually-hidden\">: </span><span class=\"fg-work__subject\">")
            page.add(subject)
            page.trusted("</span>")
        }
        page.trusted("</a>")
        if let detail = row.detail {
            page.trusted("<p class=\"fg-work__detail\">")
            page.add(detail)
            page.trusted("</p>")
        }
        page.trusted("</div>")
        if !row.tags.isEmpty {
            page.trusted("<div class=\"fg-work__tags\">")
            for tag in row.tags {
                page.add(tag)
                page.trusted(" ")
            }
            page.trusted("</div>")
        }
        page.trusted("</li>")
    }
}

extension Clock.State {
    var rowModifier: String {
        switch self {
        case .late: "fg-work__row--late"
        case .soon: "fg-work__row--soon"
        case .ok: "fg-work__row--ok"
        case .met: "fg-work__row--met"
        case .paused: "fg-work__row--paused"
        }
    }
}

/// Questions and their answers, or a thing's properties, each with what can be done about it.
public struct SummaryList: Component {
    /// One line: a key, its value and its actions.
    public struct Row: Sendable {
        let key: Content
        let value: Content
        let actions: [Action]
        let classes: String?

        public init(_ key: Content, _ value: Content, actions: [Action] = [], classes: String? = nil) {
            self.key = key
            self.value = value
            self.actions = actions
            self.classes = classes
        }

        /// A line whose one action is to change the answer.
        ///
        /// - Parameter hidden: what is changed, for those who hear the link out of its place: “given name”.
        public init(_ key: Content, _ value: Content, change address: String, text: Content = "Change", hidden: Content)
        {
            self.init(key, value, actions: [Action(text, href: address, hidden: hidden)])
        }
    }

    /// A link that does something about one line or a whole card.
    public struct Action: Sendable {
        let text: Content
        let href: String
        let hidden: Content?
        let classes: String?

        /// - Parameter hidden: what the action is about, for those who hear the link out of its place.
        public init(_ text: Content, href: String, hidden: Content? = nil, classes: String? = nil) {
            self.text = text
            self.href = href
            self.hidden = hidden
            self.classes = classes
        }

        func write(inCard title: Content?, to page: inout HTMLWriter) {
            page.trusted("<a")
            page.classes("govuk-link", classes)
            page.address("href", href)
            page.trusted(">")
            page.add(text)
            if hidden != nil || title != nil {
                page.trusted("<span class=\"govuk-visually-hidden\">")
                if let hidden { page.add(" \(hidden)") }
                if let title { page.add(" (\(title))") }
                page.trusted("</span>")
            }
            page.trusted("</a>")
        }
    }

    let rows: [Row]
    let card: SummaryCard?
    let hasBorders: Bool
    let classes: String?

    /// - Parameters:
    ///   - card: a frame with a title and actions round the list.
    ///   - hasBorders: whether there is a line under each row.
    public init(_ rows: [Row], card: SummaryCard? = nil, hasBorders: Bool = true, classes: String? = nil) {
        self.rows = rows
        self.card = card
        self.hasBorders = hasBorders
        self.classes = classes
    }

    public func write(to page: inout HTMLWriter) {
        guard let card else { return writeList(to: &page) }
        card.write(to: &page) { writeList(to: &$0) }
    }

    private func writeList(to page: inout HTMLWriter) {
        let hasActions = rows.contains { !$0.actions.isEmpty }
        page.trusted("<dl")
        page.classes("govuk-summary-list", hasBorders ? nil : "govuk-summary-list--no-border", classes)
        page.trusted(">")
        for row in rows {
            page.trusted("<div")
            let isWithoutActions = hasActions && row.actions.isEmpty
            page.classes(
                "govuk-summary-list__row", isWithoutActions ? "govuk-summary-list__row--no-actions" : nil, row.classes)
            page.trusted("><dt class=\"govuk-summary-list__key\">")
            page.add(row.key)
            page.trusted("</dt><dd class=\"govuk-summary-list__value\">")
            page.add(row.value)
            page.trusted("</dd>")
            write(row.actions, to: &page)
            page.trusted("</div>")
        }
        page.trusted("</dl>")
    }

    private func write(_ actions: [Action], to page: inout HTMLWriter) {
        guard let first = actions.first else { return }
        page.trusted("<dd class=\"govuk-summary-list__actions\">")
        if actions.count == 1 {
            first.write(inCard: card?.title, to: &page)
        } else {
            page.trusted("<ul class=\"govuk-summary-list__actions-list\">")
            for action in actions {
                page.trusted("<li class=\"govuk-summary-list__actions-list-item\">")
                action.write(inCard: card?.title, to: &page)
                page.trusted("</li>")
            }
            page.trusted("</ul>")
        }
        page.trusted("</dd>")
    }
}

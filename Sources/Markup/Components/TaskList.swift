/// The parts of a long piece of work, with the state of each.
public struct TaskList: Component {
    /// One part.
    public struct Item: Sendable {
        let title: Content
        let href: String?
        let hint: Content?
        let status: Content
        let cannotStartYet: Bool

        /// - Parameters:
        ///   - href: where it is done; without one it cannot be opened yet.
        ///   - status: a word, or a tag: `Content(Tag("Incomplete", .blue))`.
        ///   - cannotStartYet: whether the status is written in grey.
        public init(
            _ title: Content, href: String?, hint: Content? = nil, status: Content, cannotStartYet: Bool = false
        ) {
            self.title = title
            self.href = href
            self.hint = hint
            self.status = status
            self.cannotStartYet = cannotStartYet
        }
    }

    let items: [Item]
    let idPrefix: String

    public init(_ items: [Item], idPrefix: String = "task-list") {
        self.items = items
        self.idPrefix = idPrefix
    }

    public func write(to page: inout HTMLWriter) {
        page.trusted("<ul class=\"govuk-task-list\">")
        for (index, item) in items.enumerated() {
            write(item, id: "\(idPrefix)-\(index + 1)", to: &page)
        }
        page.trusted("</ul>")
    }

    private func write(_ item: Item, id: String, to page: inout HTMLWriter) {
        page.trusted("<li")
        page.classes("govuk-task-list__item", item.href == nil ? nil : "govuk-task-list__item--with-link")
        page.trusted("><div class=\"govuk-task-list__name-and-hint\">")
        if let href = item.href {
            page.trusted("<a class=\"govuk-link govuk-task-list__link\"")
            page.address("href", href)
            page.attribute("aria-describedby", (item.hint == nil ? "" : id + "-hint ") + id + "-status")
            page.trusted(">")
            page.add(item.title)
            page.trusted("</a>")
        } else {
            page.element("div", item.title)
        }
        if let hint = item.hint {
            page.trusted("<div")
            page.attribute("id", id + "-hint")
            page.trusted(" class=\"govuk-task-list__hint\">")
            page.add(hint)
            page.trusted("</div>")
        }
        page.trusted("</div><div")
        page.classes("govuk-task-list__status", item.cannotStartYet ? "govuk-task-list__status--cannot-start-yet" : nil)
        page.attribute("id", id + "-status")
        page.trusted(">")
        page.add(item.status)
        page.trusted("</div></li>")
    }
}

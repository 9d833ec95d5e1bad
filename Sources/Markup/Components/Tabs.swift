/// Parts of a page side by side. Without the script they are sections one below the other, with a list of them above.
public struct Tabs: Component {
    /// One part.
    public struct Panel: Sendable {
        let id: String
        let label: Content
        let content: Content

        public init(id: String, label: Content, content: Content) {
            self.id = id
            self.label = label
            self.content = content
        }
    }

    let panels: [Panel]
    let title: Content?
    let id: String?

    /// - Parameter title: the heading of the list; “Contents” unless given.
    public init(_ panels: [Panel], title: Content? = nil, id: String? = nil) {
        self.panels = panels
        self.title = title
        self.id = id
    }

    public func write(to page: inout HTMLWriter) {
        page.trusted("<div")
        page.attribute("id", id)
        page.trusted(" class=\"govuk-tabs\" data-module=\"govuk-tabs\">")
        page.element("h2", class: "govuk-tabs__title", title ?? .text(page.words.contents))
        page.trusted("<ul class=\"govuk-tabs__list\">")
        for (index, panel) in panels.enumerated() {
            page.trusted("<li")
            page.classes("govuk-tabs__list-item", index == 0 ? "govuk-tabs__list-item--selected" : nil)
            page.trusted("><a class=\"govuk-tabs__tab\"")
            page.address("href", "#" + panel.id)
            page.trusted(">")
            page.add(panel.label)
            page.trusted("</a></li>")
        }
        page.trusted("</ul>")
        for (index, panel) in panels.enumerated() {
            page.trusted("<div")
            page.classes("govuk-tabs__panel", index == 0 ? nil : "govuk-tabs__panel--hidden")
            page.attribute("id", panel.id)
            page.trusted(">")
            page.add(panel.content)
            page.trusted("</div>")
        }
        page.trusted("</div>")
    }
}

/// More about something, shown to those who open it.
public struct Details: Component {
    let summary: Content
    let content: Content
    let isOpen: Bool
    let id: String?
    let classes: String?

    public init(_ summary: Content, isOpen: Bool = false, id: String? = nil, classes: String? = nil, content: Content) {
        self.summary = summary
        self.content = content
        self.isOpen = isOpen
        self.id = id
        self.classes = classes
    }

    public func write(to page: inout HTMLWriter) {
        page.trusted("<details")
        page.attribute("id", id)
        page.classes("govuk-details", classes)
        page.attribute("open", if: isOpen)
        page.trusted("><summary class=\"govuk-details__summary\"><span class=\"govuk-details__summary-text\">")
        page.add(summary)
        page.trusted("</span></summary><div class=\"govuk-details__text\">")
        page.add(content)
        page.trusted("</div></details>")
    }
}

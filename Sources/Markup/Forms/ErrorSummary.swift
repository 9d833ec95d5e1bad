/// Everything that is wrong on a page, at its top, each line leading to the field.
public struct ErrorSummary: Component {
    /// One thing that is wrong.
    public struct Item: Sendable {
        let text: Content
        let href: String?

        /// - Parameter href: where it can be put right.
        public init(_ text: Content, href: String? = nil) {
            self.text = text
            self.href = href
        }

        /// - Parameter field: the id of the field.
        public init(_ text: Content, field: String) {
            self.init(text, href: "#" + field)
        }
    }

    let title: Content?
    let description: Content?
    let items: [Item]
    let disablesAutoFocus: Bool?

    /// - Parameters:
    ///   - title: “There is a problem” unless given.
    ///   - disablesAutoFocus: whether the script leaves the focus where it is.
    public init(_ items: [Item], title: Content? = nil, description: Content? = nil, disablesAutoFocus: Bool? = nil) {
        self.items = items
        self.title = title
        self.description = description
        self.disablesAutoFocus = disablesAutoFocus
    }

    public func write(to page: inout HTMLWriter) {
        page.trusted("<div class=\"govuk-error-summary\"")
        page.attribute("data-disable-auto-focus", disablesAutoFocus.map(String.init(describing:)))
        page.trusted(" data-module=\"govuk-error-summary\"><div role=\"alert\">")
        page.element("h2", class: "govuk-error-summary__title", title ?? .text(page.words.thereIsAProblem))
        page.trusted("<div class=\"govuk-error-summary__body\">")
        if let description { page.element("p", description) }
        if !items.isEmpty { writeItems(to: &page) }
        page.trusted("</div></div></div>")
    }

    private func writeItems(to page: inout HTMLWriter) {
        page.trusted("<ul class=\"govuk-list govuk-error-summary__list\">")
        for item in items {
            page.trusted("<li>")
            if let href = item.href {
                page.trusted("<a")
                page.address("href", href)
                page.trusted(">")
                page.add(item.text)
                page.trusted("</a>")
            } else {
                page.add(item.text)
            }
            page.trusted("</li>")
        }
        page.trusted("</ul>")
    }
}

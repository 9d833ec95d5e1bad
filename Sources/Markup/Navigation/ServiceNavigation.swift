/// The name of the service and its main parts.
public struct ServiceNavigation: Component {
    /// One part of the service.
    public struct Item: Sendable {
        /// Where the reader is.
        public enum Place: Sendable {
            /// Elsewhere.
            case elsewhere
            /// Somewhere inside this part.
            case within
            /// On this very page.
            case here
        }

        let text: Content
        let href: String?
        let place: Place

        public init(_ text: Content, href: String?, _ place: Place = .elsewhere) {
            self.text = text
            self.href = href
            self.place = place
        }
    }

    let name: Content?
    let href: String?
    let items: [Item]
    let end: Content?
    let id: String
    let label: String?

    /// - Parameters:
    ///   - name: the name of the service.
    ///   - href: its first page.
    ///   - end: what stands after the last part, inside the list: an `li` with the way to sign out, for one.
    ///   - id: the id of the list.
    ///   - label: what the navigation is called by those who hear it; “Menu” unless given.
    public init(
        name: Content? = nil, href: String? = nil, items: [Item] = [], end: Content? = nil, id: String = "navigation",
        label: String? = nil
    ) {
        self.name = name
        self.href = href
        self.items = items
        self.end = end
        self.id = id
        self.label = label
    }

    public func write(to page: inout HTMLWriter) {
        if name == nil {
            page.trusted("<div")
        } else {
            page.trusted("<section")
            page.attribute("aria-label", page.words.serviceInformation)
        }
        page.trusted(" class=\"govuk-service-navigation\" data-module=\"govuk-service-navigation\">")
        page.trusted("<div class=\"govuk-width-container\"><div class=\"govuk-service-navigation__container\">")
        if let name { write(name: name, to: &page) }
        if !items.isEmpty || end != nil { writeNavigation(to: &page) }
        page.trusted(name == nil ? "</div></div></div>" : "</div></div></section>")
    }

    private func write(name: Content, to page: inout HTMLWriter) {
        page.trusted("<span class=\"govuk-service-navigation__service-name\">")
        if let href {
            page.trusted("<a")
            page.address("href", href)
            page.trusted(" class=\"govuk-service-navigation__link\">")
            page.add(name)
            page.trusted("</a>")
        } else {
            page.element("span", class: "govuk-service-navigation__text", name)
        }
        page.trusted("</span>")
    }

    private func writeNavigation(to page: inout HTMLWriter) {
        page.trusted("<nav")
        page.attribute("aria-label", label ?? page.words.menu)
        page.trusted(" class=\"govuk-service-navigation__wrapper\">")
        if items.count > 1 {
            page.trusted(
                "<button type=\"button\" class=\"govuk-service-navigation__toggle govuk-js-service-navigation-toggle\"")
            page.attribute("aria-controls", id)
            page.trusted(" hidden aria-hidden=\"true\">")
            page.text(page.words.menu)
            page.trusted("</button>")
        }
        page.trusted("<ul class=\"govuk-service-navigation__list\"")
        page.attribute("id", id)
        page.trusted(">")
        for item in items { write(item, to: &page) }
        if let end { page.add(end) }
        page.trusted("</ul></nav>")
    }

    private func write(_ item: Item, to page: inout HTMLWriter) {
        let isActive = item.place != .elsewhere
        page.trusted("<li")
        page.classes("govuk-service-navigation__item", isActive ? "govuk-service-navigation__item--active" : nil)
        page.trusted(">")
        if let href = item.href {
            page.trusted("<a class=\"govuk-service-navigation__link\"")
            page.address("href", href)
        } else {
            page.trusted("<span class=\"govuk-service-navigation__text\"")
        }
        switch item.place {
        case .elsewhere: break
        case .within: page.trusted(" aria-current=\"true\"")
        case .here: page.trusted(" aria-current=\"page\"")
        }
        page.trusted(">")
        if isActive {
            page.element("strong", class: "govuk-service-navigation__active-fallback", item.text)
        } else {
            page.add(item.text)
        }
        page.trusted(item.href == nil ? "</span></li>" : "</a></li>")
    }
}

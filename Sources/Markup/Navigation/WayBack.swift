/// A link to the page before.
public struct BackLink: Component {
    let href: String
    let text: Content?
    let classes: String?

    /// - Parameter text: “Back” unless given.
    public init(_ href: String, text: Content? = nil, classes: String? = nil) {
        self.href = href
        self.text = text
        self.classes = classes
    }

    public func write(to page: inout HTMLWriter) {
        page.trusted("<a")
        page.address("href", href)
        page.classes("govuk-back-link", classes)
        page.trusted(">")
        page.add(text ?? .text(page.words.back))
        page.trusted("</a>")
    }
}

/// Where a page stands in the service.
public struct Breadcrumbs: Component {
    /// One step from the top.
    public struct Item: Sendable {
        let text: Content
        let href: String?

        /// - Parameter href: where it leads; left out for the page itself.
        public init(_ text: Content, href: String? = nil) {
            self.text = text
            self.href = href
        }
    }

    let items: [Item]
    let collapsesOnMobile: Bool

    /// - Parameter collapsesOnMobile: whether a narrow screen shows the first and last step only.
    public init(_ items: [Item], collapsesOnMobile: Bool = false) {
        self.items = items
        self.collapsesOnMobile = collapsesOnMobile
    }

    public func write(to page: inout HTMLWriter) {
        page.trusted("<nav")
        page.classes("govuk-breadcrumbs", collapsesOnMobile ? "govuk-breadcrumbs--collapse-on-mobile" : nil)
        page.attribute("aria-label", page.words.breadcrumb)
        page.trusted("><ol class=\"govuk-breadcrumbs__list\">")
        for item in items {
            page.trusted("<li class=\"govuk-breadcrumbs__list-item\"")
            if let href = item.href {
                page.trusted("><a class=\"govuk-breadcrumbs__link\"")
                page.address("href", href)
                page.trusted(">")
                page.add(item.text)
                page.trusted("</a></li>")
            } else {
                page.trusted(" aria-current=\"page\">")
                page.add(item.text)
                page.trusted("</li>")
            }
        }
        page.trusted("</ol></nav>")
    }
}

/// The first thing on a page: a way past the navigation.
public struct SkipLink: Component {
    let text: Content?
    let href: String

    /// - Parameter text: “Skip to main content” unless given.
    public init(_ text: Content? = nil, href: String = "#main-content") {
        self.text = text
        self.href = href
    }

    public func write(to page: inout HTMLWriter) {
        page.trusted("<a")
        page.address("href", href)
        page.trusted(" class=\"govuk-skip-link\" data-module=\"govuk-skip-link\">")
        page.add(text ?? .text(page.words.skipToMainContent))
        page.trusted("</a>")
    }
}

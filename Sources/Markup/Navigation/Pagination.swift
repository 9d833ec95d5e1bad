/// The way through many pages, or from one part of a text to the next.
public struct Pagination: Component {
    /// The page before or after.
    public struct Link: Sendable {
        let href: String
        let text: Content?
        let label: Content?

        /// - Parameters:
        ///   - text: “Previous page” or “Next page” unless given.
        ///   - label: the title of that page, shown under the link when there are no numbers.
        public init(_ href: String, text: Content? = nil, label: Content? = nil) {
            self.href = href
            self.text = text
            self.label = label
        }
    }

    /// One of the numbers.
    public enum Item: Sendable {
        case page(Int, href: String)
        case current(Int, href: String)
        case gap
    }

    let previous: Link?
    let next: Link?
    let items: [Item]
    let label: String?

    /// - Parameters:
    ///   - items: the numbers; without any, the links stand one above the other.
    ///   - label: what the navigation is called by those who hear it; “Pagination” unless given.
    public init(previous: Link? = nil, next: Link? = nil, items: [Item] = [], label: String? = nil) {
        self.previous = previous
        self.next = next
        self.items = items
        self.label = label
    }

    private var isBlock: Bool { items.isEmpty }

    public func write(to page: inout HTMLWriter) {
        page.trusted("<nav")
        page.classes("govuk-pagination", isBlock ? "govuk-pagination--block" : nil)
        page.attribute("aria-label", label ?? page.words.pagination)
        page.trusted(">")
        if let previous { write(previous, isNext: false, to: &page) }
        if !isBlock { writeItems(to: &page) }
        if let next { write(next, isNext: true, to: &page) }
        page.trusted("</nav>")
    }

    private func write(_ link: Link, isNext: Bool, to page: inout HTMLWriter) {
        page.trusted(isNext ? "<div class=\"govuk-pagination__next\">" : "<div class=\"govuk-pagination__prev\">")
        page.trusted("<a class=\"govuk-link govuk-pagination__link\"")
        page.address("href", link.href)
        page.trusted(isNext ? " rel=\"next\">" : " rel=\"prev\">")
        if isBlock || !isNext { page.trusted(isNext ? nextArrow : previousArrow) }
        page.trusted("<span")
        page.classes(
            "govuk-pagination__link-title",
            isBlock && link.label == nil ? "govuk-pagination__link-title--decorated" : nil)
        page.trusted(">")
        if let text = link.text {
            page.add(text)
        } else {
            page.text(isNext ? page.words.next : page.words.previous)
            page.trusted("<span class=\"govuk-visually-hidden\"> ")
            page.text(page.words.page)
            page.trusted("</span>")
        }
        page.trusted("</span>")
        if isBlock, let label = link.label {
            page.trusted("<span class=\"govuk-visually-hidden\">:</span> <span class=\"govuk-pagination__link-label\">")
            page.add(label)
            page.trusted("</span>")
        }
        if !isBlock && isNext { page.trusted(nextArrow) }
        page.trusted("</a></div>")
    }

    private func writeItems(to page: inout HTMLWriter) {
        page.trusted("<ul class=\"govuk-pagination__list\">")
        for item in items {
            switch item {
            case .gap:
                page.trusted("<li class=\"govuk-pagination__item govuk-pagination__item--ellipsis\">&ctdot;</li>")
            case .page(let number, let href):
                page.trusted("<li class=\"govuk-pagination__item\">")
                write(number, href: href, isCurrent: false, to: &page)
            case .current(let number, let href):
                page.trusted("<li class=\"govuk-pagination__item govuk-pagination__item--current\">")
                write(number, href: href, isCurrent: true, to: &page)
            }
        }
        page.trusted("</ul>")
    }

    private func write(_ number: Int, href: String, isCurrent: Bool, to page: inout HTMLWriter) {
        page.trusted("<a class=\"govuk-link govuk-pagination__link\"")
        page.address("href", href)
        let word = page.words.page
        page.attribute("aria-label", word.prefix(1).uppercased() + word.dropFirst() + " " + String(number))
        if isCurrent { page.trusted(" aria-current=\"page\"") }
        page.trusted(">")
        page.text(number)
        page.trusted("</a></li>")
    }
}

private let previousArrow: StaticString = """
    <svg class="govuk-pagination__icon govuk-pagination__icon--prev" xmlns="http://www.w3.org/2000/svg" height="13" \
    width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13"><path d="m6.5938-0.0078125-6.7266 6.7266 \
    6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z"></path></svg>
    """

private let nextArrow: StaticString = """
    <svg class="govuk-pagination__icon govuk-pagination__icon--next" xmlns="http://www.w3.org/2000/svg" height="13" \
    width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13"><path d="m8.107-0.0078125-1.4136 1.414 4.2926 \
    4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z"></path></svg>
    """

/// The foot of every page.
public struct Footer: Component {
    /// A link in the footer.
    public struct Link: Sendable {
        let text: Content
        let href: String

        public init(_ text: Content, href: String) {
            self.text = text
            self.href = href
        }
    }

    /// Links under a heading.
    public struct Section: Sendable {
        let title: Content
        let links: [Link]
        let columns: Int?
        let width: String

        /// - Parameters:
        ///   - columns: over how many columns the links run.
        ///   - width: the part of the footer's width it takes: `full`, `one-half`, `one-third`, `two-thirds`.
        public init(_ title: Content, links: [Link], columns: Int? = nil, width: String = "full") {
            self.title = title
            self.links = links
            self.columns = columns
            self.width = width
        }
    }

    let sections: [Section]
    let links: [Link]
    let note: Content?

    /// - Parameters:
    ///   - sections: groups of links, with headings.
    ///   - links: links in one line.
    ///   - note: a line under them.
    public init(sections: [Section] = [], links: [Link] = [], note: Content? = nil) {
        self.sections = sections
        self.links = links
        self.note = note
    }

    public func write(to page: inout HTMLWriter) {
        page.trusted("<div class=\"govuk-footer\"><div class=\"govuk-width-container\">")
        if !sections.isEmpty {
            page.trusted("<div class=\"govuk-footer__navigation\">")
            for section in sections { write(section, to: &page) }
            page.trusted("</div><hr class=\"govuk-footer__section-break\">")
        }
        page.trusted(
            "<div class=\"govuk-footer__meta\"><div class=\"govuk-footer__meta-item govuk-footer__meta-item--grow\">")
        if !links.isEmpty || note != nil { writeMeta(to: &page) }
        page.trusted("</div></div></div></div>")
    }

    private func write(_ section: Section, to page: inout HTMLWriter) {
        page.trusted("<div")
        page.classes("govuk-footer__section", "govuk-grid-column-\(section.width)")
        page.trusted("><h2 class=\"govuk-footer__heading govuk-heading-m\">")
        page.add(section.title)
        page.trusted("</h2><ul")
        page.classes("govuk-footer__list", section.columns.map { "govuk-footer__list--columns-\($0)" })
        page.trusted(">")
        for link in section.links { page.element("li", class: "govuk-footer__list-item") { write(link, to: &$0) } }
        page.trusted("</ul></div>")
    }

    private func writeMeta(to page: inout HTMLWriter) {
        page.element("h2", class: "govuk-visually-hidden", .text(page.words.supportLinks))
        if !links.isEmpty {
            page.trusted("<ul class=\"govuk-footer__inline-list\">")
            for link in links {
                page.element("li", class: "govuk-footer__inline-list-item") { write(link, to: &$0) }
            }
            page.trusted("</ul>")
        }
        if let note { page.element("div", class: "govuk-footer__meta-custom", note) }
    }

    private func write(_ link: Link, to page: inout HTMLWriter) {
        page.link(link.text, to: link.href, class: "govuk-footer__link")
    }
}

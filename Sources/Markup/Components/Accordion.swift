/// Sections one below the other that the reader opens and closes. Without the script they are all open.
public struct Accordion: Component {
    /// One section.
    public struct Section: Sendable {
        let heading: Content
        let summary: Content?
        let content: Content
        let isExpanded: Bool

        /// - Parameters:
        ///   - summary: a line below the heading that says what is inside.
        ///   - isExpanded: whether it is open at first.
        public init(_ heading: Content, summary: Content? = nil, isExpanded: Bool = false, content: Content) {
            self.heading = heading
            self.summary = summary
            self.content = content
            self.isExpanded = isExpanded
        }
    }

    /// What the script writes on its buttons. Whatever is left out is in English.
    public struct Texts: Sendable {
        let hideAllSections: String?
        let hideSection: String?
        let hideSectionLabel: String?
        let showAllSections: String?
        let showSection: String?
        let showSectionLabel: String?

        /// - Parameters:
        ///   - hideSectionLabel: what is heard instead of `hideSection`, such as “Hide this section”.
        ///   - showSectionLabel: what is heard instead of `showSection`, such as “Show this section”.
        public init(
            hideAllSections: String? = nil, hideSection: String? = nil, hideSectionLabel: String? = nil,
            showAllSections: String? = nil, showSection: String? = nil, showSectionLabel: String? = nil
        ) {
            self.hideAllSections = hideAllSections
            self.hideSection = hideSection
            self.hideSectionLabel = hideSectionLabel
            self.showAllSections = showAllSections
            self.showSection = showSection
            self.showSectionLabel = showSectionLabel
        }

        var attributes: [Attribute] {
            [
                Attribute("data-i18n.hide-all-sections", hideAllSections),
                Attribute("data-i18n.hide-section", hideSection),
                Attribute("data-i18n.hide-section-aria-label", hideSectionLabel),
                Attribute("data-i18n.show-all-sections", showAllSections),
                Attribute("data-i18n.show-section", showSection),
                Attribute("data-i18n.show-section-aria-label", showSectionLabel),
            ].filter { $0.value != nil }
        }
    }

    let id: String
    let sections: [Section]
    let level: Int
    let remembers: Bool?
    let texts: Texts
    let classes: String?
    let attributes: [Attribute]

    /// - Parameters:
    ///   - id: the id of the whole, from which those of its parts are made; one page may not have two alike.
    ///   - level: the level of the sections' headings.
    ///   - remembers: whether the browser keeps which sections are open for as long as the tab lives; it does unless told
    ///     not to. Say `false` where headings would tell a later reader of this device something.
    ///   - texts: what the script writes on its buttons.
    public init(
        id: String, _ sections: [Section], level: Int = 2, remembers: Bool? = nil, texts: Texts = Texts(),
        classes: String? = nil, attributes: [Attribute] = []
    ) {
        self.id = id
        self.sections = sections
        self.level = level
        self.remembers = remembers
        self.texts = texts
        self.classes = classes
        self.attributes = attributes
    }

    public func write(to page: inout HTMLWriter) {
        page.trusted("<div")
        page.classes("govuk-accordion", classes)
        page.trusted(" data-module=\"govuk-accordion\"")
        page.attribute("id", id)
        page.attributes(texts.attributes)
        page.attribute("data-remember-expanded", remembers.map(String.init(describing:)))
        page.attributes(attributes)
        page.trusted(">")
        for (index, section) in sections.enumerated() {
            write(section, number: index + 1, to: &page)
        }
        page.trusted("</div>")
    }

    private func write(_ section: Section, number: Int, to page: inout HTMLWriter) {
        page.trusted("<div")
        page.classes("govuk-accordion__section", section.isExpanded ? "govuk-accordion__section--expanded" : nil)
        page.trusted("><div class=\"govuk-accordion__section-header\">")
        page.element(HeadingLevel(level).name, class: "govuk-accordion__section-heading") { page in
            page.element(
                "span", class: "govuk-accordion__section-button", id: "\(id)-heading-\(number)", section.heading)
        }
        if let summary = section.summary {
            page.element(
                "div", class: "govuk-accordion__section-summary govuk-body", id: "\(id)-summary-\(number)", summary)
        }
        page.trusted("</div><div")
        page.attribute("id", "\(id)-content-\(number)")
        page.trusted(" class=\"govuk-accordion__section-content\">")
        page.add(section.content)
        page.trusted("</div></div>")
    }
}

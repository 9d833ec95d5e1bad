/// Text set apart from what surrounds it: a quotation, an example, a note.
public struct InsetText: Component {
    let content: Content
    let id: String?
    let classes: String?

    public init(_ content: Content, id: String? = nil, classes: String? = nil) {
        self.content = content
        self.id = id
        self.classes = classes
    }

    public func write(to page: inout HTMLWriter) {
        page.trusted("<div")
        page.attribute("id", id)
        page.classes("govuk-inset-text", classes)
        page.trusted(">")
        page.add(content)
        page.trusted("</div>")
    }
}

/// A warning of consequences: legal ones, danger to somebody, something that cannot be undone.
public struct WarningText: Component {
    let content: Content
    let fallback: Content?
    let classes: String?

    /// - Parameter fallback: what is said for the exclamation mark; “Warning” unless given.
    public init(_ content: Content, fallback: Content? = nil, classes: String? = nil) {
        self.content = content
        self.fallback = fallback
        self.classes = classes
    }

    public func write(to page: inout HTMLWriter) {
        page.trusted("<div")
        page.classes("govuk-warning-text", classes)
        page.trusted("><span class=\"govuk-warning-text__icon\" aria-hidden=\"true\">!</span>")
        page.trusted("<strong class=\"govuk-warning-text__text\"><span class=\"govuk-visually-hidden\">")
        page.add(fallback ?? .text(page.words.warning))
        page.trusted("</span> ")
        page.add(content)
        page.trusted("</strong></div>")
    }
}

/// The end of a piece of work: it is done, and this is its reference.
public struct Panel: Component {
    let title: Content
    let content: Content?
    let level: Int

    /// - Parameter level: the level of the title's heading.
    public init(_ title: Content, level: Int = 1, content: Content? = nil) {
        self.title = title
        self.level = level
        self.content = content
    }

    public func write(to page: inout HTMLWriter) {
        page.trusted("<div class=\"govuk-panel govuk-panel--confirmation\">")
        page.element(HeadingLevel(level).name, class: "govuk-panel__title", title)
        if let content { page.element("div", class: "govuk-panel__body", content) }
        page.trusted("</div>")
    }
}

/// The label of one field. A literal will do.
public struct Label: Sendable, ExpressibleByStringInterpolation {
    let text: Content
    let size: TextSize?
    let isPageHeading: Bool
    let classes: String?

    /// - Parameters:
    ///   - size: how large it is written; plain when left out.
    ///   - isPageHeading: whether it is the page's one heading, on a page that asks one question.
    public init(_ text: Content, size: TextSize? = nil, isPageHeading: Bool = false, classes: String? = nil) {
        self.text = text
        self.size = size
        self.isPageHeading = isPageHeading
        self.classes = classes
    }

    public init(stringLiteral text: String) {
        self.init(.text(text))
    }

    public init(stringInterpolation: Content.StringInterpolation) {
        self.init(Content(stringInterpolation: stringInterpolation))
    }

    /// Writes the label of the field with the given id.
    func write(for id: String, to page: inout HTMLWriter) {
        if isPageHeading { page.trusted("<h1 class=\"govuk-label-wrapper\">") }
        page.trusted("<label")
        page.classes("govuk-label", size.map { "govuk-label--\($0.rawValue)" }, classes)
        page.attribute("for", id)
        page.trusted(">")
        page.add(text)
        page.trusted("</label>")
        if isPageHeading { page.trusted("</h1>") }
    }
}

/// The question that a group of fields answers together. A literal will do.
public struct Legend: Sendable, ExpressibleByStringInterpolation {
    let text: Content
    let size: TextSize?
    let isPageHeading: Bool
    let classes: String?

    /// - Parameters:
    ///   - size: how large it is written; plain when left out.
    ///   - isPageHeading: whether it is the page's one heading, on a page that asks one question.
    public init(_ text: Content, size: TextSize? = nil, isPageHeading: Bool = false, classes: String? = nil) {
        self.text = text
        self.size = size
        self.isPageHeading = isPageHeading
        self.classes = classes
    }

    public init(stringLiteral text: String) {
        self.init(.text(text))
    }

    public init(stringInterpolation: Content.StringInterpolation) {
        self.init(Content(stringInterpolation: stringInterpolation))
    }
}

extension Legend: Component {
    public func write(to page: inout HTMLWriter) {
        page.trusted("<legend")
        page.classes("govuk-fieldset__legend", size.map { "govuk-fieldset__legend--\($0.rawValue)" }, classes)
        page.trusted(">")
        if isPageHeading {
            page.element("h1", class: "govuk-fieldset__heading", text)
        } else {
            page.add(text)
        }
        page.trusted("</legend>")
    }
}

/// What is wrong with one field, and how to put it right.
public struct ErrorMessage: Component {
    let text: Content
    let id: String?
    let classes: String?

    public init(_ text: Content, id: String? = nil, classes: String? = nil) {
        self.text = text
        self.id = id
        self.classes = classes
    }

    public func write(to page: inout HTMLWriter) {
        page.trusted("<p")
        page.attribute("id", id)
        page.classes("govuk-error-message", classes)
        page.trusted("><span class=\"govuk-visually-hidden\">")
        page.text(page.words.error)
        page.trusted(":</span> ")
        page.add(text)
        page.trusted("</p>")
    }
}

/// Help with one field.
struct Hint: Component {
    let text: Content
    let id: String
    var classes: String?

    func write(to page: inout HTMLWriter) {
        page.trusted("<div")
        page.attribute("id", id)
        page.classes("govuk-hint", classes)
        page.trusted(">")
        page.add(text)
        page.trusted("</div>")
    }
}

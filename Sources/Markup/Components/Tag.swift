/// The state of a thing in a word or two.
public struct Tag: Component {
    /// The colour, which never carries the meaning alone.
    public enum Colour: String, Sendable, CaseIterable {
        case grey, green, teal, blue, purple, magenta, red, orange, yellow
    }

    let text: Content
    let colour: Colour?
    let classes: String?

    public init(_ text: Content, _ colour: Colour? = nil, classes: String? = nil) {
        self.text = text
        self.colour = colour
        self.classes = classes
    }

    public func write(to page: inout HTMLWriter) {
        page.trusted("<strong")
        page.classes("govuk-tag", colour.map { "govuk-tag--\($0.rawValue)" }, classes)
        page.trusted(">")
        page.add(text)
        page.trusted("</strong>")
    }
}

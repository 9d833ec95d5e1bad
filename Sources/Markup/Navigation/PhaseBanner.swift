/// That the service is still being made, and how to say what is wrong with it.
public struct PhaseBanner: Component {
    let phase: Content
    let content: Content

    /// - Parameter phase: “Alpha”, “Beta”, “Demo”.
    public init(_ phase: Content, content: Content) {
        self.phase = phase
        self.content = content
    }

    public func write(to page: inout HTMLWriter) {
        page.trusted(
            "<div class=\"govuk-phase-banner govuk-width-container\"><p class=\"govuk-phase-banner__content\">")
        page.add(Tag(phase, classes: "govuk-phase-banner__content__tag"))
        page.trusted(" ")
        page.element("span", class: "govuk-phase-banner__text", content)
        page.trusted("</p></div>")
    }
}

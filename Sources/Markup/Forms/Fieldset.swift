/// Fields that belong together under one question.
public struct Fieldset: Component {
    let legend: Legend
    let describedBy: String?
    let classes: String?
    let content: Content

    public init(_ legend: Legend, describedBy: String? = nil, classes: String? = nil, content: Content) {
        self.legend = legend
        self.describedBy = describedBy
        self.classes = classes
        self.content = content
    }

    public func write(to page: inout HTMLWriter) {
        page.trusted("<fieldset")
        page.classes("govuk-fieldset", classes)
        page.attribute("aria-describedby", describedBy)
        page.trusted(">")
        page.add(legend)
        page.add(content)
        page.trusted("</fieldset>")
    }
}

/// The frame of a summary list: a title and what can be done about the whole of it.
public struct SummaryCard: Sendable {
    let title: Content
    let level: Int
    let actions: [SummaryList.Action]
    let classes: String?

    /// - Parameter level: the level of the title's heading.
    public init(_ title: Content, level: Int = 2, actions: [SummaryList.Action] = [], classes: String? = nil) {
        self.title = title
        self.level = level
        self.actions = actions
        self.classes = classes
    }

    func write(to page: inout HTMLWriter, _ content: (inout HTMLWriter) -> Void) {
        page.trusted("<div")
        page.classes("govuk-summary-card", classes)
        page.trusted("><div class=\"govuk-summary-card__title-wrapper\">")
        page.element(HeadingLevel(level).name, class: "govuk-summary-card__title", title)
        writeActions(to: &page)
        page.trusted("</div><div class=\"govuk-summary-card__content\">")
        content(&page)
        page.trusted("</div></div>")
    }

    private func writeActions(to page: inout HTMLWriter) {
        guard let first = actions.first else { return }
        guard actions.count > 1 else {
            page.trusted("<div class=\"govuk-summary-card__actions\">")
            first.write(inCard: title, to: &page)
            page.trusted("</div>")
            return
        }
        page.trusted("<ul class=\"govuk-summary-card__actions\">")
        for action in actions {
            page.trusted("<li class=\"govuk-summary-card__action\">")
            action.write(inCard: title, to: &page)
            page.trusted("</li>")
        }
        page.trusted("</ul>")
    }
}

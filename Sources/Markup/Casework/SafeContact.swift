/// How a person may be reached without putting them in danger. It stands before everything else on a case page.
public struct SafeContact: Component {
    let title: Content?
    let rows: [SummaryList.Row]
    let never: [Content]
    let checked: Content?
    let level: Int

    /// - Parameters:
    ///   - rows: how, when, with whom, what may be left as a message.
    ///   - never: what must not be done.
    ///   - title: “Before you make contact” unless given.
    ///   - checked: when the person last confirmed this.
    ///   - level: the level of the title's heading.
    public init(
        _ rows: [SummaryList.Row], never: [Content] = [], title: Content? = nil, checked: Content? = nil, level: Int = 2
    ) {
        self.rows = rows
        self.never = never
        self.title = title
        self.checked = checked
        self.level = level
    }

    public func write(to page: inout HTMLWriter) {
        let words = page.words
        page.trusted("<section class=\"fg-safe-contact\" aria-labelledby=\"safe-contact\">")
        page.element(
            HeadingLevel(level).name, class: "fg-safe-contact__title", id: "safe-contact",
            title ?? .text(words.beforeYouMakeContact))
        if !never.isEmpty {
            page.trusted("<div class=\"fg-safe-contact__never\"><p class=\"fg-safe-contact__word\">")
            page.trusted(crossedCircle)
            page.text(words.never)
            page.trusted("</p><ul class=\"fg-safe-contact__list\">")
            for item in never { page.element("li", item) }
            page.trusted("</ul></div>")
        }
        page.add(SummaryList(rows, hasBorders: false, classes: "fg-safe-contact__rows"))
        if let checked { page.element("p", class: "fg-safe-contact__checked", checked) }
        page.trusted("</section>")
    }
}

private let crossedCircle: StaticString = """
    <svg class="fg-shape" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">\
    <path fill="none" stroke="currentColor" stroke-width="2" d="M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM3.5 3.5l9 9"/></svg>
    """

/// Something that is not about the page itself: that the last action worked, or news that touches the whole service.
public struct NotificationBanner: Component {
    /// What a banner is about.
    public enum Kind: Sendable {
        /// Something worth knowing.
        case important
        /// The last action worked; read out at once.
        case success
    }

    let kind: Kind
    let title: Content?
    let content: Content
    let isBlock: Bool
    let titleID: String
    let disablesAutoFocus: Bool?

    /// A banner of one line.
    public init(
        _ line: Content, kind: Kind = .important, title: Content? = nil, titleID: String? = nil,
        disablesAutoFocus: Bool? = nil
    ) {
        self.init(
            content: line, isBlock: false, kind: kind, title: title, titleID: titleID,
            disablesAutoFocus: disablesAutoFocus)
    }

    /// A banner with paragraphs, headings or links of its own.
    public init(
        block: Content, kind: Kind = .important, title: Content? = nil, titleID: String? = nil,
        disablesAutoFocus: Bool? = nil
    ) {
        self.init(
            content: block, isBlock: true, kind: kind, title: title, titleID: titleID,
            disablesAutoFocus: disablesAutoFocus)
    }

    private init(
        content: Content, isBlock: Bool, kind: Kind, title: Content?, titleID: String?, disablesAutoFocus: Bool?
    ) {
        self.content = content
        self.isBlock = isBlock
        self.kind = kind
        self.title = title
        self.titleID = titleID ?? "govuk-notification-banner-title"
        self.disablesAutoFocus = disablesAutoFocus
    }

    public func write(to page: inout HTMLWriter) {
        let isSuccess = kind == .success
        page.trusted("<div")
        page.classes("govuk-notification-banner", isSuccess ? "govuk-notification-banner--success" : nil)
        page.trusted(isSuccess ? " role=\"alert\"" : " role=\"region\"")
        page.attribute("aria-labelledby", titleID)
        page.trusted(" data-module=\"govuk-notification-banner\"")
        page.attribute("data-disable-auto-focus", disablesAutoFocus.map(String.init(describing:)))
        page.trusted("><div class=\"govuk-notification-banner__header\">")
        let usualTitle = isSuccess ? page.words.success : page.words.important
        page.element("h2", class: "govuk-notification-banner__title", id: titleID, title ?? .text(usualTitle))
        page.trusted("</div><div class=\"govuk-notification-banner__content\">")
        if isBlock {
            page.add(content)
        } else {
            page.element("p", class: "govuk-notification-banner__heading", content)
        }
        page.trusted("</div></div>")
    }
}

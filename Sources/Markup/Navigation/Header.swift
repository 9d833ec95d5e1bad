/// The top of every page: our word mark. It carries no crown and no arms.
public struct Header: Component {
    let mark: Content
    let href: String

    /// - Parameters:
    ///   - mark: what stands in place of a logo; our word mark unless given.
    ///   - href: where it leads.
    public init(_ mark: Content? = nil, href: String = "/") {
        self.mark = mark ?? Header.wordMark
        self.href = href
    }

    public func write(to page: inout HTMLWriter) {
        page.trusted(
            "<div class=\"govuk-generic-header\"><div class=\"govuk-generic-header__container govuk-width-container\">")
        page.trusted("<div class=\"govuk-generic-header__logo\"><a")
        page.address("href", href)
        page.trusted(" class=\"govuk-generic-header__homepage-link\">")
        page.add(mark)
        page.trusted("</a></div></div></div>")
    }

    /// Courses of stone, the widest at the foot, and the name.
    static let wordMark = Content.html(
        HTML(
            trusted: """
                <svg class="fg-mark" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32" height="32" \
                aria-hidden="true" focusable="false"><path fill="currentColor" \
                d="M12 5h8v6h-8zM7 13h18v6H7zM2 21h28v6H2z"/></svg><span class="fg-wordmark">FirmGround</span>
                """))
}

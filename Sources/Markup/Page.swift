/// A whole page: head, header, navigation, main part and footer.
///
/// There is no script or style in it, only addresses of them, so it stands under the strictest policy for content.
///
/// ```swift
/// var page = Page(title: "Your work")
/// page.navigation = navigation
/// return page.html { page in
///     page.heading("Your work", .l)
///     page.add(WorkList(rows))
/// }
/// ```
public struct Page: Sendable {
    /// What the browser's tab and history show. It must say nothing about a person: “Case”, not whose.
    public var title: String
    /// The main part, unless it is written when the page is.
    public var content: Content
    /// The name of the service, after the title.
    public var serviceName = "FirmGround"
    /// The language of the page.
    public var words = Words.english
    public var header = Header()
    public var navigation: ServiceNavigation?
    public var phase: PhaseBanner?
    public var exit: ExitThisPage?
    public var breadcrumbs: Breadcrumbs?
    public var backLink: BackLink?
    public var footer = Footer()
    /// Whether there is something to put right; the title says so first.
    public var hasErrors = false
    /// Whether the page may use the full width, as case pages and wide tables do.
    public var isWide = false
    /// Addresses of stylesheets.
    public var stylesheets = ["/assets/firmground.css"]
    /// Addresses of scripts, loaded as modules.
    public var scripts: [String] = []
    /// The address of an icon.
    public var icon: String?

    /// A page in English without navigation; everything else is set on it.
    public init(title: String, content: Content = "") {
        self.title = title
        self.content = content
    }

    /// The page as markup, its main part being `content`.
    ///
    /// - Parameter capacity: how many bytes to set aside at first.
    public func html(capacity: Int = 32_768) -> HTML {
        html(capacity: capacity) { $0.add(content) }
    }

    /// The page as markup, its main part written by the closure, straight into the page.
    ///
    /// - Parameters:
    ///   - capacity: how many bytes to set aside at first.
    ///   - write: writes the main part.
    public func html(capacity: Int = 32_768, _ write: (inout HTMLWriter) -> Void) -> HTML {
        HTML(words: words, capacity: capacity) { page in
            page.trusted("<!doctype html><html")
            page.attribute("lang", words.language)
            page.trusted(" class=\"govuk-template\">")
            writeHead(to: &page)
            let classes = isWide ? "govuk-template__body fg-wide" : "govuk-template__body"
            page.element("body", class: classes) { writeBody(to: &$0, main: write) }
            page.trusted("</html>")
        }
    }

    private func writeHead(to page: inout HTMLWriter) {
        page.trusted("<head><meta charset=\"utf-8\"><title>")
        if hasErrors {
            page.text(words.error)
            page.trusted(": ")
        }
        page.text(title)
        if title != serviceName {
            page.trusted(" – ")
            page.text(serviceName)
        }
        page.trusted(
            "</title><meta name=\"viewport\" content=\"width=device-width, initial-scale=1, viewport-fit=cover\">")
        page.trusted("<meta name=\"theme-color\" content=\"#12343b\">")
        for address in stylesheets {
            page.trusted("<link rel=\"stylesheet\"")
            page.address("href", address)
            page.trusted(">")
        }
        if let icon {
            page.trusted("<link rel=\"icon\"")
            page.address("href", icon)
            page.trusted(">")
        }
        for address in scripts {
            page.trusted("<script type=\"module\"")
            page.address("src", address)
            page.trusted("></script>")
        }
        page.trusted("</head>")
    }

    private func writeBody(to page: inout HTMLWriter, main: (inout HTMLWriter) -> Void) {
        page.add(SkipLink())
        page.element("header", class: "govuk-template__header") { page in
            exit?.writeSkipLink(to: &page)
            page.add(header)
            if let navigation { page.add(navigation) }
            if let phase { page.add(phase) }
        }
        page.element("div", class: "govuk-width-container") { page in
            if let exit { page.add(exit) }
            if let breadcrumbs { page.add(breadcrumbs) }
            if let backLink { write(backLink, to: &page) }
            page.element("main", class: "govuk-main-wrapper", id: "main-content", main)
        }
        page.element("footer", class: "govuk-template__footer", Content(footer))
    }

    /// Everything on a page belongs to a landmark, the way back too.
    private func write(_ backLink: BackLink, to page: inout HTMLWriter) {
        page.trusted("<nav")
        page.attribute("aria-label", words.back)
        page.trusted(">")
        page.add(backLink)
        page.trusted("</nav>")
    }
}

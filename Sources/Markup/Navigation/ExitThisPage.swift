/// A way to leave at once for a page that raises no questions. It works as a link without the script.
public struct ExitThisPage: Component {
    /// Where it leads unless told otherwise: a page anybody might be reading.
    public static let usualAddress = "https://www.bbc.co.uk/weather"

    let text: Content?
    let address: String

    /// - Parameters:
    ///   - text: “Exit this page” unless given.
    ///   - address: where it leads.
    public init(_ text: Content? = nil, to address: String = ExitThisPage.usualAddress) {
        self.text = text
        self.address = address
    }

    public func write(to page: inout HTMLWriter) {
        page.trusted("<div class=\"govuk-exit-this-page\" data-module=\"govuk-exit-this-page\">")
        page.add(
            Button(
                text ?? usualText(page.words), kind: .warning, href: address,
                classes: "govuk-exit-this-page__button govuk-js-exit-this-page-button",
                attributes: [Attribute("rel", "nofollow noreferrer")]))
        page.trusted("</div>")
    }

    /// Writes the second way past the navigation, which leads out.
    func writeSkipLink(to page: inout HTMLWriter) {
        page.trusted("<a")
        page.address("href", address)
        page.trusted(
            " class=\"govuk-skip-link govuk-js-exit-this-page-skiplink\" rel=\"nofollow noreferrer\" data-module=\"govuk-skip-link\">"
        )
        page.text(page.words.exitThisPage)
        page.trusted("</a>")
    }

    private func usualText(_ words: Words) -> Content {
        .written { page in
            page.element("span", class: "govuk-visually-hidden", .text(words.emergency))
            page.trusted(" ")
            page.text(words.exitThisPage)
        }
    }
}

import Markup
import Testing

@Suite("A whole page")
struct PageTests {
    private func page(_ change: (inout Page) -> Void = { _ in }) -> String {
        var page = Page(title: "Your work", content: "Main & more")
        change(&page)
        return page.html().string
    }

    @Test("It has the parts every page needs, in the order in which they are met")
    func order() throws {
        let html = page { page in
            page.exit = ExitThisPage()
            page.navigation = ServiceNavigation(items: [
                .init("Work", href: "/work", .here), .init("Refer", href: "/refer"),
            ])
            page.phase = PhaseBanner("Demo", content: "Made up")
            page.breadcrumbs = Breadcrumbs([.init("Work", href: "/work")])
            page.backLink = BackLink("/work")
        }
        let parts = [
            "<!doctype html><html lang=\"en\"", "<title>Your work – FirmGround</title>", "name=\"viewport\"",
            "<link rel=\"stylesheet\" href=\"/assets/firmground.css\">",
            "href=\"#main-content\" class=\"govuk-skip-link\"",
            "<header", "govuk-js-exit-this-page-skiplink", "govuk-generic-header", "govuk-service-navigation",
            "govuk-phase-banner", "</header>", "govuk-exit-this-page", "govuk-breadcrumbs", "govuk-back-link",
            "<main class=\"govuk-main-wrapper\" id=\"main-content\">Main &amp; more</main>", "<footer", "</html>",
        ]
        var rest = html[...]
        for part in parts {
            let range = try #require(rest.firstRange(of: part), "\(part) is missing or too early")
            rest = rest[range.upperBound...]
        }
    }

    @Test("It holds neither script nor style of its own")
    func strict() {
        let html = page { $0.scripts = ["/assets/firmground.js"] }
        #expect(html.contains("<script type=\"module\" src=\"/assets/firmground.js\"></script>"))
        #expect(!html.contains("<style") && !html.contains(" style=") && !html.contains(" on"))
    }

    @Test("Its title says first that something is wrong, and names the service once")
    func title() {
        #expect(page { $0.hasErrors = true }.contains("<title>Error: Your work – FirmGround</title>"))
        #expect(page { $0.title = "FirmGround" }.contains("<title>FirmGround</title>"))
    }

    @Test("In Welsh, the fixed words of components are Welsh")
    func welsh() {
        let html = page { page in
            page.words = .welsh
            page.backLink = BackLink("/")
            page.content = Content(PasswordInput(name: "p", label: "Cyfrinair", error: "Rhowch eich cyfrinair"))
        }
        for piece in [
            "lang=\"cy\"", "Neidio i’r prif gynnwys", ">Yn ôl<", "Gwall:", "data-i18n.show-password=\"Dangos\"",
        ] {
            #expect(html.contains(piece), "\(piece)")
        }
    }
}

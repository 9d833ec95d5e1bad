import Markup
import Testing

@Suite("Content and writing")
struct ContentTests {
    @Test("An interpolation escapes text, sets apart what was typed and keeps components")
    func interpolation() {
        let name = "<Ana>"
        let content: Content = "Call \(typed: name) & \(name) \(3) times \(Tag("soon"))"
        #expect(
            HTML { $0.add(content) }.string
                == "Call <bdi>&lt;Ana&gt;</bdi> &amp; &lt;Ana&gt; 3 times <strong class=\"govuk-tag\">soon</strong>")
    }

    @Test("Markup is trusted only as a literal")
    func trusted() {
        #expect(HTML(trusted: "<b>é</b>").string == "<b>é</b>")
        #expect(HTML { $0.add(HTML(trusted: "<hr>")) }.string == "<hr>")
    }

    @Test("Headings take their level from their size unless told otherwise")
    func headings() {
        #expect(HTML { $0.heading("A", .m) }.string == "<h2 class=\"govuk-heading-m\">A</h2>")
        #expect(
            HTML { $0.heading("A", .m, level: 4, id: "a") }.string == "<h4 class=\"govuk-heading-m\" id=\"a\">A</h4>")
        #expect(
            HTML { $0.heading("A", .l, caption: "Case") }.string
                == "<span class=\"govuk-caption-l\">Case</span><h1 class=\"govuk-heading-l\">A</h1>")
    }

    @Test("Elements nest, and attributes without a value stand alone")
    func elements() {
        let html = HTML { page in
            page.element("section", class: "a", id: "b", attributes: [Attribute("hidden"), Attribute("data-x", "<")]) {
                page in
                page.paragraph("One")
                page.list(["x", "y"], .numbers)
            }
        }
        #expect(
            html.string == "<section class=\"a\" id=\"b\" hidden data-x=\"&lt;\"><p class=\"govuk-body\">One</p>"
                + "<ol class=\"govuk-list govuk-list--number\"><li>x</li><li>y</li></ol></section>")
    }

    @Test("A form carries its hidden fields and leaves checking to the server")
    func form() {
        let html = HTML { $0.form(to: "/a", hidden: [("token", "x\"y")]) { $0.add(Button("Go")) } }.string
        #expect(
            html.hasPrefix(
                "<form action=\"/a\" method=\"post\" novalidate><input type=\"hidden\" name=\"token\" value=\"x&#34;y\">"
            ))
        #expect(html.hasSuffix("</form>"))
        #expect(HTML { $0.form(to: "/a", hasFiles: true) { _ in } }.string.contains("enctype=\"multipart/form-data\""))
    }

    @Test("Words that are only heard are apart from the words before them")
    func heardWords() {
        let list = SummaryList([.init("Name", "Ana", change: "/c", hidden: "name")], card: SummaryCard("Person"))
        #expect(list.html().string.contains("Change<span class=\"govuk-visually-hidden\"> name (Person)</span>"))
        #expect(ErrorMessage("Enter a date").html().string.contains("Error:</span> Enter a date"))
        #expect(WarningText("Stop").html().string.contains("Warning</span> Stop"))
        #expect(
            Pagination(next: .init("/2")).html().string.contains(
                "Next<span class=\"govuk-visually-hidden\"> page</span>"))
    }
}

@Suite("Numbers")
struct NumberTests {
    @Test("Whole numbers are written in full", arguments: [0, 7, 10, 99, 100, -1, -12345, Int.max, Int.min])
    func numbers(number: Int) {
        #expect(HTML { $0.text(number) }.string == String(number))
    }

    @Test("A page larger than the bytes set aside at first is whole")
    func growth() {
        let text = String(repeating: "grows ", count: 5_000)
        #expect(HTML(capacity: 0) { $0.text(text) }.string == text)
        #expect(
            HTML(capacity: 1) { page in for _ in 0..<500 { page.text("ab") } }.string
                == String(repeating: "ab", count: 500))
    }
}

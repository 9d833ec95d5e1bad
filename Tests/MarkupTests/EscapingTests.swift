import Markup
import Testing

@Suite("Escaping")
struct EscapingTests {
    @Test(
        "Text is escaped wherever it goes in",
        arguments: [
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;", "tags"),
            ("a & b", "a &amp; b", "an ampersand"),
            ("&lt;", "&amp;lt;", "an entity is text like any other"),
            ("\"'", "&#34;&#39;", "quotes"),
            ("", "", "nothing"),
            ("naïve – “yes” ⋯ 漢字 😀", "naïve – “yes” ⋯ 漢字 😀", "letters and marks of other scripts stay"),
            ("<", "&lt;", "a special character alone"),
            ("a<", "a&lt;", "a special character at the end"),
        ])
    func text(text: String, expected: String, reason: String) {
        #expect(HTML { $0.text(text) }.string == expected, "\(reason)")
        #expect(HTML { $0.add(.text(text)) }.string == expected, "\(reason)")
        #expect(HTML { $0.attribute("title", text) }.string == " title=\"\(expected)\"", "\(reason)")
        #expect(HTML { $0.typed(text) }.string == "<bdi>\(expected)</bdi>", "\(reason)")
    }

    @Test("A string that is not stored in one piece is escaped as well")
    func substring() {
        let long = String(repeating: "é<", count: 100)
        #expect(HTML { $0.text(String(long.dropFirst(2))) }.string == String(repeating: "é&lt;", count: 99))
    }

    @Test(
        "Characters that turn the line round never reach the flow of the page",
        arguments: [0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069])
    func directionControls(code: UInt32) throws {
        let control = String(try #require(Unicode.Scalar(code)))
        let text = "a\(control)b"
        #expect(HTML { $0.text(text) }.string == "ab")
        #expect(HTML { $0.typed(text) }.string == "<bdi>ab</bdi>")
        #expect(HTML { $0.attribute("aria-label", text) }.string == " aria-label=\"ab\"")
        #expect(HTML { $0.text(control) }.string == "")
    }

    @Test("Neighbours of those characters stay", arguments: [0x2029, 0x202F, 0x2065, 0x206A, 0x200F, 0x20AC])
    func neighbours(code: UInt32) throws {
        let text = "a" + String(try #require(Unicode.Scalar(code)))
        #expect(HTML { $0.text(text) }.string == text)
    }

    @Test("A form control gives back what was typed, to the letter")
    func controls() {
        let text = "\u{202B}שלום\u{202C} <b>"
        let kept = "\u{202B}שלום\u{202C} &lt;b&gt;"
        #expect(TextInput(name: "n", label: "N", value: text).html().string.contains("value=\"\(kept)\""))
        #expect(TextArea(name: "n", label: "N", value: text).html().string.contains(">\(kept)</textarea>"))
    }

    @Test("A text area keeps a first empty line, which a browser would drop")
    func firstLine() {
        #expect(TextArea(name: "n", label: "N", value: "\nline").html().string.contains(">\n\nline</textarea>"))
        #expect(TextArea(name: "n", label: "N", value: "line").html().string.contains(">line</textarea>"))
    }

    @Test(
        "An address leads nowhere it could run a script",
        arguments: [
            ("javascript:alert(1)", false), ("JaVaScRiPt:alert(1)", false), (" javascript:alert(1)", false),
            ("java\nscript:alert(1)", false), ("data:text/html,x", false), ("vbscript:x", false),
            ("\u{1}javascript:x", false),
            ("/cases/1?a=b:c#d", true), ("cases", true), ("#main", true), ("?page=2:3", true), ("", true),
            ("https://example.org", true), ("HTTP://example.org", true), ("mailto:a@example.org", true),
            ("tel:+44", true),
        ])
    func addresses(address: String, isSafe: Bool) {
        let html = HTML { $0.link("x", to: address) }.string
        #expect(html.contains("href=\"#\"") == (!isSafe || address == "#"))
        #expect(Button("x", href: address).html().string.contains("href=\"#\"") == !isSafe)
    }
}

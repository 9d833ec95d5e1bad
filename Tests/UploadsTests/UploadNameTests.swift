import Testing
import Uploads

@Suite("Names of files")
struct UploadNameTests {
    static let names: [(name: String, clean: String, reason: String)] = [
        ("a.pdf", "a.pdf", "as it is"), ("", "", "nothing"), ("/", "", "a folder only"), ("..", "", "the folder above"),
        ("a/b\\c.pdf", "c.pdf", "both kinds of folders"), ("a/", "", "a folder"),
        ("C:\\fakepath\\a.pdf", "a.pdf", "what browsers once sent"),
        ("a\u{0}b\u{7F}c\u{9F}.pdf", "abc.pdf", "control characters"),
        ("a\r\n\t b.pdf", "a b.pdf", "line ends and spaces become one space"),
        ("a\u{2028}b\u{A0}c.pdf", "a b c.pdf", "rarer spaces"),
        ("  .a.pdf . ", "a.pdf", "spaces and dots around"),
        ("a\u{202E}fdp.exe", "afdp.exe", "turned around"), ("\u{FEFF}a\u{200B}.pdf", "a.pdf", "cannot be seen"),
        ("می\u{200C}خواهم.pdf", "می\u{200C}خواهم.pdf", "joiners belong to the spelling"),
        ("\u{E000}a.pdf", "a.pdf", "private use"), ("🇬🇧 tŷ.pdf", "🇬🇧 tŷ.pdf", "any script"),
        ("a\"<b>.pdf", "a\"<b>.pdf", "to be escaped where it is written"),
    ]

    @Test("Names are cleaned", arguments: names)
    func cleaned(name: String, clean: String, reason: String) {
        #expect(UploadName.clean(name) == clean, "\(reason)")
    }

    @Test("A long name is shortened before its ending", arguments: ["a", "é", "家", "👩‍👩‍👧 "])
    func shortened(letter: String) {
        let name = UploadName.clean(String(repeating: letter, count: 500) + ".docx")
        #expect(name.utf8.count <= UploadName.maximumBytes && name.utf8.count > UploadName.maximumBytes - 30)
        #expect(name.hasSuffix(".docx"))
    }

    @Test("Cleaning twice is cleaning once, and what is left is harmless", arguments: 0..<300)
    func twice(seed: UInt64) {
        var chance = RepeatedChance(state: seed)
        let stuff: [Character] = [
            "a", ".", " ", "/", "\\", "\0", "\r\n", "\u{202E}", "é", "\u{301}", "\u{200D}", "家", "\u{E0001}",
            "\u{10FFFF}",
        ]
        let length = Int.random(in: 0...300, using: &chance)
        let name = String((0..<length).map { _ in stuff.randomElement(using: &chance) ?? "a" })
        let clean = UploadName.clean(name)
        #expect(UploadName.clean(clean) == clean)
        #expect(clean.utf8.count <= UploadName.maximumBytes)
        #expect(!clean.unicodeScalars.contains { $0.value < 32 || $0 == "/" || $0 == "\\" || $0 == "\u{202E}" })
    }

    @Test(
        "The ending that a name claims",
        arguments: [
            ("a.PDF", "pdf"), ("a.b.docx", "docx"), ("a", nil), ("a.", nil), ("Statement of Mr. Smith", nil),
            (".pdf", "pdf"), ("a.verylongending", nil), ("a.pdé", nil),
        ] as [(String, String?)])
    func endings(name: String, ending: String?) {
        #expect(UploadName.ending(of: name) == ending)
    }
}

import Access
import Casework
import Ledger
import Rulebook
import Testing
import Web

@Suite("What a form sends")
struct FormFieldsTests {
    @Test(
        "It is read name by name, in order, repeated ones kept",
        arguments: [
            ("a=1&b=2", ["a": ["1"], "b": ["2"]]),
            ("a=1&a=2", ["a": ["1", "2"]]),
            ("a=x+y%26z%3D%C3%A9", ["a": ["x y&z=é"]]),
            ("a==b", ["a": ["=b"]]),
            ("a", ["a": [""]]),
            ("", [:]), ("&&", [:]), ("a=", ["a": [""]]),
        ])
    func reading(text: String, expected: [String: [String]]) {
        #expect(FormFields(encoded: text.utf8)?.values == expected)
    }

    @Test(
        "A broken escape or bytes that are no text are refused, not guessed",
        arguments: ["a=%", "a=%4", "a=%GG", "a=%FF", "%C3=1"])
    func broken(text: String) {
        #expect(FormFields(encoded: text.utf8) == nil)
    }

    @Test(
        "Three fields make a day, or something that no day can be",
        arguments: [
            ("27", "3", "1998", "1998-03-27"), (" 7 ", "03", "1998", "1998-03-07"), ("31", "2", "2024", "not a date"),
            ("27", "3", "98", "not a date"), ("", "3", "1998", "not a date"), ("x", "y", "z", "not a date"),
            ("", "", "", nil),
        ])
    func days(day: String, month: String, year: String, expected: String?) {
        #expect(FormAnswers.iso((day, month, year)) == expected)
    }
}

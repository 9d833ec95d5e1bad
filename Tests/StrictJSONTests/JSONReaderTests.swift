import StrictJSON
import TestSupport
import Testing

@Suite("The JSON reader")
struct JSONReaderTests {
    /// Texts in the manner of JSONTestSuite, with why each must be taken.
    static let texts: [(text: String, value: JSON, reason: String)] = [
        ("null", .null, "a word"), ("true", true, "a word"), ("false", false, "a word"),
        (" null ", .null, "space around"),
        ("\t\n\r null\t\n\r ", .null, "every kind of space"), ("0", 0, "zero"), ("-0", .number("-0"), "negative zero"),
        ("12", 12, "a number"), ("-12", -12, "a negative number"), ("1.5", .number("1.5"), "a fraction"),
        ("1e3", .number("1e3"), "an exponent"), ("1E+03", .number("1E+03"), "a signed exponent with a leading zero"),
        ("0.1e-1", .number("0.1e-1"), "a fraction and an exponent"), ("0e1", .number("0e1"), "zero with an exponent"),
        ("123456789012345678901234567890", .number("123456789012345678901234567890"), "digits as written, not rounded"),
        ("\"\"", "", "an empty text"), ("\"a\"", "a", "a text"), ("\"\\u0061\"", "a", "an escaped letter"),
        ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\u{8}\u{C}\n\r\t", "every short escape"),
        ("\"\\u00E9\\u00e9\"", "éé", "hexadecimal in both cases"), ("\"\\uD83D\\uDE00\"", "😀", "a surrogate pair"),
        ("\"\\u0000\"", "\u{0}", "an escaped NUL"), ("\"\u{7F}\"", "\u{7F}", "DEL is no control character of JSON"),
        ("\"\u{2028}\"", "\u{2028}", "a line separator"), ("\"€𝄞\"", "€𝄞", "three and four bytes"),
        ("\"\\uFFFF\"", "\u{FFFF}", "a noncharacter"), ("\"\u{FEFF}\"", "\u{FEFF}", "a mark inside a text"),
        ("[]", [], "an empty array"), ("[ ]", [], "an empty array with space"), ("[1,2]", [1, 2], "an array"),
        ("[null, 1, \"1\", {}]", [.null, 1, "1", [:]], "all kinds"), ("{}", [:], "an empty object"),
        ("{\"a\":1,\"b\":2}", ["a": 1, "b": 2], "an object"),
        ("{ \"a\" : 1 , \"b\" : 2 }", ["a": 1, "b": 2], "with space"),
        ("{\"\":0}", ["": 0], "an empty name"),
        ("{\"a\":{\"a\":{\"a\":1}}}", ["a": ["a": ["a": 1]]], "the same name at other levels"),
        ("{\"b\":1,\"a\":2}", ["b": 1, "a": 2], "names in the order given"),
    ]

    @Test("Sound JSON is read", arguments: texts)
    func sound(text: String, value: JSON, reason: String) throws {
        #expect(try JSON(text: text) == value, "\(reason)")
    }

    @Test(
        "What is not quite JSON is refused",
        arguments: [
            ("", "nothing"), (" ", "space"), ("nul", "a word cut short"), ("nulll", "a word with more"),
            ("True", "capital"),
            ("NaN", "not a number"), ("Infinity", "infinity"), ("-", "a sign alone"), ("+1", "a plus"),
            ("01", "a leading zero"),
            ("-01", "a leading zero"), ("1.", "no fraction"), (".5", "no whole part"), ("1e", "no exponent"),
            ("1e+", "no exponent"),
            ("0x1", "hexadecimal"), ("1_000", "grouped"), ("1 2", "two values"), ("1,", "a comma after"),
            ("--1", "two signs"),
            ("'a'", "single quotes"), ("\"a", "no end"), ("\"a\\", "no end after a backslash"),
            ("\"\\x41\"", "an unknown escape"),
            ("\"\\u12\"", "a short escape"), ("\"\\u12G4\"", "not hexadecimal"), ("\"\\U0041\"", "a capital escape"),
            ("\"\\uD83D\"", "half a pair"), ("\"\\uDE00\"", "the other half"),
            ("\"\\uD83D\\u0041\"", "half a pair and a letter"),
            ("\"\\uD83Dx\"", "half a pair and text"), ("\"\\uD83D\\uD83D\"", "two first halves"),
            ("\"a\nb\"", "a line end in a text"),
            ("\"a\tb\"", "a tab in a text"), ("\"a\u{0}b\"", "a NUL in a text"), ("[1", "no end"),
            ("[1,]", "a comma at the end"),
            ("[,1]", "a comma at the start"), ("[1,,2]", "two commas"), ("[1 2]", "no comma"),
            ("[1}", "the wrong bracket"),
            ("]", "an end without a start"), ("{", "no end"), ("{\"a\"}", "no colon"), ("{\"a\":}", "no value"),
            ("{\"a\":1,}", "a comma at the end"),
            ("{a:1}", "a name without quotes"), ("{1:1}", "a number as a name"), ("{\"a\" 1}", "no colon"),
            ("{\"a\":1 \"b\":2}", "no comma"),
            ("{\"a\":1,\"a\":1}", "a name twice"), ("{\"a\":1,\"b\":2,\"\\u0061\":3}", "a name twice, once escaped"),
            ("{\"x\":{\"a\":1,\"a\":2}}", "a name twice inside"), ("{,}", "a comma alone"),
            ("{\"a\":1}}", "an end too many"), ("[1]#", "a comment"),
            ("// x\n1", "a comment"), ("/**/1", "a comment"), ("\u{FEFF}1", "a mark before the value"),
            ("\u{A0}1", "a space that is none"), ("\u{C}1", "a form feed"),
            (
                "{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1,\"h\":1,\"i\":1,\"a\":1}",
                "a name twice among many"
            ),
        ])
    func unsound(text: String, reason: String) {
        #expect(throws: JSONFault.self, "\(reason)") { try JSON(text: text) }
    }

    @Test(
        "Bytes that are not UTF-8 are refused, in a text and in a name",
        arguments: [
            [0xFF], [0xC3], [0x80], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
            [0xE2, 0x82],
            [0xF8, 0x88, 0x80, 0x80, 0x80],
        ] as [[UInt8]])
    func notUTF8(bytes: [UInt8]) {
        let quote = UInt8(ascii: "\"")
        #expect(throws: JSONFault.self) { try JSON([quote] + bytes + [quote]) }
        #expect(throws: JSONFault.self) { try JSON([quote] + Array("\\n".utf8) + bytes + [quote]) }
        #expect(throws: JSONFault.self) { try JSON(Array("{\"".utf8) + bytes + Array("\":1}".utf8)) }
        #expect(throws: JSONFault.self) { try JSON(bytes) }
    }

    @Test("Nesting is taken to its limit and refused beyond it, however deep", arguments: ["[", "{\"a\":"])
    func depth(opening: String) throws {
        let ending = opening == "[" ? "]" : "}"
        func nested(_ levels: Int) -> String {
            String(repeating: opening, count: levels) + "1" + String(repeating: ending, count: levels)
        }
        #expect(throws: Never.self) { try JSON(text: nested(64)) }
        #expect(throws: JSONFault.self) { try JSON(text: nested(65)) }
        #expect(throws: JSONFault.self) { try JSON(text: String(repeating: opening, count: 1_000_000)) }
        #expect(throws: Never.self) { try JSON(Array(nested(3).utf8), depth: 3) }
        #expect(throws: JSONFault.self) { try JSON(Array(nested(4).utf8), depth: 3) }
    }

    @Test("A fault names its byte and repeats nothing of the text")
    func fault() throws {
        let fault = try #require(throws: JSONFault.self) { try JSON(text: "{\"name\":\"Anjali\",}") }
        #expect(fault.offset == 17)
        #expect(!fault.description.contains("Anjali") && fault.description.contains("18"))
    }

    @Test("What is written is read back the same, and read text is written the same", arguments: texts)
    func written(text: String, value: JSON, reason: String) throws {
        #expect(try JSON(text: value.text) == value, "\(reason)")
        #expect(try JSON(JSON(text: text).bytes) == value, "\(reason)")
    }

    @Test("Every character of a text survives writing and reading")
    func characters() throws {
        for code in Array(UInt32(0)..<0x3000) + Array(0xD7F0..<0xD800) + Array(0xE000..<0xE010)
            + Array(0xFFF0..<0x10010) + [0x1F600, 0x10FFFF]
        {
            let scalar = try #require(Unicode.Scalar(code))
            let value = JSON.object([.init(key: "k\(scalar)", value: .string("a\(scalar)b"))])
            let read = try JSON(value.bytes)
            #expect(read.members?.first.map { Array($0.key.utf8) } == Array("k\(scalar)".utf8))
            #expect(read.members?.first?.value.string.map { Array($0.utf8) } == Array("a\(scalar)b".utf8))
        }
    }

    @Test("Twenty thousand damaged inputs are read or refused; what is read can be written and read again")
    func mutations() throws {
        let seeds =
            Self.texts.map { Array($0.text.utf8) } + [
                Array(
                    #"{"externalID":"b2221a58","pv-name-first-name":"Анна","list":["a","b",{"c":[1,2.5e3,null,true]}],"é":"\u00e9\uD83D\uDE00"}"#
                        .utf8)
            ]
        var numbers = SeededNumbers(seed: 20_261_102)
        var taken = 0
        for round in 0..<20_000 {
            var bytes = seeds[round % seeds.count]
            if round.isMultiple(of: 3) { bytes = seeds[seeds.count - 1] }
            for _ in 0...Int.random(in: 0..<4, using: &numbers) {
                let place = Int.random(in: 0...bytes.count, using: &numbers)
                switch Int.random(in: 0..<5, using: &numbers) {
                case 0 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &numbers)
                case 1 where place < bytes.count: bytes.remove(at: place)
                case 2: bytes.insert(Array("{}[]\",:\\u0eE+-. \n".utf8).randomElement(using: &numbers) ?? 0, at: place)
                case 3: bytes.removeSubrange(place..<min(bytes.count, place + 5))
                default: bytes.insert(contentsOf: bytes[..<place].suffix(7), at: place)
                }
            }
            guard let value = try? JSON(bytes) else { continue }
            taken += 1
            #expect(try JSON(value.bytes) == value)
        }
        #expect(taken > 2_000 && taken < 18_000, "\(taken)")
    }

    @Test("A value is asked for what it is and for nothing else")
    func parts() throws {
        let value = try JSON(text: #"{"s":"x","n":7,"b":true,"a":[1],"f":1.5}"#)
        #expect(value["s"]?.string == "x" && value["n"]?.integer == 7 && value["b"]?.bool == true)
        #expect(value["a"]?.items == [1] && value["f"]?.integer == nil && value["s"]?.integer == nil)
        #expect(value["none"] == nil && value["s"]?["x"] == nil && value.members?.count == 5 && value.string == nil)
    }
}

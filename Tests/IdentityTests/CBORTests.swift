import Identity
import Testing

@Suite("CBOR")
struct CBORTests {
    /// RFC 8949 appendix A, what lies within the kinds that are read.
    @Test(
        "the examples of its standard are read",
        arguments: [
            ("00", .unsigned(0)), ("01", .unsigned(1)), ("0a", .unsigned(10)), ("17", .unsigned(23)),
            ("1818", .unsigned(24)),
            ("1819", .unsigned(25)), ("1864", .unsigned(100)), ("1903e8", .unsigned(1_000)),
            ("1a000f4240", .unsigned(1_000_000)),
            ("1b000000e8d4a51000", .unsigned(1_000_000_000_000)), ("1bffffffffffffffff", .unsigned(.max)),
            ("3bffffffffffffffff", .negative(.max)), ("20", .negative(0)), ("29", .negative(9)),
            ("3863", .negative(99)),
            ("3903e7", .negative(999)), ("f4", .bool(false)), ("f5", .bool(true)), ("f6", .null), ("40", .bytes([])),
            ("4401020304", .bytes([1, 2, 3, 4])), ("60", .text("")), ("6161", .text("a")),
            ("6449455446", .text("IETF")),
            ("62225c", .text("\"\\")), ("62c3bc", .text("\u{fc}")), ("63e6b0b4", .text("\u{6c34}")),
            ("64f0908591", .text("\u{10151}")), ("80", .array([])), ("83010203", .array([CBOR(1), CBOR(2), CBOR(3)])),
            (
                "8301820203820405",
                .array([CBOR(1), .array([CBOR(2), CBOR(3)]), .array([CBOR(4), CBOR(5)])])
            ),
            ("98190102030405060708090a0b0c0d0e0f101112131415161718181819", .array((1...25).map { CBOR($0) })),
            ("a0", .map([])), ("a201020304", map([(CBOR(1), CBOR(2)), (CBOR(3), CBOR(4))])),
            ("a26161016162820203", map([(.text("a"), CBOR(1)), (.text("b"), .array([CBOR(2), CBOR(3)]))])),
            ("826161a161626163", .array([.text("a"), map([(.text("b"), .text("c"))])])),
            (
                "a56161614161626142616361436164614461656145",
                map([
                    (.text("a"), .text("A")), (.text("b"), .text("B")), (.text("c"), .text("C")),
                    (.text("d"), .text("D")),
                    (.text("e"), .text("E")),
                ])
            ),
        ] as [(String, CBOR)])
    func examples(bytes: String, value: CBOR) throws {
        #expect(try CBOR(hex(bytes)) == value)
        #expect(encoded(value) == hex(bytes))
        let (first, count) = try CBOR.first(in: (hex("ff") + hex(bytes) + hex("f6"))[1...])
        #expect(first == value)
        #expect(count == hex(bytes).count)
    }

    @Test("a number is its value where it fits")
    func numbers() {
        for number in [0, 1, -1, 23, 24, -256, -257, .max, .min] { #expect(CBOR(number).integer == number) }
        #expect(CBOR.unsigned(1 << 63).integer == nil)
        #expect(CBOR.negative(1 << 63).integer == nil)
        #expect(CBOR.text("1").integer == nil)
    }

    @Test("members are found by their key, and a text key by its very bytes")
    func members() throws {
        let value = map([(CBOR(-2), .bytes([1])), (.text("fmt"), .text("none")), (.text("e\u{301}"), .null)])
        #expect(value[CBOR(-2)]?.bytes == [1])
        #expect(value["fmt"]?.text == "none")
        #expect(value["fm"] == nil)
        #expect(value["\u{e9}"] == nil)
        #expect(CBOR.null["fmt"] == nil)
    }

    @Test("a value of which a byte is missing is refused wherever it ends")
    func truncated() throws {
        let whole = hex("a36161820203616243010203616363e6b0b4")
        #expect(try CBOR(whole).members?.count == 3)
        for count in whole.indices { expect(.truncated, Array(whole[..<count])) }
    }

    @Test("nesting is refused beyond its limit, and so is length")
    func limits() throws {
        let nested = { (depth: Int) in Array(repeating: UInt8(0x81), count: depth) + [0x80] }
        #expect(throws: Never.self) { try CBOR(nested(7)) }
        expect(.tooDeep, nested(8))
        expect(.tooDeep, Array(repeating: [0xa1, 0x00], count: 8).flatMap { $0 } + [0xa0])
        expect(.tooDeep, Array(repeating: 0x81, count: 60_000))
        #expect(try CBOR(nested(1), depth: 2) == .array([.array([])]))
        #expect(throws: CBORFault.self) { try CBOR(nested(1), depth: 1) }
        let long = encoded(.bytes(Array(repeating: 0, count: 65_533)))
        #expect(long.count == 65_536)
        #expect(throws: Never.self) { try CBOR(long) }
        expect(.tooLong, encoded(.bytes(Array(repeating: 0, count: 65_534))))
        #expect(throws: CBORFault.self) { try CBOR([0x43, 1, 2, 3], size: 3) }
    }

    @Test(
        "what is not CBOR, or not of the kinds that are read, is refused for its reason",
        arguments: [
            ("", .truncated, "nothing"), ("18", .truncated, "a number without its byte"),
            ("1901", .truncated, "half a number"),
            ("1a010203", .truncated, "a part of a number"), ("1b01020304050607", .truncated, "a part of a number"),
            ("41", .truncated, "bytes without a byte"), ("61", .truncated, "a text without a letter"),
            ("5affffffff00", .truncated, "four thousand million bytes"),
            ("5bffffffffffffffff00", .truncated, "more than memory"),
            ("7b7fffffffffffffff00", .truncated, "a text as long as can be"),
            ("9affffffff00", .truncated, "an array as long"),
            ("9bffffffffffffffff00", .truncated, "an array longer than can be"),
            ("bb7fffffffffffffff00", .truncated, "a map as long"),
            ("81", .truncated, "an array without its item"), ("a1", .truncated, "a map without its member"),
            ("a101", .truncated, "a key without its value"),
            ("a20102", .truncated, "a map of one member that claims two"),
            ("0000", .trailing, "two values"), ("f600", .trailing, "two values"), ("8000", .trailing, "two values"),
            ("1817", .notShortest, "23 in two bytes"), ("190017", .notShortest, "23 in three"),
            ("1900ff", .notShortest, "255 in three"),
            ("1a0000ffff", .notShortest, "65,535 in five"), ("1b00000000ffffffff", .notShortest, "a number in nine"),
            ("3800", .notShortest, "-1 in two bytes"), ("580100", .notShortest, "a length in two bytes"),
            ("780161", .notShortest, "a length in two bytes"), ("9800", .notShortest, "a length in two bytes"),
            ("b800", .notShortest, "a length in two bytes"), ("1c", .reserved, "additional information 28"),
            ("1d", .reserved, "29"), ("1e", .reserved, "30"), ("3c", .reserved, "28"), ("5d", .reserved, "29"),
            ("7e", .reserved, "30"), ("9c", .reserved, "28"), ("bd", .reserved, "29"), ("fc", .reserved, "28"),
            ("fd", .reserved, "29"), ("fe", .reserved, "30"), ("1f", .indefinite, "a number without end"),
            ("5f42010243030405ff", .indefinite, "bytes in pieces"),
            ("7f657374726561646d696e67ff", .indefinite, "a text in pieces"),
            ("9fff", .indefinite, "an array without length"),
            ("bf61610161629f0203ffff", .indefinite, "a map without length"),
            ("ff", .indefinite, "an end mark alone"), ("81ff", .indefinite, "an end mark in an array"),
            ("f7", .unknownKind, "undefined"), ("f0", .unknownKind, "simple value 16"),
            ("f8ff", .unknownKind, "simple value 255"),
            ("f814", .unknownKind, "false in two bytes"), ("f90000", .unknownKind, "0.0"),
            ("fa47c35000", .unknownKind, "100000.0"),
            ("fb3ff199999999999a", .unknownKind, "1.1"), ("c249010000000000000000", .unknownKind, "a great number"),
            ("c074323031332d30332d32315432303a30343a30305a", .unknownKind, "a date"),
            ("d74401020304", .unknownKind, "a tag"),
            ("61ff", .notUTF8, "no UTF-8"), ("62c328", .notUTF8, "half a letter"),
            ("63eda080", .notUTF8, "a surrogate"),
            ("62c080", .notUTF8, "a nought in two bytes"), ("a2010201f6", .doubledKey, "a number twice"),
            ("a3616101616202616103", .doubledKey, "a text twice"), ("a24101014101f6", .doubledKey, "bytes twice"),
            ("a1f600", .unknownKey, "null as a key"), ("a1f400", .unknownKey, "false as a key"),
            ("a18000", .unknownKey, "an array as a key"),
            ("a1a000", .unknownKey, "a map as a key"),
        ] as [(String, CBORFault.Reason, String)])
    func malformed(bytes: String, reason: CBORFault.Reason, what: String) {
        expect(reason, hex(bytes))
    }

    @Test("a fault says where it is, and what is wrong in a sentence of its own")
    func faults() {
        #expect(throws: CBORFault(offset: 3, reason: .notShortest)) { try CBOR(hex("83010218171903e8")) }
        #expect(throws: CBORFault(offset: 1, reason: .trailing)) { try CBOR(hex("0000")) }
        let sentences = CBORFault.Reason.allCases.map { CBORFault(offset: 0, reason: $0).description }
        #expect(Set(sentences).count == sentences.count)
    }

    private func expect(_ reason: CBORFault.Reason, _ bytes: [UInt8]) {
        let fault = #expect(throws: CBORFault.self) { try CBOR(bytes) }
        #expect(fault?.reason == reason)
    }
}

import Identity
import Testing

@Suite("Codes of an authenticator app")
struct OneTimeCodeTests {
    /// The secret of both standards.
    private func secret() throws -> OneTimeSecret { try #require(OneTimeSecret(Array("12345678901234567890".utf8))) }

    private func code() throws -> OneTimeCode { OneTimeCode(try secret()) }

    @Test("the codes of the counters 0 to 9 are those of RFC 4226 appendix D")
    func counters() throws {
        let expected = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
        ]
        let code = try code()
        #expect((0..<10).map { code.code(ofStep: $0) } == expected)
    }

    @Test(
        "the codes of eight digits are those of RFC 6238 appendix B for SHA-1",
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ] as [(Int64, String)])
    func moments(seconds: Int64, expected: String) throws {
        #expect(OneTimeCode(try secret(), digits: 8).code(at: seconds) == expected)
        #expect(try code().code(at: seconds) == String(expected.suffix(6)))
    }

    @Test(
        "the step changes every thirty seconds, before 1970 too",
        arguments: [(0, 0), (29, 0), (30, 1), (59, 1), (60, 2), (-1, -1), (-30, -1), (-31, -2)] as [(Int64, Int64)])
    func steps(seconds: Int64, step: Int64) {
        #expect(OneTimeCode.step(at: seconds) == step)
    }

    @Test(
        "the code of the step before, of this one and of the one after are accepted, and no other",
        arguments: [(-3, false), (-2, false), (-1, true), (0, true), (1, true), (2, false), (3, false)]
            as [(Int64, Bool)])
    func window(distance: Int64, isAccepted: Bool) throws {
        let code = try code()
        let typed = code.code(ofStep: 1_000 + distance)
        for seconds: Int64 in [30_000, 30_029] {
            #expect(code.accepts(typed, at: seconds, after: nil) == (isAccepted ? 1_000 + distance : nil))
        }
    }

    @Test("a code works once, and no older one after it")
    func once() throws {
        let code = try code()
        let step = try #require(code.accepts(code.code(ofStep: 1_000), at: 30_000, after: 999))
        #expect(step == 1_000)
        #expect(code.accepts(code.code(ofStep: 1_000), at: 30_000, after: step) == nil)
        #expect(code.accepts(code.code(ofStep: 999), at: 30_000, after: step) == nil)
        #expect(code.accepts(code.code(ofStep: 1_001), at: 30_000, after: step) == 1_001)
    }

    @Test("where two steps have the same code, the later one counts, so that it does not work again")
    func alike() throws {
        let code = OneTimeCode(try secret(), digits: 1)
        let step = try #require((1...1_000).first { code.code(ofStep: $0) == code.code(ofStep: $0 + 1) })
        let typed = code.code(ofStep: step)
        let matched = try #require(code.accepts(typed, at: step * 30, after: nil))
        #expect(matched >= step + 1)
        #expect(code.accepts(typed, at: step * 30, after: matched) == nil)
    }

    @Test("spaces do not matter", arguments: ["005924", "005 924", " 005924 ", "00 59 24\n", "005\u{00A0}924"])
    func spaces(text: String) throws {
        #expect(try code().accepts(text, at: 1_234_567_890, after: nil) == 41_152_263)
    }

    @Test(
        "what is not the code is refused",
        arguments: [
            ("", "nothing"), ("5924", "leading noughts left out"), ("0059240", "a digit too many"),
            ("005925", "another code"),
            ("89005924", "eight digits"), ("005-924", "a hyphen"), ("٠٠٥٩٢٤", "other digits"),
            ("００５９２４", "wide digits"),
        ])
    func refused(text: String, reason: String) throws {
        #expect(try code().accepts(text, at: 1_234_567_890, after: nil) == nil, "\(reason)")
    }

    @Test("there is no step before the first, and a clock at the end of time is no trap")
    func edges() throws {
        let code = try code()
        #expect(code.accepts(code.code(ofStep: -1), at: 0, after: nil) == nil)
        #expect(code.accepts(code.code(ofStep: 0), at: 0, after: nil) == 0)
        #expect(code.accepts(code.code(ofStep: 0), at: 0, after: 0) == nil)
        for seconds in [Int64.min, Int64.max] { #expect(code.accepts("", at: seconds, after: Int64.max) == nil) }
    }

    @Test("a secret has twenty bytes and does not print them")
    func secrets() throws {
        for count in [0, 19, 21] { #expect(OneTimeSecret(Array(repeating: 1, count: count)) == nil) }
        let secret = try secret()
        #expect(secret.text == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ")
        #expect(Base32.bytes(of: secret.text) == secret.bytes)
        var dumped = ""
        dump(OneTimeCode(secret), to: &dumped)
        #expect(!dumped.contains("49"), "\(dumped)")
        #expect("\(secret)" == "one-time secret")
    }

    @Test("the address is the one that apps read, with every other letter percent-encoded")
    func address() throws {
        let secret = "secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
        #expect(
            try code().address(issuer: "FirmGround", account: "ada")
                == "otpauth://totp/FirmGround:ada?\(secret)&issuer=FirmGround")
        #expect(
            try code().address(issuer: "Tŷ & Co: x", account: "ada@example.org/?#%")
                == "otpauth://totp/T%C5%B7%20%26%20Co-%20x:ada%40example.org%2F%3F%23%25?\(secret)&issuer=T%C5%B7%20%26%20Co-%20x"
        )
    }
}

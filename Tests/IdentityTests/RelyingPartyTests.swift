import Identity
import StrictJSON
import Testing

@Suite("What a page asks a device")
struct RelyingPartyTests {
    private let user = PasskeyUser(Array(UInt8(0)..<16))
    private let challenge = PasskeyChallenge(Array(UInt8(0)..<32))
    private let written = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"

    @Test("to make a passkey: ES256 alone, the person verified, no attestation, none that is there already")
    func creation() throws {
        let options = try Device.relyingParty().creationOptions(
            challenge: try #require(challenge), user: try #require(user), name: "ada", displayName: "Ada “L”",
            excluding: [[1, 2], [251, 255]], timeoutMilliseconds: 60_000)
        let expected = #"""
            {"rp":{"id":"cases.example.org","name":"FirmGround"},
            "user":{"id":"AAECAwQFBgcICQoLDA0ODw","name":"ada","displayName":"Ada “L”"},
            "challenge":"\#(written)","pubKeyCredParams":[{"type":"public-key","alg":-7}],"timeout":60000,
            "excludeCredentials":[{"type":"public-key","id":"AQI"},{"type":"public-key","id":"-_8"}],
            "authenticatorSelection":{"residentKey":"preferred","requireResidentKey":false,"userVerification":"required"},
            "attestation":"none"}
            """#
        #expect(options == (try JSON(text: expected)))
    }

    @Test("to use a passkey: one of these, the person verified")
    func request() throws {
        let options = try Device.relyingParty().requestOptions(
            challenge: try #require(challenge), allowing: [[1, 2]])
        let expected = #"""
            {"challenge":"\#(written)","timeout":300000,"rpId":"cases.example.org",
            "allowCredentials":[{"type":"public-key","id":"AQI"}],"userVerification":"required"}
            """#
        #expect(options == (try JSON(text: expected)))
        let any = try Device.relyingParty().requestOptions(challenge: try #require(challenge), allowing: [])
        #expect(any["allowCredentials"] == .array([]))
    }

    @Test("a challenge has 32 bytes, a handle 16 to 64")
    func lengths() {
        for count in [0, 16, 31, 33] { #expect(PasskeyChallenge(Array(repeating: 1, count: count)) == nil) }
        for count in [0, 15, 65] { #expect(PasskeyUser(Array(repeating: 1, count: count)) == nil) }
        for count in [16, 64] { #expect(PasskeyUser(Array(repeating: 1, count: count))?.handle.count == count) }
    }

    @Test(
        "addresses at or under the host are taken",
        arguments: [
            ("example.org", "https://example.org"), ("example.org", "https://cases.example.org"),
            ("example.org", "https://cases.example.org:8443"), ("localhost", "http://localhost:8080"),
            ("localhost", "https://localhost"), ("xn--t-1ja.example", "https://xn--t-1ja.example"),
        ])
    func taken(id: String, origin: String) throws {
        #expect(try RelyingParty(id: id, name: "x", origins: [origin]).origins == [origin])
    }

    @Test(
        "other addresses are refused before anybody makes a passkey for them",
        arguments: [
            ("example.org", "http://example.org", "no encryption"),
            ("example.org", "https://example.com", "another host"),
            ("example.org", "https://badexample.org", "another host that ends alike"),
            ("cases.example.org", "https://example.org", "a host above"),
            ("example.org", "https://example.org/", "a stroke"),
            ("example.org", "https://example.org/path", "a path"),
            ("example.org", "https://example.org:", "no port after the colon"),
            ("example.org", "https://example.org:08443", "a nought before the port"),
            ("example.org", "https://example.org:70000", "a port too high"),
            ("example.org", "https://example.org:0", "port 0"),
            ("example.org", "https://user@example.org", "a user"), ("example.org", "https://EXAMPLE.org", "capitals"),
            ("example.org", "example.org", "no scheme"), ("example.org", "ftp://example.org", "another scheme"),
            ("example.org", "https://.example.org", "an empty label"), ("example.org", "", "nothing"),
            ("a.localhost", "http://a.localhost", "http, and not localhost itself"),
        ])
    func refused(id: String, origin: String, reason: String) {
        #expect(throws: RelyingParty.Fault.wrongOrigin(origin)) {
            try RelyingParty(id: id, name: "x", origins: [origin])
        }
    }

    @Test(
        "an id is a host name in small ASCII letters",
        arguments: [
            "", ".", "https://example.org", "Example.org", "exam ple.org", "tŷ.example", "example.org:443",
            "example.org.",
        ])
    func id(id: String) {
        #expect(throws: RelyingParty.Fault.wrongID(id)) { try RelyingParty(id: id, name: "x", origins: ["https://x"]) }
    }

    @Test("without an address there is nothing to check against")
    func noOrigin() {
        #expect(throws: RelyingParty.Fault.noOrigin) { try RelyingParty(id: "example.org", name: "x", origins: []) }
        for fault: RelyingParty.Fault in [.noOrigin, .wrongID("x y"), .wrongOrigin("http://x")] {
            #expect(fault.description.hasSuffix("."))
        }
    }
}

import SignOn
import StrictJSON
import Testing

/// One way in which a provider's page goes wrong.
struct BadPage: Sendable, CustomStringConvertible {
    let description: String
    let fault: SignOnFault
    let change: @Sendable (inout TestProvider.State) -> Void

    init(_ description: String, _ fault: SignOnFault, _ change: @escaping @Sendable (inout TestProvider.State) -> Void)
    {
        self.description = description
        self.fault = fault
        self.change = change
    }
}

@Suite("Harm by the provider’s answers")
struct ProviderHarmTests {
    static let giant = [UInt8](repeating: 32, count: 1_048_577)

    static let pages: [BadPage] = [
        BadPage("another issuer", .discoveryOfAnotherIssuer) {
            $0.discovery["issuer"] = "https://id.example.org/other"
        },
        BadPage("a slash more", .discoveryOfAnotherIssuer) { $0.discovery["issuer"] = "https://id.example.org/realm/" },
        BadPage("no token endpoint", .discoveryIncomplete) { $0.discovery["token_endpoint"] = nil },
        BadPage("no keys", .discoveryIncomplete) { $0.discovery["jwks_uri"] = nil },
        BadPage("no authorisation endpoint", .discoveryIncomplete) { $0.discovery["authorization_endpoint"] = nil },
        BadPage("an http endpoint", .endpointNotSafe) {
            $0.discovery["token_endpoint"] = "http://id.example.org/token"
        },
        BadPage("an endpoint of this machine", .endpointNotSafe) { $0.discovery["jwks_uri"] = "http://127.0.0.1/keys" },
        BadPage("a scheme of its own", .endpointNotSafe) { $0.discovery["jwks_uri"] = "file:///etc/passwd" },
        BadPage("a user in an address", .endpointNotSafe) {
            $0.discovery["jwks_uri"] = "https://a@id.example.org/keys"
        },
        BadPage("a fragment", .endpointNotSafe) { $0.discovery["token_endpoint"] = "https://id.example.org/#token" },
        BadPage("a line feed in an address", .endpointNotSafe) {
            $0.discovery["token_endpoint"] = "https://id.example.org/\r\nx: y"
        },
        BadPage("no host", .endpointNotSafe) { $0.discovery["jwks_uri"] = "https:///keys" },
        BadPage("a port that is none", .endpointNotSafe) { $0.discovery["jwks_uri"] = "https://id.example.org:0/keys" },
        BadPage("a giant discovery page", .answerTooLarge) {
            $0.pages[TestProvider.discoveryAddress] = WebResponse(status: 200, body: giant)
        },
        BadPage("a discovery page that is HTML", .answerNotJSON) {
            $0.pages[TestProvider.discoveryAddress] = WebResponse(status: 200, body: Array("<html>".utf8))
        },
        BadPage("no discovery page", .providerUnreachable) {
            $0.pages[TestProvider.discoveryAddress] = WebResponse(status: 404, body: [])
        },
        BadPage("a provider that is down", .providerUnreachable) { $0.down = [TestProvider.discoveryAddress] },
        BadPage("giant keys", .answerTooLarge) {
            $0.pages[TestProvider.keysAddress] = WebResponse(status: 200, body: giant)
        },
        BadPage("keys that are HTML", .answerNotJSON) {
            $0.pages[TestProvider.keysAddress] = WebResponse(status: 200, body: Array("<html>".utf8))
        },
        BadPage("keys that are none", .keysUnreadable) {
            $0.pages[TestProvider.keysAddress] = WebResponse(status: 200, body: Array(#"{"keys":[{}]}"#.utf8))
        },
        BadPage("no list of keys", .keysUnreadable) {
            $0.pages[TestProvider.keysAddress] = WebResponse(status: 200, body: Array("{}".utf8))
        },
        BadPage("101 keys", .keysUnreadable) { state in
            let key = state.keys.compactMap { try? object($0.published()) }
            let many = [JSON](repeating: key.first ?? .null, count: 101)
            state.pages[TestProvider.keysAddress] = WebResponse(
                status: 200, body: Array(json(["keys": .array(many)]).utf8))
        },
    ]

    @Test("A page that cannot be used is refused with its own fault", arguments: pages)
    func page(bad: BadPage) async throws {
        let world = try TestProvider()
        world.change { bad.change(&$0) }
        let provider = try world.provider()
        await #expect(throws: bad.fault) { try await provider.check() }
        #expect(try await world.fault(provider) == bad.fault)
    }

    static let answers: [Harm] = [
        Harm("a refused code", .codeRefused) {
            ($0.status, $0.body) = (400, Array(#"{"error":"invalid_grant"}"#.utf8))
        },
        Harm("a refused client", .clientRefused) { ($0.status, $0.body) = (401, []) },
        Harm("a refused client, with status 400", .clientRefused) {
            ($0.status, $0.body) = (400, Array(#"{"error":"invalid_client"}"#.utf8))
        },
        Harm("a refusal that is HTML", .codeRefused) { ($0.status, $0.body) = (403, Array("<html>".utf8)) },
        Harm("too many requests", .providerUnreachable) { ($0.status, $0.body) = (429, []) },
        Harm("an error of the server", .providerUnreachable) { $0.status = 503 },
        Harm("a redirect", .providerUnreachable) { $0.status = 302 },
        Harm("a giant answer", .answerTooLarge) { $0.body = giant },
        Harm("HTML", .answerNotJSON) { $0.body = Array("<html>".utf8) },
        Harm("a field twice", .answerNotJSON) { $0.body = Array(#"{"id_token":"a","id_token":"b"}"#.utf8) },
        Harm("no ID token", .tokenMissing) { $0.body = Array(#"{"access_token":"a"}"#.utf8) },
    ]

    @Test("A token endpoint that refuses or answers strangely ends with its own fault", arguments: answers)
    func answer(harm: Harm) async throws {
        let world = try TestProvider()
        #expect(try await world.fault(try world.provider(), harm.change) == harm.fault)
    }

    @Test("A token endpoint that is down is told as such")
    func tokenEndpointDown() async throws {
        let world = try TestProvider()
        world.change { $0.down = [TestProvider.tokenAddress] }
        #expect(try await world.fault(try world.provider()) == .providerUnreachable)
    }

    @Test("Nothing of what a provider says stands in a fault")
    func silence() {
        let codes = SignOnFault.allCases.map(\.code)
        #expect(Set(codes).count == codes.count)
        for fault in SignOnFault.allCases {
            #expect(fault.code.allSatisfy { $0.isLowercase || $0 == "_" } && fault.description == fault.code)
            #expect(fault.sentence.hasSuffix(".") && fault.sentence.count > 20 && !fault.sentence.contains("_"))
        }
    }
}

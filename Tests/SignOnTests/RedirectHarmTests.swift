import SignOn
import StrictJSON
import Testing

@Suite("Harm by redirects")
struct RedirectHarmTests {
    static let redirects: [Harm] = [
        Harm("a state of another try", .stateOfAnotherTry) { $0.query[0].value = "af0ifjsldkj" },
        Harm("no state", .redirectUnreadable) { $0.query.removeFirst() },
        Harm("two states", .redirectUnreadable) { $0.query.append($0.query[0]) },
        Harm("two codes", .redirectUnreadable) { $0.query.append(("code", "other")) },
        Harm("half an escape", .redirectUnreadable) { $0.query.append(("x", "%4")) },
        Harm("bytes that are no text", .redirectUnreadable) { $0.query.append(("x", "%FF")) },
        Harm("20 KB", .redirectUnreadable) { $0.query.append(("x", String(repeating: "x", count: 20_000))) },
        Harm("another browser", .otherBrowser) { $0.browser = String(repeating: "A", count: 43) },
        Harm("a browser without the cookie", .otherBrowser) { $0.browser = nil },
        Harm("after ten minutes", .tooLate) { $0.seconds = 600 },
        Harm("before it began", .tooLate) { $0.seconds = -61 },
        Harm("another issuer", .redirectOfAnotherIssuer) { $0.query.append(("iss", "https%3A%2F%2Fevil.example")) },
        Harm("access_denied", .declined) { $0.query[1] = ("error", "access_denied") },
        Harm("server_error", .providerBusy) { $0.query[1] = ("error", "server_error") },
        Harm("temporarily_unavailable", .providerBusy) { $0.query[1] = ("error", "temporarily_unavailable") },
        Harm("any other error", .providerRefused) { $0.query[1] = ("error", "invalid_scope") },
        Harm("an error and a code", .providerRefused) { $0.query.append(("error", "login_required")) },
        Harm("no code", .codeMissing) { $0.query.remove(at: 1) },
        Harm("an empty code", .codeMissing) { $0.query[1].value = "" },
        Harm("an error brought up by somebody else", .stateOfAnotherTry) {
            $0.query = [("state", "forged"), ("error", "access_denied")]
        },
    ]

    @Test("A redirect that does not fit is refused with its own fault, and no code goes out", arguments: redirects)
    func redirect(harm: Harm) async throws {
        let world = try TestProvider()
        #expect(try await world.fault(try world.provider(), harm.change) == harm.fault)
        #expect(world.requests(to: TestProvider.tokenAddress) == 0)
    }

    @Test("Values of another provider or another client are of no use")
    func otherProvider() async throws {
        let world = try TestProvider()
        let begun = try await world.provider { $0["client_id"] = "other" }.begin()
        #expect(try await world.fault(try world.provider(), beginning: begun) == .keptForAnotherProvider)
    }

    @Test("A provider that promises to name itself in redirects has to, and may do so unasked")
    func issuerPromised() async throws {
        let world = try TestProvider()
        let issuer = "https%3A%2F%2Fid.example.org%2Frealm"
        #expect(try await world.fault(try world.provider()) { $0.query.append(("iss", issuer)) } == nil)
        world.change { $0.discovery["authorization_response_iss_parameter_supported"] = true }
        #expect(try await world.fault(try world.provider()) == .redirectWithoutIssuer)
        #expect(try await world.fault(try world.provider()) { $0.query.append(("iss", issuer)) } == nil)
    }

    @Test("At nine minutes and 59 seconds there is still time")
    func lastSecond() async throws {
        let world = try TestProvider()
        let fault = try await world.fault(try world.provider()) {
            $0.seconds = 599
            $0.claims["exp"] = JSON(TestProvider.start + 900)
        }
        #expect(fault == nil)
    }
}

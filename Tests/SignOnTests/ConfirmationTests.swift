import SignOn
import StrictJSON
import Testing

@Suite("Confirming who one is, and signing out")
struct ConfirmationTests {
    private let purpose = SignInPurpose.confirm(subject: "7f3a")

    @Test("A confirmation asks for a fresh sign-in and accepts one")
    func fresh() async throws {
        let world = try TestProvider()
        let provider = try world.provider()
        let asked = parameters(of: try await provider.begin(purpose).address)
        #expect(asked["prompt"] == "login" && asked["max_age"] == "0")
        #expect(try await world.fault(provider, for: purpose) == nil)
    }

    static let harms: [Harm] = [
        Harm("signed in before it was asked for", .authenticationNotFresh) {
            $0.claims["auth_time"] = JSON(TestProvider.start + 29 - 36)
        },
        Harm("no time of authentication", .authenticationNotFresh) { $0.claims["auth_time"] = nil },
        Harm("a time of authentication of 0", .authenticationNotFresh) { $0.claims["auth_time"] = 0 },
        Harm("a time that is a text", .claimUnreadable) { $0.claims["auth_time"] = "1800000000" },
        Harm("somebody else", .otherPerson) { $0.claims["sub"] = "other" },
    ]

    @Test("A confirmation that proves nothing is refused with its own fault", arguments: harms)
    func stale(harm: Harm) async throws {
        let world = try TestProvider()
        #expect(try await world.fault(try world.provider(), for: purpose, harm.change) == harm.fault)
    }

    @Test("An ordinary sign-in does not mind when the person signed in at the provider")
    func ordinary() async throws {
        let world = try TestProvider()
        #expect(try await world.fault(try world.provider()) { $0.claims["auth_time"] = 0 } == nil)
    }

    @Test("A provider whose clock is a minute behind still confirms; the age is counted by its own clock")
    func otherClock() async throws {
        let world = try TestProvider()
        let fault = try await world.fault(try world.provider(), for: purpose) {
            $0.claims["iat"] = JSON(TestProvider.start - 30)
            $0.claims["auth_time"] = JSON(TestProvider.start - 40)
        }
        #expect(fault == nil)
    }

    @Test("A provider that refuses max_age=0 is asked for a little more")
    func littleMore() async throws {
        let world = try TestProvider()
        let provider = try world.provider { $0["reauthentication_max_age"] = 10 }
        #expect(parameters(of: try await provider.begin(purpose).address)["max_age"] == "10")
        let change: (inout Attempt) -> Void = { $0.claims["auth_time"] = JSON(TestProvider.start - 8) }
        #expect(try await world.fault(provider, for: purpose, change) == nil)
    }

    @Test("Signing out leads to the provider if it offers that")
    func signOut() async throws {
        let world = try TestProvider()
        let address = try #require(
            await world.provider().signOutAddress(idToken: "a.b.c", returnAddress: "https://firmground.example.org/"))
        #expect(address.hasPrefix(TestProvider.issuer + "/end?client_id=firm%20ground&"))
        let sent = parameters(of: address)
        #expect(sent["id_token_hint"] == "a.b.c")
        #expect(sent["post_logout_redirect_uri"] == "https://firmground.example.org/")
        world.change { $0.discovery["end_session_endpoint"] = nil }
        #expect(try await world.provider().signOutAddress() == nil)
        world.change { $0.down = [TestProvider.discoveryAddress] }
        #expect(try await world.provider().signOutAddress() == nil)
    }
}

import SignOn
import StrictJSON
import Testing

@Suite("Who has signed in")
struct IdentityTests {
    @Test("Names, groups and methods come from the ID token; the note comes back")
    func identity() async throws {
        let world = try TestProvider()
        let provider = try world.provider()
        let found = try await world.signIn(provider, beginning: try await provider.begin(note: "/cases"))
        let identity = found.identity
        #expect(identity.issuer == TestProvider.issuer && identity.subject == "7f3a")
        #expect(identity.displayName == "Anna Example" && identity.accountName == "anna")
        #expect(identity.email == "anna@example.org" && identity.groups == ["makers", "everybody"])
        #expect(identity.methods == ["pwd"] && identity.context == nil)
        #expect(found.role == GroupRole(group: "makers", role: "decision_maker", organisation: "SCA"))
        #expect(found.note == "/cases" && found.idToken.split(separator: ".").count == 3)
    }

    @Test("The first role of the settings wins, in whatever order the provider lists the groups")
    func preference() async throws {
        let world = try TestProvider()
        let found = try await world.signIn(try world.provider()) { $0.claims["groups"] = ["makers", "leads"] }
        #expect(found.role.role == "lead")
    }

    @Test("Groups and account come from the claims that the settings name")
    func otherClaims() async throws {
        let world = try TestProvider()
        let provider = try world.provider {
            $0["groups_claim"] = "https://example.org/roles"
            $0["account_claim"] = "upn"
        }
        let found = try await world.signIn(provider) {
            $0.claims["groups"] = ["leads"]
            $0.claims["https://example.org/roles"] = ["makers"]
            $0.claims["upn"] = "anna@office"
        }
        #expect(found.role.group == "makers" && found.identity.accountName == "anna@office")
    }

    @Test(
        "The name shown is the best there is, in one line that turns nothing round",
        arguments: [
            (["name": "Anna Example"], "Anna Example"), (["name": nil], "anna"),
            (["name": "", "preferred_username": nil], "anna@example.org"),
            (["name": nil, "preferred_username": nil, "email": nil], "7f3a"),
            (["name": "  ", "preferred_username": "anna"], "anna"),
            (["name": "An\u{202E}na\r\n\u{0}"], "Anna"),
            (["name": String(repeating: "ä", count: 300)], String(repeating: "ä", count: 200)),
        ] as [([String: String?], String)])
    func displayName(claims: [String: String?], shown: String) async throws {
        let world = try TestProvider()
        let found = try await world.signIn(try world.provider()) { attempt in
            for (name, value) in claims { attempt.claims[name] = value.map { .string($0) } }
        }
        #expect(found.identity.displayName == shown)
    }

    @Test(
        "A second factor counts when the provider asserts one of the values that stand for it",
        arguments: [
            (["amr": ["pwd"]], false), (["amr": ["pwd", "otp"]], true), (["amr": "hwk"], true), (["acr": "gold"], true),
            (["acr": "silver"], false), (["acr": ["gold"]], false), (["amr": []], false), (["amr": .null], false),
        ] as [([String: JSON], Bool)])
    func secondFactor(claims: [String: JSON], counts: Bool) async throws {
        let world = try TestProvider()
        let found = try await world.signIn(try world.provider()) { attempt in
            attempt.claims.merge(claims) { $1 }
        }
        #expect(found.hasSecondFactor == counts)
    }

    @Test("Where the settings name no values, no second factor ever counts")
    func ourSecondFactor() async throws {
        let world = try TestProvider()
        let provider = try world.provider { $0["second_factor"] = nil }
        let found = try await world.signIn(provider) {
            $0.claims["amr"] = ["pwd", "otp", "mfa"]
            $0.claims["acr"] = "gold"
        }
        #expect(!found.hasSecondFactor)
        #expect(parameters(of: try await provider.begin().address)["acr_values"] == nil)
    }
}

import SignOn
import StrictJSON
import Testing

@Suite("Settings of a provider")
struct SettingsTests {
    @Test("Settings are read, with defaults for what is left out")
    func defaults() throws {
        let found = try settings { $0["second_factor"] = nil }
        #expect(found.issuer == TestProvider.issuer && found.clientID == "firm ground")
        #expect(found.scopes == ["openid", "profile", "email"] && found.groupsClaim == "groups")
        #expect(found.accountClaim == "preferred_username" && found.reauthenticationMaxAge == 0)
        #expect(found.algorithms == Set(SigningAlgorithm.allCases))
        #expect(found.secondFactor == SecondFactor(acr: [], amr: []) && found.roles.count == 2)
        #expect(found.label == "Sign in with your office account" && found.clientSecret == "s3cret:with&signs")
    }

    @Test("openid is asked for once, however it is configured")
    func scopes() throws {
        #expect(try settings { $0["scopes"] = ["groups", "openid"] }.scopes == ["openid", "groups"])
    }

    @Test("This machine may do without https", arguments: ["127.0.0.1:8080", "localhost", "[::1]:80"])
    func loopback(host: String) throws {
        let found = try settings {
            $0["issuer"] = .string("http://\(host)")
            $0["redirect_uri"] = .string("http://\(host)/sign-in")
        }
        #expect(found.issuer == "http://\(host)")
    }

    static let faults: [(String, JSON?, String)] = [
        ("issuer", nil, "issuer"), ("issuer", "http://id.example.org", "issuer"),
        ("issuer", "id.example.org", "issuer"),
        ("issuer", "https://id.example.org/?a=b", "issuer"), ("issuer", 7, "issuer"),
        ("issuer", "http://127.0.0.1.example.org", "issuer"), ("issuer", "http://localhost@example.org", "issuer"),
        ("client_id", nil, "client_id"), ("client_id", "", "client_id"), ("client_secret", "", "client_secret"),
        ("redirect_uri", nil, "redirect_uri"), ("redirect_uri", "http://firmground.example.org/", "redirect_uri"),
        ("redirect_uri", "https://firmground.example.org/#a", "redirect_uri"), ("label", nil, "label"),
        ("scopes", "openid", "scopes"), ("scopes", ["a b"], "scopes"), ("scopes", [1], "scopes"),
        ("groups_claim", 1, "groups_claim"), ("account_claim", [], "account_claim"),
        ("roles", nil, "roles"), ("roles", [], "roles"), ("roles", ["makers"], "roles[0]"),
        ("roles", [["group": "g", "role": "r"]], "roles[0].organisation"),
        ("roles", [["group": "g", "role": "r", "organisation": "o", "x": 1]], "roles[0]"),
        ("second_factor", ["amr": "otp"], "second_factor.amr"), ("second_factor", true, "second_factor"),
        ("second_factor", ["arm": []], "second_factor"), ("algorithms", ["HS256"], "algorithms"),
        ("algorithms", ["RS256", "none"], "algorithms"), ("algorithms", [], "algorithms"),
        ("reauthentication_max_age", 301, "reauthentication_max_age"),
        ("reauthentication_max_age", -1, "reauthentication_max_age"), ("client_secrets", "x", ""),
    ]

    @Test("Every fault names its field and repeats nothing", arguments: faults)
    func fault(field: String, value: JSON?, named: String) throws {
        let error = #expect(throws: SettingsFaults.self) { try settings { $0[field] = value } }
        let faults = try #require(error).faults
        #expect(Set(faults.map(\.field)) == [named])
        #expect(faults.allSatisfy { $0.message.hasSuffix(".") && $0.description.hasPrefix(named) })
    }

    @Test("All faults are told at once, and a file that is not JSON as one")
    func together() throws {
        let several = #expect(throws: SettingsFaults.self) {
            try settings {
                $0["issuer"] = nil
                $0["label"] = nil
                $0["secret"] = "hunter2"
            }
        }
        #expect(try #require(several).faults.map(\.field) == ["issuer", "label", ""])
        #expect(several?.description.contains("hunter2") == false)
        for text in ["", "[]", #"{"issuer":"a","issuer":"b"}"#] {
            #expect(throws: SettingsFaults.self) { try ProviderSettings(json: Array(text.utf8)) }
        }
    }
}

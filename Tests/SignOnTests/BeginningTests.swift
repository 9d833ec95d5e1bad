import Foundation
import SignOn
import StrictJSON
import Testing

@Suite("Beginning a sign-in")
struct BeginningTests {
    @Test("The address asks for a code with state, nonce and PKCE, and keeps the query the provider has")
    func address() async throws {
        let world = try TestProvider()
        let begun = try await world.provider().begin()
        #expect(begun.address.hasPrefix(TestProvider.issuer + "/authorise?tenant=1&response_type=code&"))
        let asked = parameters(of: begun.address)
        #expect(asked["client_id"] == "firm ground" && asked["code_challenge_method"] == "S256")
        #expect(asked["redirect_uri"] == "https://firmground.example.org/sign-in/provider")
        #expect(asked["scope"] == "openid profile email" && asked["acr_values"] == "gold")
        #expect(asked["prompt"] == nil && asked["max_age"] == nil)
        let secrets = [asked["state"], asked["nonce"], asked["code_challenge"], begun.browser]
        #expect(secrets.allSatisfy { $0?.utf8.count == 43 } && Set(secrets).count == 4)
    }

    @Test("Verifier and challenge are those of RFC 7636, appendix B")
    func challenge() async throws {
        let octets: [UInt8] = [
            116, 24, 223, 180, 151, 153, 224, 37, 79, 250, 96, 125, 216, 173, 187, 186, 22, 212, 37, 77, 105, 214, 191,
            240, 91, 88, 5, 88, 83, 132, 141, 121,
        ]
        let world = try TestProvider()
        let outside = Outside(fetch: world.outside.fetch, now: world.outside.now, randomBytes: { _ in octets })
        let provider = Provider(settings: try settings(), outside: outside)
        let begun = try await provider.begin()
        #expect(parameters(of: begun.address)["code_challenge"] == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
        _ = try await world.signIn(provider, beginning: begun)
        let post = try #require(world.read(\.requests).first { $0.address == TestProvider.tokenAddress })
        let body = String(decoding: post.body, as: UTF8.self)
        #expect(body.hasSuffix("&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"))
    }

    @Test("The code goes out once, with the client’s credentials in the header alone")
    func exchange() async throws {
        let world = try TestProvider()
        _ = try await world.signIn(try world.provider())
        let posts = world.read { $0.requests.filter { $0.address == TestProvider.tokenAddress } }
        let post = try #require(posts.first)
        #expect(posts.count == 1 && post.method == "POST")
        #expect(post.headers["content-type"] == "application/x-www-form-urlencoded")
        let credentials = Data("firm%20ground:s3cret%3Awith%26signs".utf8).base64EncodedString()
        #expect(post.headers["authorization"] == "Basic " + credentials)
        let sent = parameters(of: "https://x/?" + String(decoding: post.body, as: UTF8.self))
        #expect(sent["grant_type"] == "authorization_code" && sent["code"] == "c0de" && sent["client_id"] == nil)
        #expect(sent["redirect_uri"] == "https://firmground.example.org/sign-in/provider")
    }

    @Test("A public client names itself in the body and has no secret to send")
    func publicClient() async throws {
        let world = try TestProvider()
        _ = try await world.signIn(try world.provider { $0["client_secret"] = nil })
        let post = try #require(world.read(\.requests).first { $0.address == TestProvider.tokenAddress })
        #expect(post.headers["authorization"] == nil)
        #expect(String(decoding: post.body, as: UTF8.self).hasSuffix("&client_id=firm%20ground"))
    }

    @Test("What is kept comes back from its text, and anything else does not")
    func kept() async throws {
        let world = try TestProvider()
        let provider = try world.provider()
        for purpose in [SignInPurpose.signIn, .confirm(subject: "7f3a")] {
            let begun = try await provider.begin(purpose, note: "/cases/1?x=“ä”")
            #expect(try KeptSignIn(text: begun.kept.text) == begun.kept)
            #expect(begun.kept.endsAt == TestProvider.start + 600)
            let state = try #require(parameters(of: begun.address)["state"])
            #expect(begun.kept.stateKey == KeptSignIn.stateKey(ofState: state) && begun.kept.stateKey != state)
            #expect(try Redirect(query: "state=" + state).stateKey == begun.kept.stateKey)
            for secret in [state, begun.browser] { #expect(!begun.kept.text.contains(secret)) }
        }
        let real = try await provider.begin().kept.text
        let never = real.replacingOccurrences(of: "\(TestProvider.start)", with: "\(Int.max)")
        for text in ["", "{}", "[]", never, real.replacingOccurrences(of: "verifier", with: "verified")] {
            #expect(throws: SignOnFault.keptUnreadable) { try KeptSignIn(text: text) }
        }
    }

    @Test("A browser keeps its cookie over several windows; a made-up cookie is replaced")
    func windows() async throws {
        let provider = try TestProvider().provider()
        let first = try await provider.begin()
        let second = try await provider.begin(browser: first.browser)
        #expect(second.browser == first.browser && second.kept.stateKey != first.kept.stateKey)
        for made in ["", "x", String(repeating: "=", count: 43)] {
            #expect(try await provider.begin(browser: made).browser.utf8.count == 43)
        }
        #expect(try await provider.begin(browser: "x").browser != "x")
    }

    @Test("Without randomness nothing begins")
    func noRandomness() async throws {
        let world = try TestProvider()
        let outside = Outside(fetch: world.outside.fetch, now: world.outside.now, randomBytes: { _ in [1, 2, 3] })
        let provider = Provider(settings: try settings(), outside: outside)
        await #expect(throws: SignOnFault.randomnessMissing) { try await provider.begin() }
    }
}

import Crypto
import Foundation
import SignOn
import StrictJSON
import Testing

@Suite("Harm by ID tokens")
struct TokenHarmTests {
    static let claims: [Harm] = [
        Harm("another issuer", .tokenOfAnotherIssuer) { $0.claims["iss"] = "https://id.example.org/other" },
        Harm("an issuer with one slash more", .tokenOfAnotherIssuer) {
            $0.claims["iss"] = "https://id.example.org/realm/"
        },
        Harm("no issuer", .tokenOfAnotherIssuer) { $0.claims["iss"] = nil },
        Harm("another audience", .tokenForAnotherAudience) { $0.claims["aud"] = "somebody else" },
        Harm("no audience", .tokenForAnotherAudience) { $0.claims["aud"] = nil },
        Harm("an audience that is a number", .claimUnreadable) { $0.claims["aud"] = 7 },
        Harm("several audiences without a party", .authorisedPartyWrong) {
            $0.claims["aud"] = ["firm ground", "other"]
        },
        Harm("another authorised party", .authorisedPartyWrong) { $0.claims["azp"] = "other" },
        Harm("expired 60 seconds ago", .tokenExpired) { $0.claims["exp"] = JSON(TestProvider.start + 30 - 60) },
        Harm("no end", .claimUnreadable) { $0.claims["exp"] = nil },
        Harm("an end that is a text", .claimUnreadable) { $0.claims["exp"] = "1800000300" },
        Harm("an end beyond all numbers", .claimUnreadable) { $0.claims["exp"] = .number("1e400") },
        Harm("an end that only fits without leeway", .claimUnreadable) { $0.claims["exp"] = JSON(Int.max) },
        Harm("valid in 61 seconds", .tokenNotYetValid) { $0.claims["nbf"] = JSON(TestProvider.start + 30 + 61) },
        Harm("made in 61 seconds", .tokenFromTheFuture) { $0.claims["iat"] = JSON(TestProvider.start + 30 + 61) },
        Harm("no time of making", .claimUnreadable) { $0.claims["iat"] = nil },
        Harm("a nonce of another try", .nonceOfAnotherTry) { $0.claims["nonce"] = "n-0S6_WzA2Mj" },
        Harm("no nonce", .nonceOfAnotherTry) { $0.claims["nonce"] = nil },
        Harm("a wrong at_hash", .accessTokenHashWrong) { $0.claims["at_hash"] = "77QmUPtjPfzWtF2AnpK9RQ" },
        Harm("an at_hash and no access token", .accessTokenHashWrong) {
            $0.claims["at_hash"] = "77QmUPtjPfzWtF2AnpK9RQ"
            $0.answer = [:]
        },
        Harm("no subject", .claimUnreadable) { $0.claims["sub"] = nil },
        Harm("an empty subject", .claimUnreadable) { $0.claims["sub"] = "" },
        Harm("a subject of 256 bytes", .claimUnreadable) {
            $0.claims["sub"] = .string(String(repeating: "s", count: 256))
        },
        Harm("groups that are numbers", .claimUnreadable) { $0.claims["groups"] = ["makers", 7] },
        Harm("groups that are an object", .claimUnreadable) { $0.claims["groups"] = ["makers": true] },
        Harm("no group with a role", .noRole) { $0.claims["groups"] = ["everybody"] },
        Harm("no groups", .noRole) { $0.claims["groups"] = nil },
    ]

    static let signatures: [Harm] = [
        Harm("alg none without signature", .algorithmRefused) {
            $0.header["alg"] = "none"
            $0.sign = { _ in [] }
        },
        Harm("alg None with the old signature", .algorithmRefused) { $0.header["alg"] = "None" },
        Harm("no alg", .tokenUnreadable) { $0.header["alg"] = nil },
        Harm("HS256 with the public key as secret", .algorithmRefused) { attempt in
            let secret = SymmetricKey(data: Data(attempt.key.pem.utf8))
            attempt.header["alg"] = "HS256"
            attempt.sign = { Array(HMAC<SHA256>.authenticationCode(for: Data($0.utf8), using: secret)) }
        },
        Harm("PS256 with a key that is for RS256", .keyUnknown) { $0.header["alg"] = "PS256" },
        Harm("ES256 with an RSA key", .keyUnknown) { $0.header["alg"] = "ES256" },
        Harm("a key of somebody else under the same kid", .signatureWrong) {
            $0.key = try TestKey.rsa("first", second: true)
        },
        Harm("an unknown kid", .keyUnknown) { $0.header["kid"] = "other" },
        Harm("a kid that is a number", .tokenUnreadable) { $0.header["kid"] = 1 },
        Harm("another claim than was signed", .signatureWrong) { attempt in
            let parts = try attempt.token().split(separator: ".")
            attempt.claims["sub"] = "root"
            attempt.idToken = "\(parts[0]).\(url64(json(attempt.claims).utf8)).\(parts[2])"
        },
        Harm("an empty signature", .signatureWrong) { $0.sign = { _ in [] } },
        Harm("a key of its own in the header", .signatureWrong) { attempt in
            attempt.key = try TestKey.rsa("first", second: true)
            attempt.header["jwk"] = object(try attempt.key.published())
        },
        Harm("an extension that must be understood", .tokenUnreadable) { $0.header["crit"] = ["b64"] },
        Harm("a logout token", .tokenUnreadable) { $0.header["typ"] = "logout+jwt" },
        Harm("an access token", .tokenUnreadable) { $0.header["typ"] = "at+jwt" },
        Harm("no third part", .tokenUnreadable) {
            $0.idToken = try $0.token().split(separator: ".").dropLast().joined(separator: ".")
        },
        Harm("five parts, as an encrypted token has", .tokenUnreadable) { $0.idToken = try $0.token() + ".e30.e30" },
        Harm("padding in a part", .tokenUnreadable) { $0.idToken = try $0.token() + "=" },
        Harm("a last letter with bits that belong to nothing", .tokenUnreadable) { attempt in
            let token = try attempt.token()
            // 256 bytes end in one of these, which stand for two bits and four zeros.
            let other: [Character: String] = ["A": "B", "Q": "R", "g": "h", "w": "x"]
            attempt.idToken = token.dropLast() + (token.last.flatMap { other[$0] } ?? "")
        },
        Harm("a claim twice", .tokenUnreadable) { attempt in
            let claims = #"{"sub":"7f3a","sub":"root"}"#
            let text = url64(json(attempt.header).utf8) + "." + url64(claims.utf8)
            attempt.idToken = text + "." + url64(try attempt.key.signature(over: text))
        },
        Harm("claims that are a list", .tokenUnreadable) { attempt in
            let text = url64(json(attempt.header).utf8) + "." + url64("[]".utf8)
            attempt.idToken = text + "." + url64(try attempt.key.signature(over: text))
        },
    ]

    @Test("A claim that does not fit is refused with its own fault", arguments: claims)
    func claim(harm: Harm) async throws {
        let world = try TestProvider()
        #expect(try await world.fault(try world.provider(), harm.change) == harm.fault)
    }

    @Test("A signature that proves nothing is refused with its own fault", arguments: signatures)
    func signature(harm: Harm) async throws {
        let world = try TestProvider()
        #expect(try await world.fault(try world.provider(), harm.change) == harm.fault)
    }

    @Test("An algorithm that the settings leave out is refused")
    func leftOut() async throws {
        let world = try TestProvider()
        let provider = try world.provider { $0["algorithms"] = ["ES256", "PS256"] }
        #expect(try await world.fault(provider) == .algorithmRefused)
    }

    @Test("An RSA key of 1024 bits is no key")
    func weakKey() async throws {
        let world = TestProvider(keys: [try TestKey.weak(), try TestKey.rsa()])
        #expect(try await world.fault(try world.provider()) == .keyUnknown)
        let alone = TestProvider(keys: [try TestKey.weak()])
        #expect(try await alone.fault(try alone.provider()) == .keysUnreadable)
    }
}

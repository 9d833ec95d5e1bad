import Crypto
import Foundation
import SignOn
import StrictJSON
import Testing

@Suite("ID tokens that are believed")
struct TokenTests {
    @Test("Every algorithm works", arguments: SigningAlgorithm.allCases)
    func algorithm(algorithm: SigningAlgorithm) async throws {
        let world = TestProvider(keys: [try TestKey.any(algorithm.rawValue)])
        let found = try await world.signIn(try world.provider())
        #expect(found.identity.subject == "7f3a" && found.identity.issuer == TestProvider.issuer)
    }

    @Test("at_hash is the left half of the hash that the algorithm uses", arguments: SigningAlgorithm.allCases)
    func accessTokenHash(algorithm: SigningAlgorithm) async throws {
        let access = Array("access".utf8)
        let hash: [UInt8] =
            switch algorithm.rawValue.suffix(3) {
            case "256": Array(SHA256.hash(data: access).prefix(16))
            case "384": Array(SHA384.hash(data: access).prefix(24))
            default: Array(SHA512.hash(data: access).prefix(32))
            }
        let world = TestProvider(keys: [try TestKey.any(algorithm.rawValue)])
        let fault = try await world.fault(try world.provider()) { $0.claims["at_hash"] = .string(url64(hash)) }
        #expect(fault == nil)
    }

    static let harmless: [Harm] = [
        Harm("several audiences and us as the party", nil) {
            $0.claims["aud"] = ["other", "firm ground"]
            $0.claims["azp"] = "firm ground"
        },
        Harm("expired 59 seconds ago", nil) { $0.claims["exp"] = JSON(TestProvider.start + 30 - 59) },
        Harm("valid in 60 seconds", nil) { $0.claims["nbf"] = JSON(TestProvider.start + 30 + 60) },
        Harm("made in 60 seconds", nil) { $0.claims["iat"] = JSON(TestProvider.start + 30 + 60) },
        Harm("times with fractions", nil) { $0.claims["iat"] = .number("1800000029.75") },
        Harm("no typ", nil) { $0.header["typ"] = nil },
        Harm("no kid where there is one key", nil) { $0.header["kid"] = nil },
        Harm("one group as a text", nil) { $0.claims["groups"] = "makers" },
        Harm("no amr", nil) { $0.claims["amr"] = nil },
    ]

    @Test("What the standards allow is accepted", arguments: harmless)
    func allowed(harm: Harm) async throws {
        let world = try TestProvider()
        #expect(try await world.fault(try world.provider(), harm.change) == nil)
    }

    @Test("A key without kid, and coordinates without their leading zeros or with one more, are read")
    func carelessKeys() async throws {
        let world = TestProvider(keys: [TestKey.p256()])
        world.change { $0.namesKeys = false }
        #expect(try await world.fault(try world.provider()) { $0.header["kid"] = nil } == nil)

        let other = TestProvider(keys: [TestKey.p256()])
        var key = try #require(other.read(\.keys).first).published()
        let x = try #require(key["x"]?.string)
        let bytes = try #require(
            Data(
                base64Encoded: x.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/") + "="
            ))
        key["x"] = .string(url64([0] + bytes))
        let page = WebResponse(status: 200, body: Array(json(["keys": [object(key)]]).utf8))
        other.change { $0.pages[TestProvider.keysAddress] = page }
        #expect(try await other.fault(try other.provider()) == nil)
    }

    @Test("Keys that are not for signatures are passed over", arguments: ["use", "key_ops"])
    func otherKeys(field: String) async throws {
        let world = try TestProvider()
        var key = try #require(world.read(\.keys).first).published()
        key[field] = field == "use" ? "enc" : ["encrypt"]
        let page = WebResponse(
            status: 200, body: Array(json(["keys": [object(key), ["kty": "OKP", "crv": "Ed25519"]]]).utf8))
        world.change { $0.pages[TestProvider.keysAddress] = page }
        #expect(try await world.fault(try world.provider()) == .keysUnreadable)
    }
}

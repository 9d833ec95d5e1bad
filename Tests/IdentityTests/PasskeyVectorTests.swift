import Crypto
import Identity
import StrictJSON
import Testing

/// Fixtures/w3c.json: Web Authentication Level 3, section “Test Vectors”,
/// <https://www.w3.org/TR/webauthn-3/#sctn-test-vectors>.
@Suite("The test vectors of Web Authentication Level 3")
struct PasskeyVectorTests {
    /// The vectors do not always verify the person and are partly made in frames. What is refused, is refused for that.
    private static let outcomes: [String: (registration: PasskeyFault?, assertion: PasskeyFault?)] = [
        "none.ES256": (.userNotVerified, .userNotVerified),
        "packed-self.ES256": (nil, .userNotVerified),
        "none.ES256.crossOrigin": (.crossOrigin, .crossOrigin),
        "none.ES256.topOrigin": (.crossOrigin, .crossOrigin),
        "none.ES256.long-credential-id": (.userNotVerified, nil),
        "packed.ES256": (nil, nil),
    ]

    private func answer(_ vector: JSON, _ ceremony: String) throws -> PasskeyAnswer {
        let id = JSON.string(Base64URL.text(of: try vector.hexadecimal("credentialId")))
        let fields = try #require(vector[ceremony]?.members).map {
            JSON.Member(key: $0.key, value: .string(Base64URL.text(of: hex($0.value.string ?? ""))))
        }
        return try PasskeyAnswer(
            JSON.object([
                JSON.Member(key: "id", value: id), JSON.Member(key: "rawId", value: id),
                JSON.Member(key: "type", value: "public-key"), JSON.Member(key: "response", value: .object(fields)),
            ]).text)
    }

    private func challenge(_ vector: JSON, _ ceremony: String) throws -> PasskeyChallenge {
        let bytes = try #require(vector[ceremony]).hexadecimal("challenge")
        return try #require(PasskeyChallenge(bytes))
    }

    @Test("what the authenticators wrote is read, and their signatures are right")
    func parts() throws {
        let vectors = try Fixtures.read("w3c.json")
        #expect(Set(vectors.compactMap { $0["name"]?.string }) == Set(Self.outcomes.keys))
        for vector in vectors {
            let (made, used) = (try #require(vector["registration"]), try #require(vector["assertion"]))
            let data = try AuthenticatorData(
                AttestationObject.authenticatorData(in: made.hexadecimal("attestationObject")))
            let attested = try #require(data.attested)
            #expect(attested.aaguid == (try vector.hexadecimal("aaguid")))
            #expect(attested.id == (try vector.hexadecimal("credentialId")))
            #expect(attested.publicKey == (try vector.hexadecimal("publicKey")))
            let passkey = try self.passkey(vector)
            let (signed, clientData) = (
                try used.hexadecimal("authenticatorData"), try used.hexadecimal("clientDataJSON")
            )
            try passkey.check(
                signature: used.hexadecimal("signature"), authenticatorData: signed, clientData: clientData)
            #expect(throws: PasskeyFault.wrongSignature) {
                try passkey.check(
                    signature: used.hexadecimal("signature"), authenticatorData: signed, clientData: clientData + [32])
            }
        }
    }

    private func passkey(_ vector: JSON) throws -> Passkey {
        let made = try #require(vector["registration"])
        let data = try AuthenticatorData(
            AttestationObject.authenticatorData(in: made.hexadecimal("attestationObject")))
        return Passkey(
            id: try vector.hexadecimal("credentialId"), publicKey: try vector.hexadecimal("publicKey"),
            signCount: data.signCount, isBackupEligible: data.isBackupEligible, isBackedUp: data.isBackedUp,
            aaguid: try vector.hexadecimal("aaguid"))
    }

    @Test("both ceremonies come to what our own rules make of each vector")
    func ceremonies() throws {
        let party = try RelyingParty(id: "example.org", name: "W3C", origins: ["https://example.org"])
        let user = try #require(PasskeyUser(Array(repeating: 1, count: 16)))
        for vector in try Fixtures.read("w3c.json") {
            let outcome = try #require(Self.outcomes[try vector.text("name")])
            let stored = try passkey(vector)
            let made = Result {
                try party.registered(answer(vector, "registration"), challenge: challenge(vector, "registration"))
            }
            #expect(made.fault == outcome.registration)
            if outcome.registration == nil { #expect(try made.get() == stored) }
            let used = Result {
                try party.used(
                    answer(vector, "assertion"), challenge: challenge(vector, "assertion"), passkey: stored, user: user)
            }
            #expect(used.fault == outcome.assertion)
        }
    }
}

/// Fixtures/passkeys.json: made and verified with the PyPI package fido2.
@Suite("Passkeys of other software")
struct PasskeyFixtureTests {
    @Test("are taken in both ceremonies, or refused for their kind of key")
    func ceremonies() throws {
        let fixtures = try Fixtures.read("passkeys.json")
        #expect(fixtures.count == 15)
        for fixture in fixtures {
            let name = try fixture.text("name")
            let party = try RelyingParty(
                id: "cases.example.org", name: "FirmGround", origins: [try fixture.text("origin")])
            let (made, used) = (try #require(fixture["registration"]), try #require(fixture["assertion"]))
            let registered = Result {
                try party.registered(
                    PasskeyAnswer(try #require(made["answer"]).text),
                    challenge: try #require(PasskeyChallenge(made.hexadecimal("challenge"))))
            }
            if fixture["fault"] != .null {
                #expect(registered.fault == .wrongAlgorithm, "\(name)")
                continue
            }
            let passkey = try registered.get()
            let counts = try #require(fixture["signCounts"]?.items).compactMap(\.integer).map(UInt32.init)
            #expect(passkey.publicKey == (try fixture.hexadecimal("publicKey")), "\(name)")
            #expect(passkey.aaguid == (try fixture.hexadecimal("aaguid")))
            #expect(passkey.signCount == counts[0])
            #expect(passkey.isBackupEligible == fixture["isBackupEligible"]?.bool)
            #expect(passkey.isBackedUp == fixture["isBackedUp"]?.bool)
            let use = try party.used(
                PasskeyAnswer(try #require(used["answer"]).text),
                challenge: try #require(PasskeyChallenge(used.hexadecimal("challenge"))), passkey: passkey,
                user: try #require(PasskeyUser(fixture.base64URL("user"))))
            #expect(use.signCount == counts[1], "\(name)")
            #expect(use.isBackedUp == passkey.isBackedUp)
        }
    }
}

extension Result {
    fileprivate var fault: PasskeyFault? {
        if case .failure(let error) = self { error as? PasskeyFault } else { nil }
    }
}

import Identity
import StrictJSON
import Testing

/// Inputs with small changes, the same each time. A trap would end the whole run.
@Suite("Spoilt inputs")
struct MutationTests {
    private let count = 20_000

    @Test("the CBOR reader reads or refuses twenty thousand, and what it reads is what was written")
    func cbor() throws {
        var dice = Dice(seed: 8_949)
        let seeds =
            try Fixtures.read("w3c.json").map { try #require($0["registration"]).hexadecimal("attestationObject") }
            + [hex("a26161016162820203"), hex("8301820203820405f4f5f6"), hex("a50102032620012158200022582000")]
        var read = 0
        for index in 0..<count {
            let spoilt = dice.spoil(seeds[index % seeds.count])
            if let (value, length) = try? CBOR.first(in: spoilt[...]) {
                read += 1
                #expect(encoded(value) == Array(spoilt[..<length]))
            }
        }
        #expect((100..<count).contains(read))
    }

    @Test("twenty thousand spoilt registrations are taken or refused")
    func registrations() throws {
        var dice = Dice(seed: 71)
        let party = try Device.relyingParty()
        let challenge = try #require(PasskeyChallenge(Device().challenge))
        let full = Device().registration()
        let object = try #require(try JSON(text: full)["response"]).base64URL("attestationObject")
        var taken = 0
        for index in 0..<count {
            var device = Device()
            let text: String
            if index.isMultiple(of: 2) {
                let spoilt = dice.spoil(object)
                device.attestation = { _ in spoilt }
                text = device.registration()
            } else {
                text = String(decoding: dice.spoil(Array(full.utf8)), as: UTF8.self)
            }
            if let passkey = try? party.registered(PasskeyAnswer(text), challenge: challenge) {
                taken += 1
                #expect(passkey.id == device.id)
                #expect(passkey.publicKey == device.stored().publicKey)
            }
        }
        // What is not protected may change: the model, the counter, members that are not looked at.
        #expect((1..<count / 2).contains(taken))
    }

    @Test("of twenty thousand spoilt assertions, none is taken of which a signed byte or the signature changed")
    func assertions() throws {
        var dice = Dice(seed: 72)
        let party = try Device.relyingParty()
        let challenge = try #require(PasskeyChallenge(Device().challenge))
        let user = try #require(PasskeyUser(Device().user))
        let full = try JSON(text: try Device().assertion())
        let response = try #require(full["response"])
        let fields = try ["authenticatorData", "clientDataJSON", "signature"].map { try response.base64URL($0) }
        for index in 0..<count {
            let bytes = fields[index % 3]
            var spoilt = dice.spoil(bytes)
            if spoilt == bytes { spoilt.append(0) }
            let text = full.text.replacing(Base64URL.text(of: bytes), with: Base64URL.text(of: spoilt))
            #expect(throws: PasskeyFault.self) {
                try party.used(PasskeyAnswer(text), challenge: challenge, passkey: Device().stored(), user: user)
            }
            let outer = String(decoding: dice.spoil(Array(full.text.utf8)), as: UTF8.self)
            _ = try? party.used(PasskeyAnswer(outer), challenge: challenge, passkey: Device().stored(), user: user)
        }
    }
}

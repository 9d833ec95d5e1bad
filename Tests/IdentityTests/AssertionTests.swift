import Identity
import StrictJSON
import Testing

@Suite("The use of a passkey")
struct AssertionTests {
    private func use(_ text: String, _ passkey: Passkey = Device().stored()) throws -> PasskeyUse {
        try Device.relyingParty().used(
            PasskeyAnswer(text), challenge: try #require(PasskeyChallenge(Device().challenge)), passkey: passkey,
            user: try #require(PasskeyUser(Device().user)))
    }

    @Test("is taken when everything is right, whether or not the device names its user")
    func right() throws {
        var device = Device()
        for handle in [nil, .null, "", .string(Base64URL.text(of: device.user))] as [JSON?] {
            device.userHandle = handle
            let use = try use(try device.assertion())
            #expect(use.signCount == 0)
            #expect(!use.isBackedUp)
        }
    }

    @Test("is refused for each thing that is wrong, with the fault of that thing", arguments: AssertionHarms.all)
    func harms(harm: Harm) {
        #expect(throws: harm.fault) { try use(try harm.device().assertion()) }
    }

    @Test(
        "is taken only when the counter grew, or when there is none",
        arguments: [
            (0, 0, true), (0, 1, true), (5, 6, true), (5, 4_000_000_000, true), (5, 5, false), (5, 4, false),
            (5, 0, false),
            (4_294_967_295, 4_294_967_295, false), (4_294_967_295, 0, false),
        ] as [(UInt32, UInt32, Bool)])
    func counter(stored: UInt32, sent: UInt32, isTaken: Bool) throws {
        var device = Device()
        device.signCount = sent
        let passkey = device.stored(signCount: stored)
        if isTaken {
            #expect(try use(try device.assertion(), passkey).signCount == sent)
        } else {
            #expect(throws: PasskeyFault.signCountNotGrown) { try use(try device.assertion(), passkey) }
        }
    }

    @Test("is not called a copy on the word of somebody who cannot sign")
    func forgedCounter() throws {
        var device = Device()
        device.signer = Device.key(2)
        #expect(throws: PasskeyFault.wrongSignature) { try use(try device.assertion(), device.stored(signCount: 5)) }
    }

    @Test("tells whether the passkey has been backed up, and may not lose the ability")
    func backup() throws {
        var device = Device()
        device.flags = 0x1d
        let passkey = device.stored(isBackupEligible: true)
        #expect(try use(try device.assertion(), passkey).isBackedUp)
        device.flags = 0x0d
        #expect(try !use(try device.assertion(), passkey).isBackedUp)
        device.flags = 0x05
        #expect(throws: PasskeyFault.changedBackupEligibility) { try use(try device.assertion(), passkey) }
    }

    @Test("is refused when the stored key is none", arguments: [[], [4], Array(repeating: 4, count: 65)] as [[UInt8]])
    func storedKey(bytes: [UInt8]) throws {
        let device = Device()
        let passkey = Passkey(
            id: device.id, publicKey: bytes, signCount: 0, isBackupEligible: false, isBackedUp: false, aaguid: [])
        #expect(throws: PasskeyFault.unusableStoredKey) { try use(try device.assertion(), passkey) }
    }

    @Test("is refused wherever its authenticator data or its signature break off")
    func truncated() throws {
        for count in Device().authenticatorData().indices {
            var device = Device()
            device.data = { Array($0[..<count]) }
            #expect(throws: PasskeyFault.malformedAuthenticatorData) { try use(try device.assertion()) }
        }
        for count in 0..<68 {
            var device = Device()
            device.signature = { Array($0[..<min(count, $0.count - 1)]) }
            #expect(throws: PasskeyFault.malformedSignature) { try use(try device.assertion()) }
        }
    }

    @Test("is refused when any one bit of what was signed is another")
    func bits() throws {
        let answer = try JSON(text: try Device().assertion())
        let response = try #require(answer["response"])
        for field in ["authenticatorData", "clientDataJSON", "signature"] {
            let bytes = try response.base64URL(field)
            for bit in 0..<bytes.count * 8 {
                var spoilt = bytes
                spoilt[bit / 8] ^= 1 << UInt8(bit % 8)
                let text = answer.text.replacing(
                    Base64URL.text(of: bytes), with: Base64URL.text(of: spoilt))
                #expect(throws: PasskeyFault.self, "\(field) \(bit)") { try use(text) }
            }
        }
    }

    @Test("every fault stands in a table of harms, and has a sentence for a tired person")
    func completeness() {
        let told = Set((RegistrationHarms.all + AssertionHarms.all).map(\.fault))
        #expect(Set(PasskeyFault.allCases).subtracting(told) == [.signCountNotGrown, .unusableStoredKey])
        for fault in PasskeyFault.allCases {
            #expect(fault.description.hasSuffix("."))
            for word in ["CBOR", "JSON", "signature", "challenge", "origin", "credential", "server"] {
                #expect(!fault.description.contains(word), "\(fault)")
            }
        }
    }
}

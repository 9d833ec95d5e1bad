import Identity
import StrictJSON
import Testing

@Suite("A new passkey")
struct RegistrationTests {
    private func register(_ text: String) throws -> Passkey {
        try Device.relyingParty().registered(
            PasskeyAnswer(text), challenge: try #require(PasskeyChallenge(Device().challenge)))
    }

    @Test("is taken when everything is right")
    func right() throws {
        let device = Device()
        #expect(try register(device.registration()) == device.stored())
        #expect(try PasskeyAnswer(device.registration()).credentialID == device.id)
    }

    @Test(
        "is refused for each thing that is wrong, with the fault of that thing", arguments: RegistrationHarms.all)
    func harms(harm: Harm) {
        #expect(throws: harm.fault) { try register(harm.device().registration()) }
    }

    @Test("tells whether it may be backed up, whether it is, and how often it was used")
    func flags() throws {
        var device = Device()
        device.flags = 0x0d
        device.signCount = 0x0102_0304
        #expect(try register(device.registration()) == device.stored(signCount: 0x0102_0304, isBackupEligible: true))
        device.flags = 0x1d
        #expect(try register(device.registration()).isBackedUp)
        #expect(try register(device.registration()).isBackupEligible)
    }

    @Test("may come with reserved flags, extensions, a statement, other formats and members, and without crossOrigin")
    func tolerated() throws {
        let expected = Device().stored()
        let changes: [(inout Device) -> Void] = [
            { $0.flags |= 0x22 },
            { ($0.flags, $0.extensions) = (0xc5, encoded(map([(.text("credProtect"), CBOR(2))]))) },
            { $0.format = [(.text("fmt"), .text("packed")), (.text("attStmt"), map([(.text("sig"), .bytes([1]))]))] },
            { $0.format.reverse() },
            { $0.format.append((.text("epAtt"), .bool(true))) },
            { $0.clientData["crossOrigin"] = "(left out)" },
            { $0.clientData["tokenBinding"] = ["status": "supported"] },
            { $0.clientData["origin"] = "https://cases.example.org:8443" },
        ]
        for change in changes {
            var device = Device()
            change(&device)
            #expect(try register(device.registration()) == expected)
        }
        for count in [1, 1_023] {
            var device = Device()
            device.id = Array(repeating: 9, count: count)
            #expect(try register(device.registration()) == device.stored())
        }
    }

    @Test("is refused wherever its authenticator data, its attestation, its client data or its answer break off")
    func truncated() throws {
        let full = Device()
        var attested = full
        attested.flags |= 0x40
        for count in attested.authenticatorData().indices {
            var device = full
            device.data = { Array($0[..<count]) }
            #expect(throws: PasskeyFault.malformedAuthenticatorData) { try register(device.registration()) }
        }
        let answer = try JSON(text: full.registration())
        let response = try #require(answer["response"])
        for count in try response.base64URL("attestationObject").indices {
            var device = full
            device.attestation = { Array($0[..<count]) }
            #expect(throws: PasskeyFault.malformedAttestation) { try register(device.registration()) }
        }
        let clientData = String(decoding: try response.base64URL("clientDataJSON"), as: UTF8.self)
        for count in 0..<clientData.count {
            var device = full
            device.clientDataText = String(clientData.prefix(count))
            #expect(throws: PasskeyFault.malformedClientData) { try register(device.registration()) }
        }
        let text = full.registration()
        for count in 0..<text.count {
            #expect(throws: PasskeyFault.malformedAnswer) { try register(String(text.prefix(count))) }
        }
    }
}

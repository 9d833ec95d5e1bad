import Crypto
import Identity
import StrictJSON
import Testing

/// An authenticator and browser of software that do everything right. A test changes one thing.
struct Device {
    static let rpID = "cases.example.org"
    static let origin = "https://cases.example.org"

    /// What the page asked with.
    var challenge = Array(UInt8(100)..<132)
    var user = Array(UInt8(0)..<64)

    var key = Device.key(1)
    var id = Array("a credential id".utf8)

    var outerType: JSON = "public-key"
    var outerID: JSON?
    var outerRawID: JSON?
    var userHandle: JSON?
    /// Fields of the response that are written otherwise than they should be; `nil` leaves one out.
    var fields: [String: JSON?] = [:]

    var clientData: [String: JSON] = ["origin": .string(Device.origin), "crossOrigin": false]
    /// Instead of the client data.
    var clientDataText: String?

    var rpID = Device.rpID
    var flags: UInt8 = 0x05
    var signCount: UInt32 = 0
    var idLength: Int?
    var keyMembers: [(CBOR, CBOR)] = []
    /// Instead of the COSE key.
    var keyBytes: [UInt8]?
    var extensions: [UInt8] = []
    /// Whether the new key is written, whatever the flags say; `nil`: as they say.
    var hasAttested: Bool?
    /// What is done to the authenticator data before they are signed.
    var data: (@Sendable ([UInt8]) -> [UInt8])?

    var format: [(CBOR, CBOR)] = [(.text("fmt"), .text("none")), (.text("attStmt"), .map([]))]
    var attestation: (@Sendable ([UInt8]) -> [UInt8])?
    var signature: (@Sendable ([UInt8]) -> [UInt8])?
    var signer: P256.Signing.PrivateKey?

    /// A key that is the same each time.
    static func key(_ number: UInt8) -> P256.Signing.PrivateKey {
        let bytes = Array(repeating: UInt8(0), count: 31) + [number]
        return (try? P256.Signing.PrivateKey(rawRepresentation: bytes)) ?? P256.Signing.PrivateKey()
    }

    static func relyingParty() throws -> RelyingParty {
        try RelyingParty(id: rpID, name: "FirmGround", origins: [origin, "https://cases.example.org:8443"])
    }

    /// The key as COSE has it, with members replaced or added.
    private var coseKey: CBOR {
        let point = Array(key.publicKey.x963Representation)
        var members: [(CBOR, CBOR)] = [
            (CBOR(1), CBOR(2)), (CBOR(3), CBOR(-7)), (CBOR(-1), CBOR(1)), (CBOR(-2), .bytes(Array(point[1...32]))),
            (CBOR(-3), .bytes(Array(point[33...]))),
        ]
        for (label, value) in keyMembers {
            if let place = members.firstIndex(where: { $0.0 == label }) { members.remove(at: place) }
            if value != .null { members.append((label, value)) }
        }
        return map(members)
    }

    func authenticatorData() -> [UInt8] {
        var bytes = Array(SHA256.hash(data: Array(rpID.utf8))) + [flags]
        bytes += (0..<4).map { UInt8(truncatingIfNeeded: signCount >> (24 - 8 * $0)) }
        if hasAttested ?? (flags & 0x40 != 0) {
            let length = idLength ?? id.count
            bytes += Array(UInt8(1)...16) + [UInt8(length >> 8), UInt8(length & 255)] + id
            bytes += keyBytes ?? encoded(coseKey)
        }
        bytes += extensions
        return data?(bytes) ?? bytes
    }

    private func clientDataJSON(_ type: String) -> [UInt8] {
        if let clientDataText { return Array(clientDataText.utf8) }
        var members = clientData
        if members["type"] == nil { members["type"] = .string(type) }
        if members["challenge"] == nil { members["challenge"] = .string(Base64URL.text(of: challenge)) }
        return JSON.object(
            members.sorted { $0.key < $1.key }.filter { $0.value != "(left out)" }.map {
                JSON.Member(key: $0, value: $1)
            }
        ).bytes
    }

    private func answer(_ response: [(String, JSON?)]) -> String {
        let written = Base64URL.text(of: id)
        var members: [JSON.Member] = []
        for (key, value) in response {
            if let value = fields[key] ?? value { members.append(JSON.Member(key: key, value: value)) }
        }
        let outer: JSON = [
            "id": outerID ?? .string(written), "rawId": outerRawID ?? .string(written), "type": outerType,
            "response": fields["response"].map { $0 ?? .null } ?? .object(members),
            "clientExtensionResults": .object([]),
        ]
        return outer.text
    }

    /// The answer to creation options.
    func registration() -> String {
        var made = self
        if made.flags & 0x40 == 0, made.hasAttested == nil { made.flags |= 0x40 }
        var object = encoded(map(format + [(.text("authData"), .bytes(made.authenticatorData()))]))
        object = attestation?(object) ?? object
        return answer([
            ("clientDataJSON", .string(Base64URL.text(of: clientDataJSON("webauthn.create")))),
            ("attestationObject", .string(Base64URL.text(of: object))),
        ])
    }

    /// The answer to request options.
    func assertion() throws -> String {
        let (data, client) = (authenticatorData(), clientDataJSON("webauthn.get"))
        let message = data + Array(SHA256.hash(data: client))
        let signed = Array(try (signer ?? key).signature(for: message).derRepresentation)
        return answer([
            ("clientDataJSON", .string(Base64URL.text(of: client))),
            ("authenticatorData", .string(Base64URL.text(of: data))),
            ("signature", .string(Base64URL.text(of: signature?(signed) ?? signed))), ("userHandle", userHandle),
        ])
    }

    /// The passkey of this device as it is stored.
    func stored(signCount: UInt32 = 0, isBackupEligible: Bool = false) -> Passkey {
        Passkey(
            id: id, publicKey: Array(key.publicKey.x963Representation), signCount: signCount,
            isBackupEligible: isBackupEligible, isBackedUp: false, aaguid: Array(UInt8(1)...16))
    }
}

/// One thing that is not as it should be, and the fault it has to be refused with.
struct Harm: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let fault: PasskeyFault
    let change: @Sendable (inout Device) -> Void

    init(_ what: String, _ fault: PasskeyFault, _ change: @escaping @Sendable (inout Device) -> Void) {
        testDescription = what
        self.fault = fault
        self.change = change
    }

    func device() -> Device {
        var device = Device()
        change(&device)
        return device
    }
}

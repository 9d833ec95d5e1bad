import Crypto
import Identity
import StrictJSON

/// What may be wrong in both ceremonies.
enum SharedHarms {
    static let answer: [Harm] = [
        Harm("another kind of credential", .malformedCredential) { $0.outerType = "password" },
        Harm("no kind of credential", .malformedAnswer) { $0.outerType = .null },
        Harm("an id with padding", .malformedAnswer) { $0.outerID = "YQ==" },
        Harm("an id that is a number", .malformedAnswer) { $0.outerID = 1 },
        Harm("two different ids", .malformedCredential) { $0.outerRawID = "YQ" },
        Harm("a response that is a text", .malformedAnswer) { $0.fields = ["response": "x"] },
        Harm("no client data", .malformedAnswer) { $0.fields = ["clientDataJSON": .some(nil)] },
        Harm("client data in ordinary base 64", .malformedAnswer) { $0.fields = ["clientDataJSON": "+/+/"] },
        Harm("an answer as long as a book", .tooLong) {
            $0.fields = ["clientDataJSON": .string(String(repeating: "A", count: 131_072))]
        },
    ]

    static let clientData: [Harm] = [
        Harm("client data that are no JSON", .malformedClientData) { $0.clientDataText = "webauthn" },
        Harm("client data that are a list", .malformedClientData) { $0.clientDataText = "[]" },
        Harm("client data with nothing in them", .malformedClientData) { $0.clientDataText = "{}" },
        Harm("client data with a name twice", .malformedClientData) { $0.clientDataText = #"{"type":1,"type":1}"# },
        Harm("no type", .malformedClientData) { $0.clientData["type"] = "(left out)" },
        Harm("a type that is a number", .malformedClientData) { $0.clientData["type"] = 1 },
        Harm("another type", .wrongCeremony) { $0.clientData["type"] = "webauthn.other" },
        Harm("a type in capitals", .wrongCeremony) { $0.clientData["type"] = "WEBAUTHN.GET" },
        Harm("no challenge", .malformedClientData) { $0.clientData["challenge"] = "(left out)" },
        Harm("a challenge with padding", .malformedClientData) { $0.clientData["challenge"] = "YQ==" },
        Harm("an empty challenge", .wrongChallenge) { $0.clientData["challenge"] = "" },
        Harm("another challenge", .wrongChallenge) { $0.challenge[31] ^= 1 },
        Harm("a challenge too short", .wrongChallenge) { $0.challenge.removeLast() },
        Harm("a challenge too long", .wrongChallenge) { $0.challenge.append(0) },
        Harm("no origin", .malformedClientData) { $0.clientData["origin"] = "(left out)" },
        Harm("an origin that is a list", .malformedClientData) { $0.clientData["origin"] = [.string(Device.origin)] },
        Harm("another port", .wrongOrigin) { $0.clientData["origin"] = "https://cases.example.org:8444" },
        Harm("the port that goes without saying", .wrongOrigin) {
            $0.clientData["origin"] = "https://cases.example.org:443"
        },
        Harm("no encryption", .wrongOrigin) { $0.clientData["origin"] = "http://cases.example.org" },
        Harm("a host below", .wrongOrigin) { $0.clientData["origin"] = "https://evil.cases.example.org" },
        Harm("a host above", .wrongOrigin) { $0.clientData["origin"] = "https://example.org" },
        Harm("a host that begins alike", .wrongOrigin) {
            $0.clientData["origin"] = "https://cases.example.org.evil.test"
        },
        Harm("a stroke at the end", .wrongOrigin) { $0.clientData["origin"] = "https://cases.example.org/" },
        Harm("capitals", .wrongOrigin) { $0.clientData["origin"] = "https://CASES.example.org" },
        Harm("the origin null", .wrongOrigin) { $0.clientData["origin"] = "null" },
        Harm("a page in a frame of another", .crossOrigin) { $0.clientData["crossOrigin"] = true },
        Harm("a frame told in a text", .malformedClientData) { $0.clientData["crossOrigin"] = "false" },
        Harm("a frame told as null", .malformedClientData) { $0.clientData["crossOrigin"] = .null },
        Harm("the page around it", .topOrigin) { $0.clientData["topOrigin"] = .string(Device.origin) },
        Harm("the page around it told as null", .topOrigin) { $0.clientData["topOrigin"] = .null },
    ]

    static let authenticatorData: [Harm] = [
        Harm("another service", .wrongRelyingParty) { $0.rpID = "example.org" },
        Harm("nobody there", .userNotPresent) { $0.flags = 0x04 },
        Harm("nobody verified", .userNotVerified) { $0.flags = 0x01 },
        Harm("no flag at all", .userNotPresent) { $0.flags = 0 },
        Harm("backed up and not able to be", .wrongBackupFlags) { $0.flags |= 0x10 },
        Harm("extensions told and not there", .malformedAuthenticatorData) { $0.flags |= 0x80 },
        Harm("extensions there and not told", .trailingBytes) { $0.extensions = [0xa0] },
        Harm("extensions that are a list", .malformedAuthenticatorData) {
            ($0.flags, $0.extensions) = ($0.flags | 0x80, [0x80])
        },
        Harm("extensions that break off", .malformedAuthenticatorData) {
            ($0.flags, $0.extensions) = ($0.flags | 0x80, [0xa1])
        },
        Harm("a byte after the extensions", .trailingBytes) {
            ($0.flags, $0.extensions) = ($0.flags | 0x80, [0xa0, 0])
        },
        Harm("a byte too many", .trailingBytes) { $0.data = { $0 + [0] } },
        Harm("no byte", .malformedAuthenticatorData) { $0.data = { _ in [] } },
    ]

    static var all: [Harm] { answer + clientData + authenticatorData }
}

/// What may be wrong with a new passkey.
enum RegistrationHarms {
    static let key: [Harm] = [
        Harm("RS256", .wrongAlgorithm) { $0.keyMembers = [(CBOR(3), CBOR(-257))] },
        Harm("EdDSA", .wrongAlgorithm) { $0.keyMembers = [(CBOR(3), CBOR(-8))] },
        Harm("ES384", .wrongAlgorithm) { $0.keyMembers = [(CBOR(3), CBOR(-35))] },
        Harm("no algorithm", .malformedKey) { $0.keyMembers = [(CBOR(3), .null)] },
        Harm("an algorithm by name", .malformedKey) { $0.keyMembers = [(CBOR(3), .text("ES256"))] },
        Harm("a key of kind OKP", .wrongKeyType) { $0.keyMembers = [(CBOR(1), CBOR(1))] },
        Harm("a key of kind RSA", .wrongKeyType) { $0.keyMembers = [(CBOR(1), CBOR(3))] },
        Harm("no kind of key", .malformedKey) { $0.keyMembers = [(CBOR(1), .null)] },
        Harm("the curve P-384", .wrongCurve) { $0.keyMembers = [(CBOR(-1), CBOR(2))] },
        Harm("the curve secp256k1", .wrongCurve) { $0.keyMembers = [(CBOR(-1), CBOR(8))] },
        Harm("no curve", .malformedKey) { $0.keyMembers = [(CBOR(-1), .null)] },
        Harm("x a byte short", .malformedKey) { $0.keyMembers = [(CBOR(-2), .bytes(Array(repeating: 1, count: 31)))] },
        Harm("x a byte long", .malformedKey) { $0.keyMembers = [(CBOR(-2), .bytes(Array(repeating: 1, count: 33)))] },
        Harm("no x", .malformedKey) { $0.keyMembers = [(CBOR(-2), .null)] },
        Harm("a compressed point", .malformedKey) { $0.keyMembers = [(CBOR(-3), .bool(true))] },
        Harm("no y", .malformedKey) { $0.keyMembers = [(CBOR(-3), .null)] },
        Harm("something more in the key", .malformedKey) { $0.keyMembers = [(CBOR(4), CBOR(2))] },
        Harm("another y", .pointOffCurve) { $0.keyMembers = [(CBOR(-3), .bytes(Array(repeating: 7, count: 32)))] },
        Harm("x and y exchanged", .pointOffCurve) {
            let point = Array($0.key.publicKey.x963Representation)
            $0.keyMembers = [(CBOR(-2), .bytes(Array(point[33...]))), (CBOR(-3), .bytes(Array(point[1...32])))]
        },
        Harm("the point nought", .pointOffCurve) {
            let nought = CBOR.bytes(Array(repeating: 0, count: 32))
            $0.keyMembers = [(CBOR(-2), nought), (CBOR(-3), nought)]
        },
        Harm("x beyond the field", .pointOffCurve) {
            $0.keyMembers = [(CBOR(-2), .bytes(Array(repeating: 255, count: 32)))]
        },
        Harm("a key that is a list", .malformedKey) { $0.keyBytes = [0x80] },
        Harm("a key that is no CBOR", .malformedAuthenticatorData) { $0.keyBytes = [0xff] },
        Harm("a key with a label twice", .malformedAuthenticatorData) { $0.keyBytes = [0xa2, 0x01, 0x02, 0x01, 0x02] },
    ]

    static let credential: [Harm] = [
        Harm("the type of a sign-in", .wrongCeremony) { $0.clientData["type"] = "webauthn.get" },
        Harm("no new key", .noCredential) { $0.hasAttested = false },
        Harm("a new key that is not told", .trailingBytes) { $0.hasAttested = true },
        Harm("a new key that is told and not there", .malformedAuthenticatorData) {
            ($0.flags, $0.hasAttested) = (0x45, false)
        },
        Harm("an id without a byte", .wrongCredentialLength) { $0.id = [] },
        Harm("an id of 1,024 bytes", .wrongCredentialLength) { $0.id = Array(repeating: 1, count: 1_024) },
        Harm("an id longer than what is there", .malformedAuthenticatorData) { $0.idLength = 1_000 },
        Harm("another id outside", .wrongCredential) { ($0.outerID, $0.outerRawID) = ("YQ", "YQ") },
    ]

    static let attestation: [Harm] = [
        Harm("no attestation", .malformedAnswer) { $0.fields = ["attestationObject": .some(nil)] },
        Harm("an attestation that is null", .malformedAnswer) { $0.fields = ["attestationObject": .null] },
        Harm("an empty attestation", .malformedAttestation) { $0.fields = ["attestationObject": ""] },
        Harm("an attestation that is a list", .malformedAttestation) { $0.attestation = { _ in [0x80] } },
        Harm("a byte after the attestation", .trailingBytes) { $0.attestation = { $0 + [0] } },
        Harm("no format", .malformedAttestation) { $0.format.remove(at: 0) },
        Harm("a format that is a number", .malformedAttestation) { $0.format[0].1 = CBOR(0) },
        Harm("no statement", .malformedAttestation) { $0.format.remove(at: 1) },
        Harm("a statement that is a text", .malformedAttestation) { $0.format[1].1 = .text("") },
        Harm("a statement where there is to be none", .malformedAttestation) {
            $0.format[1].1 = map([(.text("alg"), CBOR(-7))])
        },
        Harm("a statement with a tag in it", .malformedAttestation) {
            $0.attestation = { Array($0[..<14]) + [0xc0] + $0[15...] }
        },
        Harm("authenticator data that are a text", .malformedAttestation) {
            $0.attestation = { _ in
                encoded(
                    map([(.text("fmt"), .text("none")), (.text("attStmt"), .map([])), (.text("authData"), .text("x"))]))
            }
        },
    ]

    static var all: [Harm] { SharedHarms.all + key + credential + attestation }
}

/// What may be wrong with the use of a passkey.
enum AssertionHarms {
    static let all: [Harm] =
        SharedHarms.all + [
            Harm("the type of a registration", .wrongCeremony) { $0.clientData["type"] = "webauthn.create" },
            Harm("another passkey", .otherPasskey) { $0.id[0] ^= 1 },
            Harm("another user", .otherUser) { $0.userHandle = "AAAA" },
            Harm("a user that is no base 64", .malformedAnswer) { $0.userHandle = "=" },
            Harm("a user that is a number", .malformedAnswer) { $0.userHandle = 1 },
            Harm("no authenticator data", .malformedAnswer) { $0.fields = ["authenticatorData": .some(nil)] },
            Harm("no signature", .malformedAnswer) { $0.fields = ["signature": .some(nil)] },
            Harm("a new key", .unexpectedCredential) { $0.flags |= 0x40 },
            Harm("a new key that cannot be read", .malformedKey) { ($0.flags, $0.keyBytes) = (0x45, [0xa0]) },
            Harm("able to be backed up where it was not", .changedBackupEligibility) { $0.flags |= 0x08 },
            Harm("the signature of another key", .wrongSignature) { $0.signer = Device.key(2) },
            Harm("an empty signature", .malformedSignature) { $0.signature = { _ in [] } },
            Harm("a byte after the signature", .malformedSignature) { $0.signature = { $0 + [0] } },
            Harm("a signature that is not in DER", .malformedSignature) {
                $0.signature = { _ in Array(repeating: 1, count: 64) }
            },
            Harm("a signature of ones", .wrongSignature) { $0.signature = { _ in [0x30, 6, 2, 1, 1, 2, 1, 1] } },
        ]
}

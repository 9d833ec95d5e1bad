import StrictJSON

/// What the browser says of the page, and the passkey signs (§5.8.1).
struct ClientData {
    enum Ceremony: String {
        case registration = "webauthn.create"
        case assertion = "webauthn.get"
    }

    private let json: JSON

    init(_ bytes: [UInt8]) throws(PasskeyFault) {
        guard let json = try? JSON(bytes, depth: 16), json.members != nil else { throw .malformedClientData }
        self.json = json
    }

    /// The checks of §7.1 and §7.2 on it. Texts are compared byte by byte: equality of Swift is wider.
    func check(
        _ ceremony: Ceremony, challenge: PasskeyChallenge, origins: [String]
    ) throws(PasskeyFault) {
        guard let type = json["type"]?.string, let origin = json["origin"]?.string,
            let answered = json["challenge"]?.string.flatMap(Base64URL.bytes(of:))
        else { throw .malformedClientData }
        guard type.utf8.elementsEqual(ceremony.rawValue.utf8) else { throw .wrongCeremony }
        guard isSame(answered, challenge.bytes) else { throw .wrongChallenge }
        guard origins.contains(where: { $0.utf8.elementsEqual(origin.utf8) }) else { throw .wrongOrigin }
        switch json["crossOrigin"] {
        case nil, .bool(false): break
        case .bool(true): throw .crossOrigin
        default: throw .malformedClientData
        }
        guard json["topOrigin"] == nil else { throw .topOrigin }
    }
}

import StrictJSON

/// What a browser sends back: the text of `PublicKeyCredential.toJSON()` (§5.1.8), not yet believed.
public struct PasskeyAnswer: Sendable {
    /// The id of the passkey that the answer claims to come from: look it up with this, then verify.
    public let credentialID: [UInt8]
    private let response: JSON

    /// How many bytes an answer may have.
    public static let size = 131_072

    /// Reads the text, strictly; members that are not needed are passed over.
    ///
    /// - Throws: `tooLong`, `malformedAnswer` or `malformedCredential`.
    public init(_ text: String) throws(PasskeyFault) {
        guard text.utf8.count <= PasskeyAnswer.size else { throw .tooLong }
        guard let json = try? JSON(Array(text.utf8), depth: 16), let response = json["response"],
            response.members != nil
        else { throw .malformedAnswer }
        guard let id = json["id"]?.string.flatMap(Base64URL.bytes(of:)),
            let rawID = json["rawId"]?.string.flatMap(Base64URL.bytes(of:)), let type = json["type"]?.string
        else { throw .malformedAnswer }
        guard type == "public-key", id == rawID else { throw .malformedCredential }
        credentialID = id
        self.response = response
    }

    func bytes(_ field: String) throws(PasskeyFault) -> [UInt8] {
        guard let bytes = response[field]?.string.flatMap(Base64URL.bytes(of:)) else { throw .malformedAnswer }
        return bytes
    }

    /// The handle of the user whom a device says the passkey belongs to; `nil` when it does not say.
    ///
    /// - Throws: `malformedAnswer`.
    public var userHandle: [UInt8]? {
        get throws(PasskeyFault) {
            switch response["userHandle"] {
            // Some browsers wrote an empty text where a device had no user to name.
            case nil, .null, "": return nil
            default: return try bytes("userHandle")
            }
        }
    }
}

import StrictJSON

/// What must be kept, on the server, from the beginning of a sign-in to its end.
///
/// It is stored under `stateKey`, taken away when it is used, and thrown away after `endsAt`.
public struct KeptSignIn: Sendable, Hashable {
    /// How long a sign-in may take, in seconds.
    public static let lifetimeSeconds = 600

    /// The hash of the state.
    public let stateKey: String
    /// Seconds since 1970.
    public let begunAt: Int
    /// A text of the caller's, such as the page to go to afterwards.
    public let note: String
    let issuer: String
    let clientID: String
    let browserHash: String
    let nonce: String
    /// PKCE's `code_verifier`.
    let verifier: String
    /// Who has to confirm; `nil` at an ordinary sign-in.
    let subject: String?

    /// Seconds since 1970; from then on it is worth nothing.
    public var endsAt: Int { begunAt + KeptSignIn.lifetimeSeconds }

    /// Under what a state's values are stored.
    public static func stateKey(ofState state: String) -> String { SignOnSecret.hash(state) }
}

extension KeptSignIn {
    /// The text to store: about 400 bytes, with two secrets that are worth something for ten minutes.
    public var text: String {
        var writer = JSONWriter(capacity: 512)
        writer.value([
            "state": .string(stateKey), "begun": JSON(begunAt), "note": .string(note), "issuer": .string(issuer),
            "client": .string(clientID), "browser": .string(browserHash), "nonce": .string(nonce),
            "verifier": .string(verifier), "subject": subject.map { .string($0) } ?? .null,
        ])
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// Reads what `text` wrote.
    ///
    /// - Throws: `keptUnreadable`.
    public init(text: String) throws(SignOnFault) {
        guard let value = try? JSON(text: text), let stateKey = value["state"]?.string,
            let begunAt = value["begun"]?.integer, (0..<1 << 40).contains(begunAt), let note = value["note"]?.string,
            let issuer = value["issuer"]?.string, let clientID = value["client"]?.string,
            let browserHash = value["browser"]?.string, let nonce = value["nonce"]?.string,
            let verifier = value["verifier"]?.string, let subject = value["subject"],
            subject == .null || subject.string != nil
        else { throw .keptUnreadable }
        self.init(
            stateKey: stateKey, begunAt: begunAt, note: note, issuer: issuer, clientID: clientID,
            browserHash: browserHash, nonce: nonce, verifier: verifier, subject: subject.string)
    }
}

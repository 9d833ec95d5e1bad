import Crypto

extension Ledger {
    /// Seals a secret that is no part of any dossier, such as that of an authenticator app, so that a database without its keys gives
    /// it away to nobody.
    ///
    /// - Parameter context: what it is and whose; a secret put in another's place does not open.
    public func seal(_ secret: [UInt8], as context: String) throws -> [UInt8] {
        try AES.GCM.seal(
            secret, using: ring.secrets, nonce: SystemRandom.nonce(), authenticating: Array(context.utf8)
        ).allBytes
    }

    /// A keyed code of a text: the same for the same text, and made by nobody who has the database alone.
    public func code(of text: String, as context: String) -> [UInt8] {
        var code = HMAC<SHA256>(key: ring.secrets)
        code.update(data: Array((context + "\n" + text).utf8))
        return Array(code.finalize())
    }

    /// Opens what ``seal(_:as:)`` sealed; `nil` when it was changed, or put in another's place.
    public func unseal(_ sealed: [UInt8], as context: String) -> [UInt8]? {
        guard let box = try? AES.GCM.SealedBox(combined: sealed),
            let bytes = try? AES.GCM.open(box, using: ring.secrets, authenticating: Array(context.utf8))
        else { return nil }
        return Array(bytes)
    }
}

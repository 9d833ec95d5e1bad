import Crypto

extension RelyingParty {
    /// Checks that a passkey was used (§7.2).
    ///
    /// The caller still has to make sure that the challenge is never used again, whatever comes of it.
    ///
    /// Cost: one ECDSA verification, well under a millisecond.
    ///
    /// - Parameters:
    ///   - answer: what the browser sent.
    ///   - challenge: the one of the request options.
    ///   - passkey: the stored passkey with the id of the answer.
    ///   - user: the handle of the account that the passkey belongs to. When the device names a user, it has to be this
    ///     one.
    /// - Returns: what to store.
    /// - Throws: the first `PasskeyFault` found; log it, it holds nothing of what was sent.
    public func used(
        _ answer: PasskeyAnswer, challenge: PasskeyChallenge, passkey: Passkey, user: PasskeyUser
    ) throws(PasskeyFault) -> PasskeyUse {
        guard answer.credentialID == passkey.id else { throw .otherPasskey }
        if let handle = try answer.userHandle, handle != user.handle { throw .otherUser }
        let clientData = try answer.bytes("clientDataJSON")
        try ClientData(clientData).check(.assertion, challenge: challenge, origins: origins)
        let signed = try answer.bytes("authenticatorData")
        let data = try AuthenticatorData(signed)
        try data.check(relyingParty: id)
        guard data.attested == nil else { throw .unexpectedCredential }
        guard data.isBackupEligible == passkey.isBackupEligible else { throw .changedBackupEligibility }
        try passkey.check(
            signature: answer.bytes("signature"), authenticatorData: signed, clientData: clientData)
        // Last: only what the passkey signed may say that it was copied.
        guard data.signCount > passkey.signCount || (data.signCount == 0 && passkey.signCount == 0) else {
            throw .signCountNotGrown
        }
        return PasskeyUse(signCount: data.signCount, isBackedUp: data.isBackedUp)
    }
}

extension Passkey {
    /// The check of §7.2: the signature is over the authenticator data and the hash of the client data.
    package func check(
        signature: [UInt8], authenticatorData: [UInt8], clientData: [UInt8]
    ) throws(PasskeyFault) {
        guard let key = try? P256.Signing.PublicKey(x963Representation: publicKey) else { throw .unusableStoredKey }
        guard let signature = try? P256.Signing.ECDSASignature(derRepresentation: signature) else {
            throw .malformedSignature
        }
        guard key.isValidSignature(signature, for: authenticatorData + Array(SHA256.hash(data: clientData))) else {
            throw .wrongSignature
        }
    }
}

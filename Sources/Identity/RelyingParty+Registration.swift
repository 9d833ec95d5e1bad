extension RelyingParty {
    /// Checks a new passkey (§7.1).
    ///
    /// The caller still has to make sure that no account has a passkey with this id, and that the challenge is never
    /// used again, whatever comes of it.
    ///
    /// Cost: a few hashes and the check that a point is on the curve; no signature is looked at, because no attestation
    /// is trusted.
    ///
    /// - Parameters:
    ///   - answer: what the browser sent.
    ///   - challenge: the one of the creation options.
    /// - Returns: what to store.
    /// - Throws: the first `PasskeyFault` found; log it, it holds nothing of what was sent.
    public func registered(
        _ answer: PasskeyAnswer, challenge: PasskeyChallenge
    ) throws(PasskeyFault) -> Passkey {
        try ClientData(answer.bytes("clientDataJSON")).check(.registration, challenge: challenge, origins: origins)
        let data = try AuthenticatorData(
            AttestationObject.authenticatorData(in: answer.bytes("attestationObject")))
        try data.check(relyingParty: id)
        guard let attested = data.attested else { throw .noCredential }
        guard attested.id == answer.credentialID else { throw .wrongCredential }
        return Passkey(
            id: attested.id, publicKey: attested.publicKey, signCount: data.signCount,
            isBackupEligible: data.isBackupEligible, isBackedUp: data.isBackedUp, aaguid: attested.aaguid)
    }
}

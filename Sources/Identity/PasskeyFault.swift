/// Why a passkey was not taken. Each is a reason of its own, so that a log tells what happened; none holds what was
/// sent.
///
/// The paragraphs are those of Web Authentication Level 3.
public enum PasskeyFault: Error, Sendable, Hashable, CaseIterable, CustomStringConvertible {
    /// The answer is longer than any browser makes it.
    case tooLong
    /// The answer is not the JSON of `PublicKeyCredential.toJSON()`, or a field of it is not base64url (§5.1).
    case malformedAnswer
    /// The type is not `public-key`, or `id` and `rawId` differ (§5.1).
    case malformedCredential
    /// The client data are not JSON of the right form (§5.8.1).
    case malformedClientData
    /// The attestation object is not CBOR of the right form (§6.5.4).
    case malformedAttestation
    /// The authenticator data end too early or are not of the right form (§6.1).
    case malformedAuthenticatorData
    /// There is something after the end of the attestation object or of the authenticator data.
    case trailingBytes
    /// The client data are those of another ceremony (§7.1, §7.2).
    case wrongCeremony
    /// The challenge is not the one that was sent (§7.1, §7.2).
    case wrongChallenge
    /// The page stood at another address (§7.1, §7.2).
    case wrongOrigin
    /// The page stood in a frame of a page of another origin (§7.1, §7.2).
    case crossOrigin
    /// The page says in which other page it stood (§7.1, §7.2).
    case topOrigin
    /// The authenticator answered for another service (§7.1, §7.2).
    case wrongRelyingParty
    /// Nobody touched the authenticator (§7.1, §7.2).
    case userNotPresent
    /// No fingerprint, face or PIN was asked for (§7.1, §7.2).
    case userNotVerified
    /// Backed up and not able to be backed up at once (§6.1.3).
    case wrongBackupFlags
    /// Able to be backed up where it was not when it was registered, or the other way round (§7.2).
    case changedBackupEligibility
    /// A registration without a new key (§6.5.1).
    case noCredential
    /// An assertion with a new key (§6.1).
    case unexpectedCredential
    /// A credential id of no byte or of more than 1,023 (§7.1).
    case wrongCredentialLength
    /// The id outside and the id that the authenticator wrote differ.
    case wrongCredential
    /// The answer was made with another passkey than the given one (§7.2).
    case otherPasskey
    /// The answer names another user than the given one (§7.2).
    case otherUser
    /// The public key is not a COSE key of the right form (§5.8.5, §6.5.1.1).
    case malformedKey
    /// The key is for another algorithm than ES256, which alone was offered (§7.1).
    case wrongAlgorithm
    /// The key is not of the kind EC2.
    case wrongKeyType
    /// The key is not on P-256.
    case wrongCurve
    /// The point of the key is not on its curve.
    case pointOffCurve
    /// The public key given with the passkey is not one.
    case unusableStoredKey
    /// The signature is not one.
    case malformedSignature
    /// The signature is not by this key over this answer (§7.2).
    case wrongSignature
    /// The counter did not grow: the passkey may have been copied (§7.2).
    case signCountNotGrown

    /// A sentence for the person at the page.
    public var description: String {
        switch self {
        case .userNotPresent, .userNotVerified:
            "Your device did not check that it is you. Try again, and use your fingerprint, your face or your PIN when it asks."
        case .wrongOrigin, .crossOrigin, .topOrigin, .wrongRelyingParty:
            "This passkey was used from another address. Check the address of the page, then sign in again."
        case .wrongChallenge, .wrongCeremony:
            "This page was open for too long or was used twice. Load it again and try once more."
        case .otherPasskey, .otherUser, .wrongSignature:
            "This passkey is not one of this account. Choose another, or sign in another way."
        case .wrongAlgorithm, .wrongKeyType, .wrongCurve:
            "This device makes passkeys of a kind that is not taken here. Use another device, or sign in another way."
        case .signCountNotGrown:
            "This passkey may have been copied and was not accepted. Sign in another way and tell your administrator."
        case .changedBackupEligibility, .unusableStoredKey:
            "This passkey can no longer be used here. Sign in another way, remove it and add it again."
        case .tooLong, .malformedAnswer, .malformedCredential, .malformedClientData, .malformedAttestation,
            .malformedAuthenticatorData, .trailingBytes, .wrongBackupFlags, .noCredential, .unexpectedCredential,
            .wrongCredentialLength, .wrongCredential, .malformedKey, .pointOffCurve, .malformedSignature:
            "Your device sent something that cannot be read here. Try again, or sign in another way."
        }
    }
}

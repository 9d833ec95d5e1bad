/// A passkey as the server keeps it: what is needed to check it again. Nothing in it is secret.
public struct Passkey: Sendable, Hashable {
    /// 1 to 1,023 bytes, chosen by the authenticator.
    public let id: [UInt8]
    /// A point of P-256, uncompressed, as ANSI X9.63 writes it: 65 bytes, of which the first is 4.
    public let publicKey: [UInt8]
    /// How often it was used, as far as the authenticator tells. Many always say 0.
    public let signCount: UInt32
    /// Whether the authenticator may copy it to the person's other devices. Never changes.
    public let isBackupEligible: Bool
    /// Whether it has been copied.
    public let isBackedUp: Bool
    /// The model of the authenticator: 16 bytes, often all 0. Nothing vouches for it.
    public let aaguid: [UInt8]

    /// A passkey as it was stored.
    public init(
        id: [UInt8], publicKey: [UInt8], signCount: UInt32, isBackupEligible: Bool, isBackedUp: Bool, aaguid: [UInt8]
    ) {
        self.id = id
        self.publicKey = publicKey
        self.signCount = signCount
        self.isBackupEligible = isBackupEligible
        self.isBackedUp = isBackedUp
        self.aaguid = aaguid
    }
}

/// What the use of a passkey changed, to be stored before the person is let in.
public struct PasskeyUse: Sendable, Hashable {
    /// The new count of the passkey; the next has to be higher, unless it is 0.
    public let signCount: UInt32
    /// Whether the passkey has now been copied to another device.
    public let isBackedUp: Bool
}

/// What a passkey signs so that an old signature is worth nothing: 32 random bytes, used once.
public struct PasskeyChallenge: Sendable, Hashable {
    /// How many random bytes a challenge is made of.
    public static let byteCount = 32

    /// The 32 bytes, to be kept in the session until the answer is there.
    public let bytes: [UInt8]

    /// - Parameter randomBytes: 32 bytes from a cryptographic generator (§13.4.3 asks for 16 at least).
    /// - Returns: `nil` for any other number of bytes.
    public init?(_ randomBytes: [UInt8]) {
        guard randomBytes.count == PasskeyChallenge.byteCount else { return nil }
        bytes = randomBytes
    }
}

/// By what an authenticator knows an account: random bytes, never a name, because whoever holds the device may read it
/// (§14.6.1).
public struct PasskeyUser: Sendable, Hashable {
    /// 16 to 64 bytes.
    public let handle: [UInt8]

    /// - Parameter randomBytes: 16 to 64 bytes from a cryptographic generator, always the same for the account.
    /// - Returns: `nil` for any other number of bytes.
    public init?(_ randomBytes: [UInt8]) {
        guard (16...64).contains(randomBytes.count) else { return nil }
        handle = randomBytes
    }
}

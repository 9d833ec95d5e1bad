import Crypto

/// What the authenticator says, and the passkey signs (§6.1).
package struct AuthenticatorData {
    /// A new key (§6.5.1).
    package struct Attested {
        package let aaguid: [UInt8]
        package let id: [UInt8]
        package let publicKey: [UInt8]
    }

    private struct Flags: OptionSet {
        let rawValue: UInt8
        static let userPresent = Flags(rawValue: 0x01)
        static let userVerified = Flags(rawValue: 0x04)
        static let backupEligible = Flags(rawValue: 0x08)
        static let backedUp = Flags(rawValue: 0x10)
        static let attested = Flags(rawValue: 0x40)
        static let extensions = Flags(rawValue: 0x80)
    }

    private static let headCount = 37
    private static let longestID = 1_023

    private let rpIDHash: [UInt8]
    private let flags: Flags
    package let signCount: UInt32
    package let attested: Attested?

    package var isBackupEligible: Bool { flags.contains(.backupEligible) }
    package var isBackedUp: Bool { flags.contains(.backedUp) }

    /// Reads them to the last byte. The reserved flags are not looked at.
    ///
    /// - Throws: `malformedAuthenticatorData`, `trailingBytes`, `wrongCredentialLength`, and what `COSEKey` throws.
    package init(_ bytes: [UInt8]) throws(PasskeyFault) {
        guard bytes.count >= AuthenticatorData.headCount else { throw .malformedAuthenticatorData }
        rpIDHash = Array(bytes[..<32])
        flags = Flags(rawValue: bytes[32])
        signCount = bytes[33..<37].reduce(0) { $0 << 8 | UInt32($1) }
        var rest = bytes[AuthenticatorData.headCount...]
        attested = flags.contains(.attested) ? try AuthenticatorData.attested(&rest) : nil
        if flags.contains(.extensions) {
            guard try AuthenticatorData.item(&rest).members != nil else { throw .malformedAuthenticatorData }
        }
        guard rest.isEmpty else { throw .trailingBytes }
    }

    private static func attested(_ rest: inout ArraySlice<UInt8>) throws(PasskeyFault) -> Attested {
        guard rest.count >= 18 else { throw .malformedAuthenticatorData }
        let aaguid = Array(rest.prefix(16))
        let count = rest.dropFirst(16).prefix(2).reduce(0) { $0 << 8 | Int($1) }
        guard (1...longestID).contains(count) else { throw .wrongCredentialLength }
        rest = rest.dropFirst(18)
        guard rest.count > count else { throw .malformedAuthenticatorData }
        let id = Array(rest.prefix(count))
        rest = rest.dropFirst(count)
        return Attested(aaguid: aaguid, id: id, publicKey: try COSEKey(item(&rest)).point)
    }

    private static func item(_ rest: inout ArraySlice<UInt8>) throws(PasskeyFault) -> CBOR {
        guard let (value, count) = try? CBOR.first(in: rest) else { throw .malformedAuthenticatorData }
        rest = rest.dropFirst(count)
        return value
    }

    /// The checks of §7.1 and §7.2 that both ceremonies share.
    package func check(relyingParty id: String) throws(PasskeyFault) {
        guard isSame(rpIDHash, Array(SHA256.hash(data: Array(id.utf8)))) else { throw .wrongRelyingParty }
        guard flags.contains(.userPresent) else { throw .userNotPresent }
        guard flags.contains(.userVerified) else { throw .userNotVerified }
        guard isBackupEligible || !isBackedUp else { throw .wrongBackupFlags }
    }
}

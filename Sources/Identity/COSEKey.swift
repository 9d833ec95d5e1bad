import Crypto

/// A public key as an authenticator writes it (RFC 9052 §7, RFC 9053 §7.1), for ES256 on P-256 alone.
struct COSEKey {
    /// ECDSA with SHA-256.
    static let es256 = -7

    private enum Label {
        static let keyType = CBOR(1)
        static let algorithm = CBOR(3)
        static let curve = CBOR(-1)
        static let x = CBOR(-2)
        static let y = CBOR(-3)
    }

    private static let ec2 = 2
    private static let p256 = 1

    /// Uncompressed, as ANSI X9.63 writes it.
    let point: [UInt8]

    /// - Throws: `malformedKey`, `wrongAlgorithm`, `wrongKeyType`, `wrongCurve`, `pointOffCurve`.
    init(_ cbor: CBOR) throws(PasskeyFault) {
        guard let members = cbor.members, let keyType = cbor[Label.keyType]?.integer,
            let algorithm = cbor[Label.algorithm]?.integer
        else { throw .malformedKey }
        guard algorithm == COSEKey.es256 else { throw .wrongAlgorithm }
        guard keyType == COSEKey.ec2 else { throw .wrongKeyType }
        guard let curve = cbor[Label.curve]?.integer else { throw .malformedKey }
        guard curve == COSEKey.p256 else { throw .wrongCurve }
        // §6.5.1.1: no optional parameter, and the point not compressed.
        guard members.count == 5, let x = cbor[Label.x]?.bytes, let y = cbor[Label.y]?.bytes, x.count == 32,
            y.count == 32
        else { throw .malformedKey }
        point = [4] + x + y
        guard (try? P256.Signing.PublicKey(x963Representation: point)) != nil else { throw .pointOffCurve }
    }
}

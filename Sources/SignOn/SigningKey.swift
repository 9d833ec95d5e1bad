import JWTKit
import StrictJSON

/// A public key of the provider (RFC 7517).
struct SigningKey: Sendable {
    /// `kid`.
    let id: String?
    /// `alg`: the only algorithm this key is for, when the provider says so.
    private let only: String?
    private let material: Material

    private enum Material: Sendable {
        case rsa(Insecure.RSA.PublicKey)
        case p256(ES256PublicKey)
        case p384(ES384PublicKey)
        case p521(ES512PublicKey)
    }

    /// `nil` for a key that is not for signatures, of a kind that is not known, or too weak: such keys are passed over
    /// (RFC 7517, section 5). RSA keys have 2048 to 8192 bits.
    init?(_ key: JSON) {
        guard key["use"] == nil || key["use"] == "sig" else { return nil }
        if let uses = key["key_ops"] {
            guard uses.items?.contains("verify") == true else { return nil }
        }
        guard let material = try? SigningKey.material(key) else { return nil }
        self.material = material
        id = key["kid"]?.string
        only = key["alg"]?.string
    }

    private static func material(_ key: JSON) throws -> Material? {
        switch (key["kty"], key["crv"]) {
        case ("RSA", _):
            guard let modulus = key["n"]?.string, let exponent = key["e"]?.string, modulus.utf8.count <= 1_368,
                exponent.utf8.count <= 8
            else { return nil }
            return .rsa(try Insecure.RSA.PublicKey(modulus: modulus, exponent: exponent))
        case ("EC", "P-256"): return try point(key, bytes: 32).map { .p256(try ES256PublicKey(parameters: $0)) }
        case ("EC", "P-384"): return try point(key, bytes: 48).map { .p384(try ES384PublicKey(parameters: $0)) }
        case ("EC", "P-521"): return try point(key, bytes: 66).map { .p521(try ES512PublicKey(parameters: $0)) }
        default: return nil
        }
    }

    /// The coordinates in full length. Some providers leave out leading zeros or add one (against RFC 7518, section 6.2.1.2).
    private static func point(_ key: JSON, bytes count: Int) -> ECDSAParameters? {
        func full(_ name: String) -> String? {
            guard let text = key[name]?.string, let bytes = Base64.bytes(url: text.utf8) else { return nil }
            let digits = bytes.drop { $0 == 0 }
            guard digits.count <= count else { return nil }
            return Base64.url([UInt8](repeating: 0, count: count - digits.count) + digits)
        }
        guard let x = full("x"), let y = full("y") else { return nil }
        return (x, y)
    }

    /// Whether the key can be one for this algorithm, by its kind and by what the provider says (RFC 8725, section 3.1).
    func serves(_ algorithm: SigningAlgorithm) -> Bool {
        guard only == nil || only == algorithm.rawValue else { return false }
        return switch (material, algorithm) {
        case (.rsa, .rs256), (.rsa, .rs384), (.rsa, .rs512), (.rsa, .ps256), (.rsa, .ps384), (.rsa, .ps512): true
        case (.p256, .es256), (.p384, .es384), (.p521, .es512): true
        case (.rsa, _), (.p256, _), (.p384, _), (.p521, _): false
        }
    }

    /// Whether the signature over the bytes is this key's.
    func matches(_ signature: [UInt8], over bytes: [UInt8], by algorithm: SigningAlgorithm) async -> Bool {
        guard serves(algorithm), let verifier = await verifier(algorithm) else { return false }
        return (try? verifier.verify(signature, signs: bytes)) == true
    }

    private func verifier(_ algorithm: SigningAlgorithm) async -> (any JWTAlgorithm)? {
        let keys = JWTKeyCollection()
        switch material {
        case .rsa(let key):
            switch algorithm {
            case .rs256: await keys.add(rsa: key, digestAlgorithm: .sha256)
            case .rs384: await keys.add(rsa: key, digestAlgorithm: .sha384)
            case .rs512: await keys.add(rsa: key, digestAlgorithm: .sha512)
            case .ps256: await keys.add(pss: key, digestAlgorithm: .sha256)
            case .ps384: await keys.add(pss: key, digestAlgorithm: .sha384)
            case .ps512: await keys.add(pss: key, digestAlgorithm: .sha512)
            case .es256, .es384, .es512: return nil
            }
        case .p256(let key): await keys.add(ecdsa: key)
        case .p384(let key): await keys.add(ecdsa: key)
        case .p521(let key): await keys.add(ecdsa: key)
        }
        return try? await keys.getKey()
    }
}

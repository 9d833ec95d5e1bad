import Crypto
import CryptoExtras
import Foundation
import StrictJSON

/// A signing key of the test's own provider. Signs without the library that the target verifies with.
struct TestKey: Sendable {
    let id: String
    let algorithm: String
    let material: Material

    enum Material: Sendable {
        case rsa(_RSA.Signing.PrivateKey)
        case p256(P256.Signing.PrivateKey)
        case p384(P384.Signing.PrivateKey)
        case p521(P521.Signing.PrivateKey)
    }

    /// RSA keys take a while to make: two for all tests.
    private static let firstRSA = try? _RSA.Signing.PrivateKey(keySize: .bits2048)
    private static let secondRSA = try? _RSA.Signing.PrivateKey(keySize: .bits2048)
    private static let weakRSA = try? _RSA.Signing.PrivateKey(unsafeKeySize: .init(bitCount: 1024))

    static func rsa(_ id: String = "first", _ algorithm: String = "RS256", second: Bool = false) throws -> TestKey {
        guard let key = second ? secondRSA : firstRSA else { throw NoKey() }
        return TestKey(id: id, algorithm: algorithm, material: .rsa(key))
    }

    static func weak() throws -> TestKey {
        guard let weakRSA else { throw NoKey() }
        return TestKey(id: "weak", algorithm: "RS256", material: .rsa(weakRSA))
    }

    static func p256(_ id: String = "first") -> TestKey {
        TestKey(id: id, algorithm: "ES256", material: .p256(.init()))
    }

    static func any(_ algorithm: String) throws -> TestKey {
        switch algorithm {
        case "ES256": p256()
        case "ES384": TestKey(id: "first", algorithm: algorithm, material: .p384(.init()))
        case "ES512": TestKey(id: "first", algorithm: algorithm, material: .p521(.init()))
        default: try rsa("first", algorithm)
        }
    }

    private struct NoKey: Error {}

    func signature(over text: String) throws -> [UInt8] {
        let data = Data(text.utf8)
        switch material {
        case .rsa(let key):
            let padding: _RSA.Signing.Padding = algorithm.hasPrefix("PS") ? .PSS : .insecurePKCS1v1_5
            return switch algorithm.suffix(3) {
            case "256": Array(try key.signature(for: SHA256.hash(data: data), padding: padding).rawRepresentation)
            case "384": Array(try key.signature(for: SHA384.hash(data: data), padding: padding).rawRepresentation)
            default: Array(try key.signature(for: SHA512.hash(data: data), padding: padding).rawRepresentation)
            }
        case .p256(let key): return Array(try key.signature(for: data).rawRepresentation)
        case .p384(let key): return Array(try key.signature(for: data).rawRepresentation)
        case .p521(let key): return Array(try key.signature(for: data).rawRepresentation)
        }
    }

    /// As a JSON Web Key, public half.
    func published(named: Bool = true) throws -> [String: JSON] {
        var fields: [String: JSON]
        switch material {
        case .rsa(let key):
            let numbers = try key.publicKey.getKeyPrimitives()
            fields = [
                "kty": "RSA", "n": .string(url64(numbers.modulus)), "e": .string(url64(numbers.publicExponent)),
            ]
        case .p256(let key): fields = TestKey.point(key.publicKey.rawRepresentation, "P-256")
        case .p384(let key): fields = TestKey.point(key.publicKey.rawRepresentation, "P-384")
        case .p521(let key): fields = TestKey.point(key.publicKey.rawRepresentation, "P-521")
        }
        fields["alg"] = .string(algorithm)
        fields["use"] = "sig"
        if named { fields["kid"] = .string(id) }
        return fields
    }

    /// What a careless verifier might take for a shared secret.
    var pem: String {
        if case .rsa(let key) = material { key.publicKey.pemRepresentation } else { "" }
    }

    private static func point(_ raw: Data, _ curve: JSON) -> [String: JSON] {
        [
            "kty": "EC", "crv": curve, "x": .string(url64(raw.prefix(raw.count / 2))),
            "y": .string(url64(raw.suffix(raw.count / 2))),
        ]
    }
}

func url64(_ bytes: some Sequence<UInt8>) -> String {
    Data(bytes).base64EncodedString().replacingOccurrences(of: "+", with: "-")
        .replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
}

func json(_ fields: [String: JSON]) -> String {
    var writer = JSONWriter()
    writer.value(object(fields))
    return String(decoding: writer.bytes, as: UTF8.self)
}

func object(_ fields: [String: JSON]) -> JSON {
    .object(fields.sorted { $0.key < $1.key }.map { JSON.Member(key: $0.key, value: $0.value) })
}

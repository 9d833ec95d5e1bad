import Crypto

public import struct Foundation.Data

/// The keys that are kept outside the database: one wraps the dossiers' keys, one makes search tokens, one signs checkpoints.
///
/// Without them a database or a backup is noise.
public struct KeyRing: Sendable {
    /// Wraps the random keys of dossiers.
    let keyEncryption: SymmetricKey
    /// Makes search tokens and request keys that say nothing to whoever has only the database.
    let index: SymmetricKey
    /// ``index`` made ready for use: preparing a key costs more than the code of a name.
    private let indexCode: HMAC<SHA256>
    /// Signs checkpoints (Ed25519).
    let signing: Curve25519.Signing.PrivateKey

    /// Makes new keys from the system's random numbers.
    public init() {
        keyEncryption = SymmetricKey(size: .bits256)
        index = SymmetricKey(size: .bits256)
        indexCode = HMAC(key: index)
        signing = Curve25519.Signing.PrivateKey()
    }

    /// Reads keys as ``serialised`` writes them, or `nil` when the text is not such a file.
    public init?(_ text: String) {
        var parts: [Substring: Data] = [:]
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            let pair = line.split(separator: " ", maxSplits: 1)
            guard pair.count == 2, let bytes = Data(base64Encoded: String(pair[1])), bytes.count == 32 else {
                return nil
            }
            parts[pair[0]] = bytes
        }
        guard let wrap = parts["key-encryption"], let index = parts["index"], let sign = parts["signing"],
            let signing = try? Curve25519.Signing.PrivateKey(rawRepresentation: sign)
        else { return nil }
        keyEncryption = SymmetricKey(data: wrap)
        self.index = SymmetricKey(data: index)
        indexCode = HMAC(key: self.index)
        self.signing = signing
    }

    /// The keys as a text file, to be kept apart from database and backups.
    public var serialised: String {
        func line(_ name: String, _ bytes: Data) -> String { "\(name) \(bytes.base64EncodedString())\n" }
        return "# FirmGround keys. Keep a copy apart from the database: without this file nothing can be read.\n"
            + line("key-encryption", keyEncryption.withUnsafeBytes { Data($0) })
            + line("index", index.withUnsafeBytes { Data($0) })
            + line("signing", signing.rawRepresentation)
    }

    /// HMAC-SHA-256 of a text with the index key, after a byte that says what the text is.
    func code(_ kind: UInt8, _ text: String) -> HMAC<SHA256>.MAC {
        var code = indexCode
        var message: [UInt8] = []
        message.reserveCapacity(text.utf8.count + 1)
        message.append(kind)
        message.append(contentsOf: text.utf8)
        code.update(data: message)
        return code.finalize()
    }

    /// Tells whether a database belongs to these keys, without revealing anything of them.
    public var fingerprint: [UInt8] {
        var code = HMAC<SHA256>(key: keyEncryption)
        code.update(data: Array("firmground key-encryption fingerprint".utf8))
        code.update(
            data: HMAC<SHA256>.authenticationCode(for: Array("firmground index fingerprint".utf8), using: index).bytes)
        return code.finalize().bytes
    }

    /// The public key against which anybody can check the checkpoints.
    public var checkpointKey: Data { signing.publicKey.rawRepresentation }
}

extension HashedAuthenticationCode {
    var bytes: [UInt8] { withUnsafeBytes { Array($0) } }
}

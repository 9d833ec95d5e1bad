import Crypto

public import struct Foundation.Data

/// The keys that are kept outside the database: some wrap the dossiers' keys, one makes search tokens, one signs checkpoints.
///
/// Without them a database or a backup is noise.
public struct KeyRing: Sendable {
    /// Wraps the random keys of dossiers.
    private(set) var keyEncryption: SymmetricKey
    /// Will wrap them next, and unwraps already, so that nodes can be given it one after the other.
    private(set) var next: SymmetricKey?
    /// Wrapped them before, and unwraps what is left of that.
    private(set) var former: SymmetricKey?
    /// Makes search tokens and request keys that say nothing to whoever has only the database.
    let index: SymmetricKey
    /// ``index`` made ready for use: preparing a key costs more than the code of a name.
    private let indexCode: HMAC<SHA256>
    /// Seals what stands beside the ledger. Follows from ``index``, which is not rotated.
    let secrets: SymmetricKey
    /// Seals what was searched for, in the log of looks. Follows from ``index`` too.
    let looks: SymmetricKey
    /// Signs checkpoints (Ed25519).
    let signing: Curve25519.Signing.PrivateKey

    /// Makes new keys from the system's random numbers.
    public init() {
        keyEncryption = SymmetricKey(size: .bits256)
        index = SymmetricKey(size: .bits256)
        indexCode = HMAC(key: index)
        (secrets, looks) = KeyRing.derived(from: index)
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
        next = parts["next-key-encryption"].map { SymmetricKey(data: $0) }
        former = parts["former-key-encryption"].map { SymmetricKey(data: $0) }
        self.index = SymmetricKey(data: index)
        indexCode = HMAC(key: self.index)
        (secrets, looks) = KeyRing.derived(from: self.index)
        self.signing = signing
    }

    private static func derived(from index: SymmetricKey) -> (secrets: SymmetricKey, looks: SymmetricKey) {
        func key(_ use: String) -> SymmetricKey {
            HKDF<SHA256>.deriveKey(
                inputKeyMaterial: index, info: Array("firmground \(use), sealing".utf8), outputByteCount: 32)
        }
        return (key("secrets"), key("looks"))
    }

    /// The keys as a text file, to be kept apart from database and backups.
    public var serialised: String {
        func line(_ name: String, _ bytes: Data) -> String { "\(name) \(bytes.base64EncodedString())\n" }
        return "# FirmGround keys. Keep a copy apart from the database: without this file nothing can be read.\n"
            + line("key-encryption", keyEncryption.bytes)
            + (next.map { line("next-key-encryption", $0.bytes) } ?? "")
            + (former.map { line("former-key-encryption", $0.bytes) } ?? "")
            + line("index", index.bytes)
            + line("signing", signing.rawRepresentation)
    }

    /// Every key that unwraps, the one that wraps first.
    var unwrapping: [SymmetricKey] { [keyEncryption] + [next, former].compactMap { $0 } }

    public var hasNextKey: Bool { next != nil }
    public var hasFormerKey: Bool { former != nil }

    /// The same with a new key that unwraps already and does not wrap yet.
    public func addingNextKey() -> KeyRing {
        var ring = self
        ring.next = SymmetricKey(size: .bits256)
        return ring
    }

    /// The same with the next key wrapping, and the present one as the former.
    public func turned() -> KeyRing {
        guard let next else { return self }
        var ring = self
        (ring.keyEncryption, ring.next, ring.former) = (next, nil, keyEncryption)
        return ring
    }

    /// The same without the former key.
    public func retiringFormerKey() -> KeyRing {
        var ring = self
        ring.former = nil
        return ring
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

    /// The keyed number of a scope: says to nobody who has only the database whose dossiers they are. Never 0.
    package func scope(_ text: String) -> Int64 {
        let number = code(UInt8(ascii: "s"), text).withUnsafeBytes { $0.loadUnaligned(as: Int64.self) }
        return number == 0 ? 1 : number
    }

    /// Tells whether a database belongs to these keys, without revealing anything of them.
    public var fingerprint: [UInt8] { fingerprint(of: keyEncryption) }

    /// Whether these are the keys of a database with that fingerprint, or those that are to follow them.
    func opens(_ fingerprint: [UInt8]?) -> Bool { unwrapping.contains { self.fingerprint(of: $0) == fingerprint } }

    private func fingerprint(of key: SymmetricKey) -> [UInt8] {
        var code = HMAC<SHA256>(key: key)
        code.update(data: Array("firmground key-encryption fingerprint".utf8))
        code.update(
            data: HMAC<SHA256>.authenticationCode(for: Array("firmground index fingerprint".utf8), using: index).bytes)
        return code.finalize().bytes
    }

    /// The public key against which anybody can check the checkpoints.
    public var checkpointKey: Data { signing.publicKey.rawRepresentation }
}

extension SymmetricKey {
    fileprivate var bytes: Data { withUnsafeBytes { Data($0) } }
}

extension HashedAuthenticationCode {
    var bytes: [UInt8] { withUnsafeBytes { Array($0) } }
}

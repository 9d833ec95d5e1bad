public import Casework
import Crypto

public import struct Foundation.Data

/// A checkpoint as it is lodged with an outsider: how many entries there were, the Merkle root over their hashes, and the
/// ledger's signature. Names nobody.
public struct CheckpointStatement: Sendable, Hashable {
    public let size: Int64
    /// The position of the last entry it covers.
    public let position: Int64
    public let root: [UInt8]
    public let signedAt: Instant
    public let signature: [UInt8]

    init(size: Int64, position: Int64, root: [UInt8], signedAt: Instant, signature: [UInt8]) {
        self.size = size
        self.position = position
        self.root = root
        self.signedAt = signedAt
        self.signature = signature
    }

    /// Reads what ``text`` wrote; `nil` when it is anything else.
    public init?(_ text: String) {
        let lines = text.split(whereSeparator: \.isNewline)
        guard lines.count == 6, lines[0] == "firmground checkpoint", let size = Int64(lines[1]),
            let position = Int64(lines[2]), let root = [UInt8](hexadecimal: lines[3]), root.count == 32,
            let signedAt = Int64(lines[4]), let signature = [UInt8](hexadecimal: lines[5]), signature.count == 64
        else { return nil }
        self.init(
            size: size, position: position, root: root, signedAt: Instant(milliseconds: signedAt),
            signature: signature)
    }

    /// Six lines: what is signed, and the signature (Ed25519) in hexadecimal.
    public var text: String { String(decoding: message, as: UTF8.self) + signature.hexadecimal }

    /// What is signed, as text that can be checked by hand.
    var message: [UInt8] {
        Array("firmground checkpoint\n\(size)\n\(position)\n\(root.hexadecimal)\n\(signedAt.milliseconds)\n".utf8)
    }

    func isSigned(by ring: KeyRing) -> Bool {
        ring.signing.publicKey.isValidSignature(signature, for: message)
    }
}

extension Ledger {
    /// The public key (Ed25519) against which anybody can check this ledger's checkpoints.
    public var checkpointKey: Data { ring.checkpointKey }
}

import Crypto

/// How far the last checkpoint reached, kept apart from the checkpoints and authenticated, so that a removed one is missed.
///
/// It cannot show that the whole database was put back to an earlier day: for that a checkpoint is lodged with an outsider.
struct CheckpointNote: Equatable {
    static let name = "last checkpoint"

    let size: Int64

    init(size: Int64) {
        self.size = size
    }

    /// Reads what ``sealed(by:)`` wrote; `nil` when it is not of this ring.
    init?(_ bytes: [UInt8], ring: KeyRing) {
        guard bytes.count == 40 else { return nil }
        size = bytes[..<8].reduce(0) { $0 << 8 | Int64($1) }
        guard
            HMAC<SHA256>.isValidAuthenticationCode(
                bytes[8...], authenticating: CheckpointNote.message(size), using: ring.index)
        else { return nil }
    }

    func sealed(by ring: KeyRing) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(bigEndian: UInt64(bitPattern: size))
        return bytes + HMAC<SHA256>.authenticationCode(for: CheckpointNote.message(size), using: ring.index).bytes
    }

    private static func message(_ size: Int64) -> [UInt8] { Array("firmground last checkpoint \(size)".utf8) }
}

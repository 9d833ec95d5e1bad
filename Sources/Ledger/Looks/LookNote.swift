import Crypto

/// How far the log of looks reaches, authenticated, so that looks removed from its end are missed.
struct LookNote: Equatable {
    static let name = "last look"

    let position: Int64
    let hash: [UInt8]

    init(position: Int64, hash: [UInt8]) {
        self.position = position
        self.hash = hash
    }

    /// Reads what ``sealed(by:)`` wrote; `nil` when it is not of this ring.
    init?(_ bytes: [UInt8], ring: KeyRing) {
        guard bytes.count == 72 else { return nil }
        position = bytes[..<8].reduce(0) { $0 << 8 | Int64($1) }
        hash = Array(bytes[8..<40])
        guard LookNote.code(position, hash, ring) == Array(bytes[40...]) else { return nil }
    }

    func sealed(by ring: KeyRing) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(bigEndian: UInt64(bitPattern: position))
        return bytes + hash + LookNote.code(position, hash, ring)
    }

    private static func code(_ position: Int64, _ hash: [UInt8], _ ring: KeyRing) -> [UInt8] {
        Array(ring.lookCode(Array("last \(position)\n".utf8) + hash))
    }
}

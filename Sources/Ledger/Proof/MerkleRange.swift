import Crypto

/// A Merkle tree that grows at its end (RFC 9162 hashing), kept as the roots of its complete subtrees.
///
/// Adding a leaf costs a few hashes whatever the size, and the peaks of a large tree are a few hundred bytes, so a
/// checkpoint can be continued without reading what it covers.
package struct MerkleRange: Sendable {
    /// Leaves so far.
    package private(set) var size: Int64 = 0
    /// Roots of complete subtrees, largest first; one for each bit that is set in `size`.
    package private(set) var peaks: [[UInt8]] = []

    package init() {}

    /// Continues a tree from its size and its peaks, joined. `nil` when they do not fit each other.
    package init?(size: Int64, peaks bytes: [UInt8]) {
        guard size >= 0, bytes.count == size.nonzeroBitCount * 32 else { return nil }
        self.size = size
        peaks = stride(from: 0, to: bytes.count, by: 32).map { Array(bytes[$0..<($0 + 32)]) }
    }

    package mutating func append(_ entryHash: [UInt8]) {
        var node = MerkleRange.hash(0, entryHash, [])
        var bits = size
        while bits & 1 == 1, let left = peaks.popLast() {
            node = MerkleRange.hash(1, left, node)
            bits >>= 1
        }
        peaks.append(node)
        size += 1
    }

    /// The root over all leaves; of an empty tree the hash of nothing.
    package var root: [UInt8] {
        guard var root = peaks.last else { return Array(SHA256.hash(data: [UInt8]())) }
        for peak in peaks.dropLast().reversed() { root = MerkleRange.hash(1, peak, root) }
        return root
    }

    private static func hash(_ prefix: UInt8, _ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        var hasher = SHA256()
        hasher.update(data: [prefix])
        hasher.update(data: left)
        hasher.update(data: right)
        return Array(hasher.finalize())
    }
}

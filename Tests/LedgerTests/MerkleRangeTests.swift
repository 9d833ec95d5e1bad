import Crypto
import Ledger
import TestSupport
import Testing

@Suite("The Merkle tree")
struct MerkleRangeTests {
    static let leaves: [[UInt8]] = (0..<131).map { Array(SHA256.hash(data: [UInt8($0)])) }

    /// The tree of RFC 9162, section 2.1.1, word for word: split at the largest power of two below the size.
    static func root(_ leaves: ArraySlice<[UInt8]>) -> [UInt8] {
        if leaves.isEmpty { return Array(SHA256.hash(data: [UInt8]())) }
        if leaves.count == 1 { return Array(SHA256.hash(data: [0] + leaves[leaves.startIndex])) }
        var half = 1
        while half * 2 < leaves.count { half *= 2 }
        let middle = leaves.startIndex + half
        return Array(SHA256.hash(data: [1] + root(leaves[..<middle]) + root(leaves[middle...])))
    }

    @Test("Its root is that of RFC 9162 at every size", arguments: 0...130)
    func roots(size: Int) {
        var range = MerkleRange()
        for leaf in Self.leaves[..<size] { range.append(leaf) }
        #expect(range.size == Int64(size))
        #expect(range.root == Self.root(Self.leaves[..<size]))
    }

    @Test(
        "Continued from its peaks it grows as if it had never been put away",
        arguments: [0, 1, 2, 3, 7, 8, 63, 64, 65, 100])
    func continued(size: Int) throws {
        var whole = MerkleRange()
        for leaf in Self.leaves[..<size] { whole.append(leaf) }
        var continued = try #require(MerkleRange(size: whole.size, peaks: whole.peaks.flatMap { $0 }))
        for leaf in Self.leaves[size...] { continued.append(leaf) }
        #expect(continued.root == Self.root(Self.leaves[...]))
    }

    @Test(
        "Peaks that do not fit the size are refused", arguments: [(1, 0), (1, 64), (2, 64), (3, 32), (-1, 0), (0, 32)])
    func misfit(size: Int64, bytes: Int) {
        #expect(MerkleRange(size: size, peaks: Array(repeating: 7, count: bytes)) == nil)
    }
}

import Casework
import Crypto
import Foundation
import Ledger
import TestSupport
import Testing

@Suite("Checkpoints")
struct CheckpointTests {
    /// A ledger with a checkpoint after each of several batches.
    private func checked(_ batches: [Int] = [3, 1, 12, 5]) async throws -> TemporaryLedger {
        let temporary = try await TemporaryLedger()
        for (batch, count) in batches.enumerated() {
            for index in 0..<count {
                _ = try await temporary.refer(RequestBuilder.referral(), key: "\(batch).\(index)")
            }
            temporary.world.wait(seconds: 3_600)
            try await temporary.ledger.checkpoint()
        }
        return temporary
    }

    private func fault(_ temporary: TemporaryLedger) async throws -> String? {
        try await temporary.ledger.verify().firstFault
    }

    @Test("A checkpoint that continues the last has the root of the whole tree")
    func continued() async throws {
        let temporary = try await checked()
        let hashes = try temporary.raw().rows("SELECT hash FROM entry ORDER BY position").compactMap(\.first?.bytes)
        let last = try #require(try await temporary.ledger.lastCheckpoint())
        #expect(last.size == 21 && hashes.count == 21)
        #expect(last.root == MerkleRangeTests.root(hashes[...]))
        let sizes = try temporary.raw().rows("SELECT size FROM checkpoint ORDER BY size").compactMap(\.first?.integer)
        #expect(sizes == [3, 4, 16, 21])
        #expect(try await temporary.wholeEntries() == 21)
    }

    @Test("Nothing new makes no checkpoint")
    func nothing() async throws {
        let temporary = try await checked([2])
        #expect(try await temporary.ledger.checkpoint() == nil)
        let empty = try await TemporaryLedger()
        #expect(try await empty.ledger.checkpoint() == nil)
        #expect(try await empty.wholeEntries() == 0)
    }

    @Test("Anybody can check the signature with the public key and the words that were signed")
    func signature() async throws {
        let temporary = try await checked([5])
        let last = try #require(try await temporary.ledger.lastCheckpoint())
        let message = "firmground checkpoint\n5\n5\n\(last.root.hexadecimal)\n\(last.signedAt.milliseconds)\n"
        let key = try Curve25519.Signing.PublicKey(rawRepresentation: temporary.ring.checkpointKey)
        #expect(key.isValidSignature(last.signature, for: Data(message.utf8)))
    }

    @Test(
        "A forged or damaged checkpoint is found",
        arguments: [
            "UPDATE checkpoint SET root = zeroblob(32) WHERE size = 4",
            "UPDATE checkpoint SET signature = zeroblob(64) WHERE size = 4",
            "UPDATE checkpoint SET signature = (SELECT c.signature FROM checkpoint c WHERE c.size = 3) WHERE size = 4",
            "UPDATE checkpoint SET signed_at = signed_at + 1 WHERE size = 21",
            "UPDATE checkpoint SET position = 5 WHERE size = 4",
            "UPDATE checkpoint SET peaks = zeroblob(32) WHERE size = 4",
            "UPDATE checkpoint SET peaks = zeroblob(96) WHERE size = 21",
            "UPDATE checkpoint SET peaks = x'' WHERE size = 16",
            "UPDATE checkpoint SET size = 5 WHERE size = 4",
            "UPDATE checkpoint SET size = 900 WHERE size = 21",
            "UPDATE checkpoint SET size = 0 WHERE size = 3",
            "INSERT INTO checkpoint SELECT 10, 10, root, peaks, signed_at, signature FROM checkpoint WHERE size = 4",
            "DELETE FROM checkpoint WHERE size = 21",
            "DELETE FROM checkpoint",
            "DELETE FROM setting WHERE name = 'last checkpoint'",
            "UPDATE setting SET value = zeroblob(40) WHERE name = 'last checkpoint'",
            "UPDATE setting SET value = x'00' WHERE name = 'last checkpoint'",
        ])
    func forged(change: String) async throws {
        let temporary = try await checked()
        #expect(try temporary.raw().run(change) > 0)
        #expect(try await fault(temporary) != nil)
    }

    @Test("A checkpoint signed with another key is found")
    func otherKey() async throws {
        let temporary = try await checked([4])
        let stranger = try Curve25519.Signing.PrivateKey().signature(for: Data("anything".utf8))
        try temporary.raw().run("UPDATE checkpoint SET signature = ?", [.bytes(Array(stranger))])
        #expect(try await fault(temporary)?.contains("not signed") == true)
    }

    @Test("A ledger cut back to an earlier day is found by the checkpoint that covered more", arguments: [20, 16, 4])
    func cutBack(to size: Int64) async throws {
        let temporary = try await checked()
        let raw = try temporary.raw()
        try raw.run("DELETE FROM entry WHERE position > ?", [.integer(size)])
        try raw.run("DELETE FROM dossier WHERE id > ?", [.integer(size)])
        #expect(try await fault(temporary)?.contains("covers") == true)
        try raw.run("DELETE FROM checkpoint WHERE size > ?", [.integer(size)])
        #expect(try await fault(temporary)?.contains("gone") == true, "with the checkpoints removed too")
    }

    @Test("A ledger is proved while it is written to: what is recorded meanwhile is no fault")
    func meanwhile() async throws {
        let temporary = try await checked([40])
        let writing = Task {
            for index in 0..<150 {
                let reference = try await temporary.refer(RequestBuilder.referral(), key: "more \(index)")
                _ = try await temporary.ledger.record(
                    RequestBuilder.decision().command(on: reference, key: "decide \(index)"))
                if index.isMultiple(of: 30) { try await temporary.ledger.checkpoint() }
            }
        }
        var seen: Set<Int64> = []
        while seen.max() ?? 0 < 300 {
            let result = try await temporary.ledger.verify()
            #expect(result.firstFault == nil)
            if !result.isWhole { break }
            seen.insert(result.entries)
        }
        try await writing.value
        #expect(seen.count > 3, "\(seen.count) verifications at different sizes")
        #expect(try await temporary.wholeEntries() == 340)
    }

    @Test("A checkpoint in the middle that was lost does no harm: later ones cover the same")
    func middle() async throws {
        let temporary = try await checked()
        try temporary.raw().run("DELETE FROM checkpoint WHERE size = 4")
        #expect(try await temporary.wholeEntries() == 21)
    }
}

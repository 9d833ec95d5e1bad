import Casework
import Ledger
import Rulebook
import TestSupport
import Testing

@Suite("Changing the key that wraps")
struct RotationTests {
    private func open(_ temporary: TemporaryLedger, _ ring: KeyRing) async throws -> Ledger {
        try await Ledger.open(
            engine: temporary.database.engine(), ring: ring, rulebook: temporary.ledger.rulebook,
            surroundings: temporary.world.surroundings)
    }

    @Test(
        "Nodes with the present, the next and the former key read and write side by side; then the former is not needed"
    )
    func whole() async throws {
        let temporary = try await TemporaryLedger()
        for index in 0..<30 {
            _ = try await temporary.refer(RequestBuilder.referral().named("Ana", "Kola"), key: "\(index)")
        }
        let content = try temporary.raw().rows("SELECT position, sealed, hash FROM entry ORDER BY position")
        let added = temporary.ring.addingNextKey()
        let ready = try await open(temporary, added)
        let turned = added.turned()
        let node = try await open(temporary, turned)
        #expect(try await node.rewrapKeys() > 30)
        #expect(try await node.rewrapKeys() == 0)
        // The node that was given the next key, and not yet told to use it, reads what was wrapped with it.
        let late = try #require(try await ready.record(RequestBuilder.referral().command(key: "late")).recorded)
        let early = try #require(try await node.record(RequestBuilder.referral().command(key: "early")).recorded)
        #expect(try await node.open(late).state.version == 1)
        #expect(try await ready.open(early).state.version == 1)
        #expect(try await ready.search("Kola").hits.contains { $0.dossier.title?.contains("Kola") == true })
        #expect(try await node.keysOfFormerKeys() > 0)
        #expect(try await node.rewrapKeys() > 0)
        #expect(try await node.keysOfFormerKeys() == 0)
        let alone = try await open(temporary, turned.retiringFormerKey())
        #expect(try await alone.wholeEntries() == 32)
        #expect(try await alone.search("Kola").hits.isEmpty == false)
        let after = try temporary.raw().rows("SELECT position, sealed, hash FROM entry ORDER BY position")
        #expect(Array(after.prefix(30)) == content)
        await #expect(throws: LedgerError.keyWrong) { try await open(temporary, temporary.ring) }
    }

    @Test("What is erased stays erased, and a key that does not unwrap is named")
    func erased() async throws {
        let temporary = try await TemporaryLedger()
        let reference = try await temporary.refer(RequestBuilder.referral(), key: "1")
        let raw = try temporary.raw()
        try raw.run("UPDATE dossier_key SET wrapped = NULL WHERE class = ?", [.int(SealingClass.contact.code)])
        let ring = temporary.ring.addingNextKey().turned()
        let node = try await open(temporary, ring)
        try await node.rewrapKeys()
        let left = try raw.rows("SELECT wrapped FROM dossier_key WHERE class = ?", [.int(SealingClass.contact.code)])
        #expect(left == [[.null]])
        #expect(try await node.wholeEntries() == 1)
        try raw.run(
            "UPDATE dossier_key SET wrapped = ? WHERE class = ?",
            [.bytes(Array(repeating: 1, count: 60)), .int(SealingClass.personal.code)])
        await #expect(throws: LedgerError.tampered("case \(reference)")) { try await node.rewrapKeys() }
    }

    @Test("The file tells which key is which, and is read as it is written")
    func file() throws {
        for ring in [KeyRing().addingNextKey(), KeyRing().addingNextKey().turned()] {
            let read = try #require(KeyRing(ring.serialised))
            #expect(read.serialised == ring.serialised)
            #expect(read.fingerprint == ring.fingerprint)
            #expect((read.hasNextKey, read.hasFormerKey) == (ring.hasNextKey, ring.hasFormerKey))
        }
        let ring = KeyRing().addingNextKey()
        #expect(ring.turned().fingerprint != ring.fingerprint)
        #expect(ring.turned().retiringFormerKey().hasFormerKey == false)
    }
}

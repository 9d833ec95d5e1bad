import Foundation
import Ledger
import TestSupport
import Testing

@Suite("Migrations")
struct MigrationTests {
    @Test("Each step runs once, from an empty database and from every step before")
    func steps() async throws {
        for first in 0...Migrations.latest {
            let database = try TestDatabase()
            let engine = try database.engine()
            #expect(try await Migrations.reached(on: engine) == 0)
            #expect(try await Migrations.run(on: engine, upTo: first) == Array(1..<(first + 1)))
            #expect(try await Migrations.reached(on: engine) == first)
            #expect(try await Migrations.run(on: engine) == Array((first + 1)..<(Migrations.latest + 1)))
            #expect(try await Migrations.run(on: engine) == [])
            #expect(try await Migrations.reached(on: engine) == Migrations.latest)
            try await engine.close()
        }
    }

    @Test("Their numbers run from 1 without a gap")
    func numbers() {
        #expect(Migrations.all.map(\.number) == Array(1..<(Migrations.all.count + 1)))
    }

    @Test("A database of a later version is refused and left as it is")
    func later() async throws {
        let temporary = try await TemporaryLedger()
        _ = try await temporary.ledger.record(RequestBuilder.referral().command(key: "1"))
        let raw = try temporary.raw()
        try raw.run("INSERT INTO migration (number) VALUES (99)")
        let before = try raw.dump()
        await #expect(throws: LedgerError.laterVersion(99)) { try await Migrations.run(on: temporary.engine) }
        await #expect(throws: LedgerError.laterVersion(99)) {
            try await Ledger.create(engine: temporary.engine, ring: temporary.ring)
        }
        await #expect(throws: LedgerError.laterVersion(99)) { try await open(temporary, ring: temporary.ring) }
        #expect(try raw.dump() == before)
    }

    @Test("A database that is not up to date is refused until it is migrated")
    func earlier() async throws {
        let temporary = try await TemporaryLedger()
        try temporary.raw().run("DELETE FROM migration WHERE number > 1")
        await #expect(throws: LedgerError.needsMigration(1)) { try await open(temporary, ring: temporary.ring) }
    }

    @Test("Keys that are not the database’s own are refused and nothing is written")
    func wrongKey() async throws {
        let temporary = try await TemporaryLedger()
        _ = try await temporary.ledger.record(RequestBuilder.referral().command(key: "1"))
        let raw = try temporary.raw()
        let before = try raw.dump()
        await #expect(throws: LedgerError.keyWrong) { try await open(temporary, ring: KeyRing()) }
        await #expect(throws: LedgerError.keyWrong) {
            try await Ledger.create(engine: temporary.engine, ring: KeyRing())
        }
        #expect(try raw.dump() == before)
    }

    @Test("Making a ledger again with its own keys changes nothing")
    func again() async throws {
        let temporary = try await TemporaryLedger()
        _ = try await temporary.ledger.record(RequestBuilder.referral().command(key: "1"))
        try await temporary.ledger.checkpoint()
        let raw = try temporary.raw()
        let before = try raw.dump()
        try await Ledger.create(engine: temporary.engine, ring: temporary.ring)
        #expect(try raw.dump() == before)
    }

    @Test("Keys are read as they are written, and nothing else is read as keys")
    func keyFile() throws {
        let ring = KeyRing()
        let read = try #require(KeyRing(ring.serialised))
        #expect(read.fingerprint == ring.fingerprint)
        #expect(read.checkpointKey == ring.checkpointKey)
        #expect(KeyRing().fingerprint != ring.fingerprint)
        let lines = ring.serialised.split(separator: "\n")
        for missing in 1..<lines.count {
            var fewer = lines
            fewer.remove(at: missing)
            #expect(KeyRing(fewer.joined(separator: "\n")) == nil)
        }
        #expect(KeyRing("") == nil)
        #expect(KeyRing(ring.serialised.replacing("key-encryption ", with: "key-encryption x")) == nil)
    }

    private func open(_ temporary: TemporaryLedger, ring: KeyRing) async throws {
        _ = try await Ledger.open(
            engine: temporary.engine, ring: ring, rulebook: UnitedKingdom.rulebook,
            surroundings: temporary.world.surroundings)
    }
}

import Casework
import Foundation
import Ledger
import LedgerSQLite
import TestSupport
import Testing

/// On PostgreSQL the copies go from there to a file and back.
@Suite("A copy of a ledger")
struct CopyTests {
    private func filled(_ cases: Int) async throws -> TemporaryLedger {
        let temporary = try await TemporaryLedger()
        for index in 0..<cases {
            let reference = try await temporary.refer(
                RequestBuilder.referral().named(index == 7 ? "Anhali" : "Ben", "Family"), key: "\(index)")
            if index.isMultiple(of: 3) {
                _ = try await temporary.ledger.record(
                    RequestBuilder.decision().command(on: reference, key: "d\(index)"))
            }
        }
        return temporary
    }

    private func open(_ engine: any Engine, like temporary: TemporaryLedger) async throws -> Ledger {
        try await Ledger.open(
            engine: engine, ring: temporary.ring, rulebook: temporary.ledger.rulebook,
            surroundings: temporary.world.surroundings)
    }

    /// What both must have in common: everything but notes, sessions and attempts.
    private func content(_ raw: RawDatabase) throws -> [String: [[SQLValue]]] {
        try raw.dump().filter { !["setting", "migration", "session", "attempt"].contains($0.key) }
    }

    @Test("holds every row, is verified, and goes on where the other ended", arguments: [true, false])
    func whole(isFile: Bool) async throws {
        let source = try await filled(40)
        let folder = try TestDatabase.newFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let target = try TestDatabase()
        let path = folder.appending(path: "copy.sqlite").path
        let engine: any Engine = try isFile ? SQLiteEngine(path: path) : target.engine()
        try await LedgerCopy(of: source.ledger, to: engine).run()
        let copied = try isFile ? RawDatabase(path: path) : target.raw()
        #expect(try content(copied) == content(source.raw()))
        let copy = try await open(engine, like: source)
        #expect(try await copy.wholeEntries() == 54)
        #expect(try await copy.lastCheckpoint() == source.ledger.lastCheckpoint())
        #expect(try await copy.search("Anhali").hits.count == 1)
        #expect(try await copy.record(RequestBuilder.referral().command(key: "0")).repeated != nil)
        #expect(try await copy.record(RequestBuilder.referral().command(key: "new")).recorded != nil)
        #expect(try await copy.verify().isWhole)
    }

    @Test("taken while others write holds what was there at its end, and nothing torn")
    func inUse() async throws {
        let source = try await filled(30)
        let target = try TestDatabase()
        let engine = try target.engine()
        let writing = Task {
            for index in 0..<60 {
                let reference = try await source.refer(RequestBuilder.referral(), key: "meanwhile \(index)")
                _ = try await source.ledger.record(RequestBuilder.decision().command(on: reference, key: "m\(index)"))
            }
        }
        try await LedgerCopy(of: source.ledger, to: engine).run()
        try await writing.value
        let copy = try await open(engine, like: source)
        let result = try await copy.verify()
        #expect(result.firstFault == nil)
        #expect(result.entries >= 40)
    }

    @Test("broken off at any statement cannot be opened, and goes on where it stopped")
    func resumed() async throws {
        let source = try await filled(12)
        let target = try TestDatabase()
        let engine = WatchedEngine(try target.engine())
        let tables = ["dossier ", "entry", "request_key", "clock", "search_token", "fact", "outbox", "dossier_key"]
        for table in tables {
            engine.fail { text, _ in
                (text.text + " ").contains("INSERT INTO \(table)") ? EngineError.failed("a test") : nil
            }
            await #expect(throws: EngineError.failed("a test")) {
                try await LedgerCopy(of: source.ledger, to: engine).run()
            }
            await #expect(throws: LedgerError.copyUnfinished) { try await open(engine, like: source) }
        }
        engine.fail(nil)
        _ = try await source.refer(RequestBuilder.referral(), key: "late")
        try await LedgerCopy(of: source.ledger, to: engine).run()
        #expect(try await open(engine, like: source).wholeEntries() == 17)
        let copied = try content(target.raw()).filter { $0.key != "dossier" && $0.key != "checkpoint" }
        let original = try content(source.raw()).filter { $0.key != "dossier" && $0.key != "checkpoint" }
        #expect(copied == original)
    }

    @Test("never goes where another ledger is, nor on with another’s copy")
    func occupied() async throws {
        let (source, other) = (try await filled(2), try await filled(1))
        let before = try other.raw().dump()
        await #expect(throws: LedgerError.copyOccupied) {
            try await LedgerCopy(of: source.ledger, to: other.engine).run()
        }
        #expect(try other.raw().dump() == before)
        let target = try TestDatabase()
        let engine = WatchedEngine(try target.engine())
        engine.fail { text, _ in text.text.contains("INSERT INTO fact") ? EngineError.noSpace : nil }
        await #expect(throws: EngineError.noSpace) { try await LedgerCopy(of: source.ledger, to: engine).run() }
        engine.fail(nil)
        await #expect(throws: LedgerError.copyOccupied) {
            try await LedgerCopy(of: other.ledger, to: engine).run()
        }
        try await LedgerCopy(of: source.ledger, to: engine).run()
        await #expect(throws: LedgerError.copyOccupied) {
            try await LedgerCopy(of: source.ledger, to: engine).run()
        }
    }

    @Test("of an empty ledger is an empty ledger")
    func empty() async throws {
        let source = try await TemporaryLedger()
        let target = try TestDatabase()
        let engine = try target.engine()
        try await LedgerCopy(of: source.ledger, to: engine).run()
        #expect(try await open(engine, like: source).wholeEntries() == 0)
    }
}

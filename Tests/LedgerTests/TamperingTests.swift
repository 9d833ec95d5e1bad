import Casework
import Ledger
import Rulebook
import TestSupport
import Testing

@Suite("Verification finds")
struct TamperingTests {
    /// Forty entries of some twenty cases, without a checkpoint: chain and seals alone must tell.
    static func forty() async throws -> TemporaryLedger {
        let temporary = try await TemporaryLedger()
        var states: [Reference: DossierState] = [:]
        var drawn = AnyRequest(seed: 3)
        var numbers = SeededNumbers(seed: 4)
        var round = 0
        while try await temporary.entries() < 40 {
            round += 1
            if round.isMultiple(of: 5) { temporary.world.wait(seconds: 86_400) }
            let known = states.keys.sorted { $0.number < $1.number }
            let reference = states.count < 18 ? nil : known.randomElement(using: &numbers)
            let request = drawn.next(on: reference.flatMap { states[$0] }, day: temporary.world.today)
            let outcome = try await temporary.ledger.record(
                Command(reference: reference, request: request, key: "round \(round)"))
            if let reference = outcome.recorded { states[reference] = outcome.state }
        }
        return temporary
    }

    private func fault(_ temporary: TemporaryLedger) async throws -> String? {
        try await temporary.ledger.verify().firstFault
    }

    @Test(
        "a flipped bit of any byte of an entry’s hash, sealed or open content",
        arguments: ["hash", "sealed", "open", "request"])
    func flipped(column: String) async throws {
        let temporary = try await Self.forty()
        let raw = try temporary.raw()
        #expect(try await temporary.wholeEntries() == 40)
        var numbers = SeededNumbers(seed: 5)
        var tried = 0
        for row in try raw.rows("SELECT position, CAST(\(column) AS BLOB) FROM entry ORDER BY position") {
            guard let bytes = row[1].bytes, !bytes.isEmpty else { continue }
            for place in places(bytes.count, &numbers) {
                var changed = bytes
                changed[place] ^= 1 << UInt8.random(in: 0..<8, using: &numbers)
                let isText = column == "open" && TestDatabase.server != nil
                // PostgreSQL keeps nothing in a text that is no text.
                if isText, String(validating: changed, as: UTF8.self)?.contains("\0") ?? true { continue }
                let value: SQLValue = isText ? .text(String(decoding: changed, as: UTF8.self)) : .bytes(changed)
                try raw.run("UPDATE entry SET \(column) = ? WHERE position = ?", [value, row[0]])
                let found = try await fault(temporary)
                #expect(
                    found?.contains("Entry \(row[0].integer ?? 0) ") == true,
                    "\(column) byte \(place): \(found ?? "nothing")")
                tried += 1
            }
            let original: SQLValue = column == "open" ? .text(String(decoding: bytes, as: UTF8.self)) : .bytes(bytes)
            try raw.run("UPDATE entry SET \(column) = ? WHERE position = ?", [original, row[0]])
        }
        #expect(tried > 400, "\(tried)")
        #expect(try await temporary.wholeEntries() == 40)
    }

    /// Every byte of a short content, the first and the last ten and ten between of a long one.
    private func places(_ count: Int, _ numbers: inout SeededNumbers) -> [Int] {
        if count <= 32 { return Array(0..<count) }
        return Array(0..<10) + (0..<10).map { _ in Int.random(in: 10..<(count - 10), using: &numbers) }
            + Array((count - 10)..<count)
    }

    @Test(
        "any other column of an entry changed",
        arguments: [
            ("record", SQLValue.text("referra1")), ("instance", .integer(2)), ("instance", .integer(-1)),
            ("instance", .integer(1 << 40)), ("instance", .integer((1 << 32) + 1)), ("action", .text("submitt")),
            ("stage", .text("confirmed ")), ("account", .text("somebody-else")), ("role", .text("support_workers")),
            ("organisation", .text("Elsewhere")), ("purpose", .text("oversee ")), ("occurred_on", .integer(20_000)),
            ("occurred_on", .integer(.max)), ("recorded_at", .integer(1)), ("recorded_at", .integer(.min)),
            ("version", .integer(-1)), ("version", .integer(7_000)), ("dossier", .integer(9_999)),
            ("dossier", .integer(-4)),
            ("request", .bytes([])), ("open", .text("{}")), ("open", .text("")), ("sealed", .null),
            ("hash", .bytes([])),
        ])
    func column(name: String, value: SQLValue) async throws {
        let temporary = try await Self.forty()
        let raw = try temporary.raw()
        for position in [1, 13, 27, 40] as [Int64] {
            let before = try raw.rows("SELECT \(name) FROM entry WHERE position = ?", [.integer(position)])[0][0]
            guard before != value else { continue }
            try raw.run("UPDATE entry SET \(name) = ? WHERE position = ?", [value, .integer(position)])
            #expect(try await fault(temporary) != nil, "\(name) of entry \(position)")
            try raw.run("UPDATE entry SET \(name) = ? WHERE position = ?", [before, .integer(position)])
        }
        #expect(try await temporary.wholeEntries() == 40)
    }

    @Test("text moved from one column into its neighbour")
    func movedText() async throws {
        let temporary = try await Self.forty()
        let raw = try temporary.raw()
        try raw.run(
            "UPDATE entry SET account = account || substr(role, 1, 1), role = substr(role, 2) WHERE position = 5")
        #expect(try await fault(temporary)?.contains("Entry 5 ") == true)
    }

    @Test("an entry removed from the middle of its case")
    func middle() async throws {
        let temporary = try await Self.forty()
        let raw = try temporary.raw()
        let middle = try raw.rows(
            "SELECT e.position FROM entry e JOIN dossier d ON d.id = e.dossier WHERE e.version < d.version AND e.version > 1"
        )
        try raw.run("DELETE FROM entry WHERE position = ?", [try #require(middle.first)[0]])
        #expect(try await fault(temporary) != nil)
    }

    @Test("the last entry of a case removed, also when all positions after it are closed up")
    func last() async throws {
        let temporary = try await Self.forty()
        let raw = try temporary.raw()
        try raw.run("DELETE FROM entry WHERE position = 40")
        #expect(try await fault(temporary) != nil, "at the end of the ledger")
        let other = try await Self.forty()
        let rawOther = try other.raw()
        let row = try #require(
            try rawOther.rows(
                "SELECT e.position FROM entry e JOIN dossier d ON d.id = e.dossier WHERE e.version = d.version AND e.position < 40 ORDER BY 1 DESC LIMIT 1"
            ).first)
        try rawOther.run("DELETE FROM entry WHERE position = ?", [row[0]])
        try closeUp(rawOther)
        #expect(try await fault(other)?.contains("should end with version") == true)
    }

    /// Numbers the entries anew without gaps, as a careful forger would.
    private func closeUp(_ raw: RawDatabase) throws {
        for (index, row) in try raw.rows("SELECT position FROM entry ORDER BY position").enumerated() {
            try raw.run("UPDATE entry SET position = ? WHERE position = ?", [.int(index + 1), row[0]])
        }
    }

    @Test("a case removed with all that belongs to it")
    func dossier() async throws {
        let temporary = try await Self.forty()
        let raw = try temporary.raw()
        for table in ["entry", "dossier_key", "clock", "fact", "outbox", "search_token"] {
            try raw.run("DELETE FROM \(table) WHERE dossier = 7")
        }
        try raw.run("DELETE FROM dossier WHERE id = 7")
        #expect(try await fault(temporary) != nil)
    }

    @Test("a case removed and the gap closed up, once a checkpoint covers it")
    func dossierUnderCheckpoint() async throws {
        let temporary = try await Self.forty()
        try await temporary.ledger.checkpoint()
        let raw = try temporary.raw()
        try raw.run("DELETE FROM entry WHERE dossier = 7")
        try raw.run("DELETE FROM dossier WHERE id = 7")
        try closeUp(raw)
        #expect(try await fault(temporary)?.contains("covers 40 entries") == true)
    }

    @Test("the head of a case gone while its entries stay, and the other way round")
    func orphans() async throws {
        let temporary = try await Self.forty()
        try temporary.raw().run("DELETE FROM dossier WHERE id = 3")
        #expect(try await fault(temporary)?.contains("dossier that is gone") == true)
        let other = try await Self.forty()
        let raw = try other.raw()
        try raw.run("DELETE FROM entry WHERE dossier = (SELECT MAX(id) FROM dossier)")
        try closeUp(raw)
        let found = try await fault(other)
        #expect(found?.contains("should end with version") == true, "\(found ?? "nothing")")
    }

    @Test("two entries that changed places, in one case or across cases under a checkpoint", arguments: [false, true])
    func swapped(across: Bool) async throws {
        let temporary = try await Self.forty()
        try await temporary.ledger.checkpoint()
        let raw = try temporary.raw()
        let sql =
            across
            ? "SELECT 1, 2"
            : "SELECT a.position, b.position FROM entry a JOIN entry b ON b.dossier = a.dossier AND b.version = a.version + 1 LIMIT 1"
        let pair = try #require(try raw.rows(sql).first)
        try raw.run("UPDATE entry SET position = -1 WHERE position = ?", [pair[0]])
        try raw.run("UPDATE entry SET position = ? WHERE position = ?", [pair[0], pair[1]])
        try raw.run("UPDATE entry SET position = ? WHERE position = -1", [pair[1]])
        #expect(try await fault(temporary) != nil)
    }

    @Test("an entry copied as another version, and one copied into another case")
    func copied() async throws {
        let temporary = try await Self.forty()
        let raw = try temporary.raw()
        let columns =
            "record, instance, action, stage, account, role, organisation, purpose, occurred_on, recorded_at, request, open, sealed, hash"
        try raw.run(
            "INSERT INTO entry (position, dossier, version, \(columns)) SELECT 41, dossier, version + 100, \(columns) FROM entry WHERE position = 40"
        )
        #expect(try await fault(temporary)?.contains("Entry 41 ") == true)
        try raw.run(
            "UPDATE entry SET dossier = (SELECT dossier FROM entry WHERE position = 1), version = (SELECT version + 1 FROM dossier WHERE id = (SELECT dossier FROM entry WHERE position = 1)) WHERE position = 41"
        )
        #expect(try await fault(temporary)?.contains("Entry 41 ") == true)
    }

    @Test(
        "an edited head of a case",
        arguments: [
            "version = version + 1", "version = version - 1", "head = x'00'", "head = zeroblob(32)", "reference = 74",
        ])
    func head(change: String) async throws {
        let temporary = try await Self.forty()
        try temporary.raw().run("UPDATE dossier SET \(change) WHERE id = 4")
        #expect(try await fault(temporary) != nil)
    }

    @Test("a reference that cannot be one, without failing itself")
    func badReference() async throws {
        let temporary = try await Self.forty()
        try temporary.raw().run("UPDATE dossier SET reference = -5 WHERE id = 4")
        #expect(try await fault(temporary) != nil)
    }

    @Test("a key that was changed, removed or taken from another case")
    func keys() async throws {
        for change in [
            "DELETE FROM dossier_key WHERE dossier = 4 AND class = 1",
            "UPDATE dossier_key SET wrapped = x'0011' WHERE dossier = 4 AND class = 1",
            "UPDATE dossier_key SET wrapped = (SELECT wrapped FROM dossier_key WHERE dossier = 5 AND class = 1) WHERE dossier = 4 AND class = 1",
        ] {
            let temporary = try await Self.forty()
            try temporary.raw().run(change)
            #expect(try await fault(temporary)?.contains("sealed personal content does not open") == true, "\(change)")
        }
    }
}

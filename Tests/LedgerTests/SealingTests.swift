import Casework
import Ledger
import Rulebook
import TestSupport
import Testing

@Suite("Sealing")
struct SealingTests {
    private func two() async throws -> (TemporaryLedger, Reference, Reference) {
        let temporary = try await TemporaryLedger()
        let one = try await temporary.refer(RequestBuilder.referral().named("Anjali", "Patel"), key: "1")
        let other = try await temporary.refer(RequestBuilder.referral().named("Keza", "Uwase"), key: "2")
        return (temporary, one, other)
    }

    private func doesNotOpen(_ temporary: TemporaryLedger, _ reference: Reference) async {
        await #expect(throws: LedgerError.tampered("case \(reference)")) { try await temporary.ledger.open(reference) }
    }

    @Test("Sealed content moved to another dossier does not open")
    func movedContent() async throws {
        let (temporary, _, other) = try await two()
        let raw = try temporary.raw()
        try raw.run("UPDATE entry SET sealed = (SELECT sealed FROM entry WHERE dossier = 1) WHERE dossier = 2")
        await doesNotOpen(temporary, other)
    }

    @Test("Sealed content moved with its keys to another dossier does not open either")
    func movedContentAndKeys() async throws {
        let (temporary, _, other) = try await two()
        let raw = try temporary.raw()
        try raw.run("UPDATE entry SET sealed = (SELECT sealed FROM entry WHERE dossier = 1) WHERE dossier = 2")
        try raw.run("DELETE FROM dossier_key WHERE dossier = 2")
        try raw.run("INSERT INTO dossier_key SELECT 2, class, wrapped FROM dossier_key WHERE dossier = 1")
        await doesNotOpen(temporary, other)
    }

    @Test("A wrapped key moved to another dossier or another class does not unwrap")
    func movedKey() async throws {
        let (temporary, one, other) = try await two()
        let raw = try temporary.raw()
        let kept = try raw.rows("SELECT dossier, class, wrapped FROM dossier_key")
        try raw.run(
            "UPDATE dossier_key SET wrapped = (SELECT k.wrapped FROM dossier_key k WHERE k.dossier = 1 AND k.class = dossier_key.class) WHERE dossier = 2"
        )
        await doesNotOpen(temporary, other)
        for row in kept {
            try raw.run("UPDATE dossier_key SET wrapped = ? WHERE dossier = ? AND class = ?", [row[2], row[0], row[1]])
        }
        #expect(try await temporary.ledger.open(other).state.version == 1)
        try raw.run(
            "UPDATE dossier_key SET wrapped = (SELECT k.wrapped FROM dossier_key k WHERE k.dossier = 1 AND k.class = 2) WHERE dossier = 1 AND class = 1"
        )
        await doesNotOpen(temporary, one)
    }

    @Test("Content moved to another version of its own dossier does not open")
    func movedVersion() async throws {
        let (temporary, one, _) = try await two()
        _ = try await temporary.ledger.record(RequestBuilder.decision().command(on: one, key: "3"))
        let raw = try temporary.raw()
        try raw.run(
            "UPDATE entry SET sealed = (SELECT sealed FROM entry WHERE dossier = 1 AND version = 2) WHERE dossier = 1 AND version = 1"
        )
        await doesNotOpen(temporary, one)
    }

    @Test("A segment relabelled as another class does not open")
    func movedClass() async throws {
        let (temporary, one, _) = try await two()
        let raw = try temporary.raw()
        let sealed = try #require(try raw.rows("SELECT sealed FROM entry WHERE dossier = 1")[0][0].bytes)
        var changed = sealed
        changed[0] = UInt8(SealingClass.contact.code)
        try raw.run("UPDATE entry SET sealed = ? WHERE dossier = 1", [.bytes(changed)])
        await doesNotOpen(temporary, one)
    }

    @Test("Only the classes asked for are opened", arguments: SealingClass.sealed)
    func classes(one: SealingClass) async throws {
        let (temporary, reference, _) = try await two()
        let definition = try #require(UnitedKingdom.caseDefinition.record("referral"))
        let fields =
            try await temporary.ledger.open(reference, classes: SealingClasses(one)).state.record("referral")?.fields
            ?? [:]
        let all = try await temporary.ledger.open(reference).state.record("referral")?.fields ?? [:]
        for (id, value) in all {
            let isOpened = [.open, one].contains(definition.field(id)?.sealingClass ?? .narrative)
            #expect(fields[id] == (isOpened ? value : nil), "\(id)")
        }
    }

    @Test(
        "Destroying a class’s key erases that content and nothing else",
        arguments: [SealingClass.personal, .narrative, .contact])
    func destroyed(gone: SealingClass) async throws {
        let (temporary, one, other) = try await two()
        _ = try await temporary.ledger.record(RequestBuilder.decision().command(on: one, key: "3"))
        let definition = UnitedKingdom.caseDefinition
        let before = try await temporary.ledger.open(one).state
        let raw = try temporary.raw()
        let facts = try raw.rows("SELECT * FROM fact ORDER BY position")
        try raw.run("UPDATE dossier_key SET wrapped = NULL WHERE dossier = 1 AND class = ?", [.int(gone.code)])

        let after = try await temporary.ledger.open(one)
        #expect(after.entries.count == 2)
        #expect(after.state.clocks == before.clocks && after.state.questions == before.questions)
        for record in ["referral", "reasonable_grounds"] {
            let kept = try #require(after.state.record(record))
            for (id, value) in before.record(record)?.fields ?? [:] {
                let isErased = definition.record(record)?.field(id)?.sealingClass == gone
                #expect(kept.fields[id] == (isErased ? nil : value), "\(record).\(id)")
            }
        }
        #expect(try await temporary.wholeEntries() == 3)
        #expect(try await temporary.ledger.rebuild() == 2)
        #expect(try raw.rows("SELECT * FROM fact ORDER BY position") == facts)
        let title = try await temporary.ledger.search(one.description).hits.first?.dossier.title
        #expect((title == nil) == (gone == .personal))
        #expect(try await temporary.ledger.open(other).state.answer(FieldPath("referral.given_name")) == .text("Keza"))
    }

    @Test("Open content holds no answer of a sealed field")
    func open() async throws {
        let (temporary, _, _) = try await two()
        let text = try temporary.raw().rows("SELECT open FROM entry").compactMap(\.first?.text).joined()
        let definition = try #require(UnitedKingdom.caseDefinition.record("referral"))
        for field in definition.fields where field.sealingClass != .open { #expect(!text.contains("\"\(field.id)\":")) }
        #expect(text.contains("\"nation\":"))
    }
}

import Access
import Casework
import Ledger
import Rulebook
import TestSupport
import Testing

@Suite("Who looked")
struct LookTests {
    private func office() async throws -> (TemporaryLedger, Access, Reference) {
        let temporary = try await TemporaryLedger()
        let referral = RequestBuilder.referral().named("Anjali", "Patel").with("wants_support", "yes")
        let reference = try await temporary.ledger.record(referral.filled(on: nil).command(key: "1")).reference
        return (temporary, try Access(temporary.ledger), reference)
    }

    private func account(_ role: String, id: String = "sam", name: String = "Sam Doe") -> Account {
        Account(
            id: id, signIn: id, displayName: name, role: role, organisation: "sca",
            bodies: ["competent_authority:sca"], startsOn: UnitedKingdom.day("2020-01-01"))
    }

    private func looks(_ access: Access, _ reference: Reference) async throws -> [Look] {
        let guardian = account("data_guardian", id: "guardian")
        return try #require(try await access.looks(at: reference, for: guardian)).map(\.look).filter {
            $0.act != .audited
        }
    }

    @Test(
        "Opening a case is kept with who, in which role, why, what and by what right; again within ten minutes is one look"
    )
    func opening() async throws {
        let (temporary, access, reference) = try await office()
        defer { withExtendedLifetime(temporary) {} }
        let maker = account("decision_maker")
        for _ in 0..<3 {
            _ = try await access.view(reference, for: maker, purpose: "decide", extent: .overview)
            _ = try await access.view(reference, for: maker, purpose: "decide", detail: "referral")
        }
        _ = try await access.view(reference, for: maker, purpose: "safeguard", extent: .overview)
        var found = try await looks(access, reference)
        #expect(found.map(\.act) == [.opened, .read, .opened])
        #expect(found.map(\.purpose) == ["safeguard", "decide", "decide"])
        #expect(found.allSatisfy { $0.actor == maker.actor && $0.relation == "organisation" && $0.marks.isEmpty })
        temporary.world.wait(seconds: 600)
        _ = try await access.view(reference, for: maker, purpose: "decide", extent: .overview)
        found = try await looks(access, reference)
        #expect(found.count == 4)
    }

    @Test("Whoever is refused is kept, for a case that is there and for one that is not")
    func refusals() async throws {
        let (temporary, access, reference) = try await office()
        defer { withExtendedLifetime(temporary) {} }
        let absent = try #require(Reference(number: 37 * 1_000_003))
        let officer = account("immigration_officer")
        for one in [reference, absent] {
            await #expect(throws: LedgerError.unknownReference) {
                try await access.view(one, for: officer, purpose: "enforce_immigration")
            }
            #expect(try await looks(access, one).map(\.act) == [.refused])
        }
    }

    @Test("What is unusual is marked: the own name, somebody else’s case, the night, many cases, guessing")
    func marks() async throws {
        let (temporary, access, reference) = try await office()
        defer { withExtendedLifetime(temporary) {} }
        _ = try await access.view(
            reference, for: account("decision_maker", id: "namesake", name: "Priya PATEL"), purpose: "decide")
        #expect(try await looks(access, reference).first?.marks == [.ownName])
        try await temporary.act(
            reference, "assignment", "allocate", ["role": "decision_maker", "account": "colleague"],
            Actor(account: "boss", role: "decision_manager", organisation: "sca"))
        _ = try await access.view(reference, for: account("decision_maker", id: "curious"), purpose: "decide")
        #expect(try await looks(access, reference).first?.marks == [.neverAssigned])
        temporary.world.wait(seconds: 15 * 3_600)
        _ = try await access.view(reference, for: account("decision_maker", id: "colleague"), purpose: "decide")
        #expect(try await looks(access, reference).first?.marks == [.night])
        let officer = account("immigration_officer", id: "guesser")
        for number in 1...7 {
            let absent = try #require(Reference(number: Int64(37 * number)))
            await #expect(throws: LedgerError.unknownReference) {
                try await access.view(absent, for: officer, purpose: "enforce_immigration")
            }
        }
        let guardian = account("data_guardian", id: "guardian")
        let unusual = try #require(try await access.unusualLooks(for: guardian))
        #expect(unusual.contains { $0.look.marks.contains(.guessing) && $0.look.actor.account == "guesser" })
        #expect(try await access.looks(of: "namesake", for: guardian)?.count == 1)
    }

    @Test("A search is kept with what was searched for, sealed in the database")
    func searches() async throws {
        let (temporary, access, _) = try await office()
        defer { withExtendedLifetime(temporary) {} }
        _ = try await access.search("Zbigniewska", for: account("decision_maker", name: "Ola Zbigniewska"))
        let guardian = account("data_guardian", id: "guardian")
        let found = try #require(try await access.looks(of: "sam", for: guardian)?.first?.look)
        #expect(found.act == .searched && found.text == "Zbigniewska" && found.marks == [.ownName])
        let rows = try temporary.raw().rows("SELECT * FROM look")
        for value in rows.flatMap({ $0 }) {
            if case .text(let text) = value { #expect(!text.contains("Zbigniewska")) }
            if case .bytes(let bytes) = value {
                #expect(!String(decoding: bytes, as: UTF8.self).contains("Zbigniewska"))
            }
        }
    }

    @Test("Nobody but those who watch over looking reads the log, and that they do is kept")
    func readers() async throws {
        let (temporary, access, reference) = try await office()
        defer { withExtendedLifetime(temporary) {} }
        for role in UnitedKingdom.rulebook.roles where !role.lists.contains("looks") {
            #expect(try await access.looks(at: reference, for: account(role.id)) == nil, "\(role.id)")
            #expect(try await access.unusualLooks(for: account(role.id)) == nil, "\(role.id)")
        }
        let guardian = account("data_guardian", id: "guardian")
        _ = try await access.looks(at: reference, for: guardian)
        let own = try #require(try await access.looks(of: "guardian", for: guardian))
        #expect(own.contains { $0.look.act == .audited && $0.look.reference == reference })
    }

    @Test("The log is proved: a look changed, removed, moved, added or cut off at the end is found")
    func proof() async throws {
        for harm in [
            "UPDATE look SET account = 'other' WHERE position = 3", "UPDATE look SET at = at + 1 WHERE position = 3",
            "UPDATE look SET marks = '' WHERE position = 2", "DELETE FROM look WHERE position = 3",
            "DELETE FROM look WHERE position = 5", "UPDATE look SET detail = 'referral' WHERE position = 1",
            "DELETE FROM look", "UPDATE look SET sealed = NULL WHERE position = 4",
            "INSERT INTO look SELECT 6, at, account, role, organisation, purpose, act, reference, detail, relation, marks, sealed, hash FROM look WHERE position = 5",
        ] {
            let (temporary, access, reference) = try await office()
            defer { withExtendedLifetime(temporary) {} }
            let maker = account("decision_maker", name: "Sam Patel")
            for record in ["overview", "referral", "consent"] {
                _ = try await access.view(reference, for: maker, purpose: "decide", detail: record)
            }
            for text in ["Patel", "Kola"] { _ = try await access.search(text, for: maker) }
            let sound = try await temporary.ledger.verifyLooks()
            #expect(sound.count == 5 && sound.fault == nil)
            try temporary.raw().run(harm)
            #expect(try await temporary.ledger.verifyLooks().fault != nil, "\(harm)")
        }
    }

    @Test("When a look cannot be kept, nothing is shown")
    func unkept() async throws {
        var watched: WatchedEngine?
        let temporary = try await TemporaryLedger { engine in
            let watching = WatchedEngine(engine)
            watched = watching
            return watching
        }
        let referral = RequestBuilder.referral().named("Anjali", "Patel")
        let reference = try await temporary.ledger.record(referral.filled(on: nil).command(key: "1")).reference
        let access = try Access(temporary.ledger)
        watched?.fail { _, _ in EngineError.noSpace }
        await #expect(throws: LookNotKept.self) {
            try await access.view(reference, for: account("decision_maker"), purpose: "decide")
        }
        await #expect(throws: LookNotKept.self) { try await access.search("Patel", for: account("decision_maker")) }
        await #expect(throws: LookNotKept.self) { try await access.worklist(account("decision_maker")) }
    }
}

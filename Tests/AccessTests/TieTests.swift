import Access
import Casework
import Ledger
import Rulebook
import TestSupport
import Testing

@Suite("Who has to do with a case")
struct TieTests {
    private func person(
        _ id: String, _ role: String, _ organisation: String, bodies: [String] = [], unit: String? = nil
    ) -> Account {
        Account(
            id: id, signIn: id, displayName: id, role: role, organisation: organisation, unit: unit, bodies: bodies,
            startsOn: UnitedKingdom.day("2020-01-01"))
    }

    private func referred(force: String = "kent") async throws -> (TemporaryLedger, Access, Reference) {
        let temporary = try await TemporaryLedger()
        let referral = RequestBuilder.referral().named("Anjali", "Patel").with("crime_reference_known", "yes")
            .with("police_force", force).with("wants_support", "yes")
        let reference = try await temporary.ledger.record(referral.filled(on: nil).command(key: "1")).reference
        return (temporary, try Access(temporary.ledger), reference)
    }

    private func sees(_ access: Access, _ reference: Reference, _ account: Account, _ purpose: String) async throws
        -> Bool
    {
        do {
            _ = try await access.view(reference, for: account, purpose: purpose)
            return true
        } catch LedgerError.unknownReference {
            return false
        }
    }

    @Test("Of two forces the one that the case names sees it, and the other after it is invited, for as long")
    func forces() async throws {
        let (temporary, access, reference) = try await referred()
        defer { withExtendedLifetime(temporary) {} }
        let kent = person("k", "police_manager", "kent-police", bodies: ["police_force:kent"])
        let essex = person("e", "police_manager", "essex-police", bodies: ["police_force:essex"])
        #expect(try await sees(access, reference, kent, "investigate"))
        #expect(try await !sees(access, reference, essex, "investigate"))
        try await temporary.invite(reference, "essex-police", purpose: "investigate", until: "2026-11-05")
        #expect(try await sees(access, reference, essex, "investigate"))
        #expect(try await !sees(access, reference, essex, "safeguard"), "invited for one purpose")
        temporary.world.move(to: UnitedKingdom.day("2026-11-06"))
        #expect(try await !sees(access, reference, essex, "investigate"))
    }

    @Test("Of two support providers the one that was asked sees it, in it the worker and the team, until it ends")
    func providers() async throws {
        let (temporary, access, reference) = try await referred()
        defer { withExtendedLifetime(temporary) {} }
        let manager = person("m", "support_manager", "harbour")
        let worker = person("w", "support_worker", "harbour", unit: "north")
        let colleague = person("c", "support_worker", "harbour", unit: "south")
        let other = person("o", "support_manager", "elsewhere")
        for one in [manager, worker, colleague, other] {
            #expect(try await !sees(access, reference, one, "support"), "\(one.id)")
        }
        try await temporary.assign(reference, of: "harbour")
        #expect(try await sees(access, reference, manager, "support"))
        #expect(try await !sees(access, reference, worker, "support"))
        #expect(try await access.worklist(manager, kind: .ends).isEmpty, "no clock of theirs runs yet")
        try await temporary.act(
            reference, "assignment", "name", ["unit": "north", "account": "boss"],
            Actor(account: "m", role: "support_manager", organisation: "harbour"), purpose: "support", instance: 1)
        #expect(try await sees(access, reference, worker, "support"), "the team")
        #expect(try await !sees(access, reference, colleague, "support"))
        #expect(try await !sees(access, reference, other, "support"))
        try await temporary.act(
            reference, "assignment", "end", ["end_reason": "Moved"],
            Actor(account: "m", role: "support_manager", organisation: "harbour"), purpose: "support", instance: 1)
        for one in [manager, worker, colleague, other] {
            #expect(try await !sees(access, reference, one, "support"), "\(one.id)")
        }
    }

    @Test(
        "Only the organisation that has an assignment says whose work it is, and only the decision maker brings anybody in"
    )
    func whoAssigns() async throws {
        let (temporary, _, reference) = try await referred()
        defer { withExtendedLifetime(temporary) {} }
        try await temporary.assign(reference, of: "harbour")
        let stranger = Actor(account: "s", role: "support_manager", organisation: "elsewhere")
        await #expect(throws: Refused.self) {
            try await temporary.act(
                reference, "assignment", "name", ["account": "s"], stranger, purpose: "support", instance: 1)
        }
        await #expect(throws: Refused.self) {
            try await temporary.act(
                reference, "assignment", "end", ["end_reason": "x"], stranger, purpose: "support", instance: 1)
        }
        await #expect(throws: Refused.self) {
            try await temporary.act(
                reference, "assignment", "place", ["role": "police_investigator", "organisation": "x"], stranger,
                purpose: "support")
        }
        try await temporary.act(
            reference, "assignment", "place", ["role": "legal_representative", "organisation": "law-centre"], stranger,
            purpose: "support")
    }

    @Test("A declared conflict shuts everything: page, list, search and a broken glass")
    func conflict() async throws {
        let (temporary, access, reference) = try await referred()
        defer { withExtendedLifetime(temporary) {} }
        let maker = person("d", "decision_maker", "sca", bodies: ["competent_authority:sca"])
        #expect(try await sees(access, reference, maker, "decide"))
        #expect(try await access.worklist(maker).map(\.dossier.reference) == [reference])
        #expect(try await access.search("Patel", for: maker)?.hits.count == 1)
        try await temporary.declareConflict(reference, "d")
        #expect(try await !sees(access, reference, maker, "decide"))
        #expect(try await access.worklist(maker).isEmpty)
        #expect(try await access.search("Patel", for: maker)?.hits.isEmpty == true)
        #expect(try await access.search(reference.description, for: maker)?.hits.isEmpty == true)
        let answers: [String: RawAnswer] = ["reason": .text("life-in-danger"), "details": .text("A call")]
        await #expect(throws: LedgerError.unknownReference) {
            try await access.breakGlass(reference, answers, by: maker, key: "1")
        }
        await #expect(throws: LedgerError.unknownReference) {
            try await access.viewToAct(reference, on: "reasonable_grounds", for: maker, purpose: "decide")
        }
    }

    @Test(
        "A broken glass opens at once, tells the data guardian, shuts after its hours, and is looked at by somebody else"
    )
    func emergency() async throws {
        let (temporary, access, reference) = try await referred()
        defer { withExtendedLifetime(temporary) {} }
        let officer = person("p", "police_investigator", "kent-police", bodies: ["police_force:kent"])
        #expect(try await !sees(access, reference, officer, "safeguard"))
        let answers: [String: RawAnswer] = ["reason": .text("life-in-danger"), "details": .text("A call")]
        guard case .recorded = try await access.breakGlass(reference, answers, by: officer, key: "1") else {
            Issue.record("not broken")
            return
        }
        guard case .repeated = try await access.breakGlass(reference, answers, by: officer, key: "1") else {
            Issue.record("broken twice")
            return
        }
        let view = try await access.view(reference, for: officer, purpose: "safeguard")
        #expect(view.relations.contains(.emergency))
        let messages = try await temporary.ledger.takeMessages(limit: 10, lease: 60_000)
        #expect(messages.contains { $0.audiences.contains("data_guardian") })
        let guardian = person("g", "data_guardian", "operations")
        #expect(try await access.worklist(guardian).map(\.clock) == ["emergency_review"])
        temporary.world.wait(seconds: Int64(UnitedKingdom.rulebook.sharing.emergency.hours) * 3_600 - 1)
        #expect(try await sees(access, reference, officer, "safeguard"))
        temporary.world.wait(seconds: 1)
        #expect(try await !sees(access, reference, officer, "safeguard"))
        for role in ["administrator", "immigration_officer", "analyst", "commissioner", "data_guardian"] {
            await #expect(throws: LedgerError.unknownReference, "\(role)") {
                try await access.breakGlass(reference, answers, by: person("x", role, "o"), key: "2")
            }
        }
    }

    @Test("Two searchers of two authorities find each what is theirs; nothing tells that there is more")
    func search() async throws {
        let (temporary, access, reference) = try await referred()
        defer { withExtendedLifetime(temporary) {} }
        let sca = person("a", "decision_maker", "sca", bodies: ["competent_authority:sca"])
        let ieca = person("b", "decision_maker", "ieca", bodies: ["competent_authority:ieca"])
        let none = person("c", "decision_maker", "nowhere")
        #expect(try await access.search("Patel", for: sca)?.hits.map(\.dossier.reference) == [reference])
        for text in ["Patel", "Anjali Patel", reference.description, "Nobody"] {
            for one in [ieca, none] {
                let result = try #require(try await access.search(text, for: one))
                #expect(result.hits.isEmpty && !result.isCutShort, "\(one.id) \(text)")
                #expect(try await access.worklist(one).isEmpty)
            }
        }
        try await temporary.act(
            reference, "reasonable_grounds", "route", ["moved_to": "ieca"], Someone.decisionMaker)
        #expect(try await access.search("Patel", for: ieca)?.hits.count == 1)
        #expect(try await access.search("Patel", for: sca)?.hits.isEmpty == true)
        #expect(try await access.worklist(ieca).count == 1)
        #expect(try await access.worklist(sca).isEmpty)
    }

    @Test(
        "An immigration officer who was invited and has the consent sees what that opens, and no list, search or count ever"
    )
    func firewall() async throws {
        let (temporary, access, reference) = try await referred()
        defer { withExtendedLifetime(temporary) {} }
        let officer = person("i", "immigration_officer", "enforcement")
        func sees() async throws -> Bool { try await self.sees(access, reference, officer, "enforce_immigration") }
        #expect(try await !sees())
        try await temporary.invite(reference, "enforcement", purpose: "enforce_immigration", until: "2026-12-31")
        #expect(try await !sees(), "invited without consent")
        try await temporary.consent(reference, "immigration", "given")
        #expect(try await sees())
        try await temporary.consent(reference, "immigration", "withdrawn")
        #expect(try await !sees())
        #expect(try await access.search("Patel", for: officer) == nil)
        #expect(try await access.worklist(officer).isEmpty)
    }
}

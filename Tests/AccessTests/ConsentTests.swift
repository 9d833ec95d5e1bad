import Access
import Casework
import Ledger
import Rulebook
import TestSupport
import Testing

@Suite("Consent")
struct ConsentTests {
    private func referred(_ example: String = "adult") async throws -> (TemporaryLedger, Access, Reference) {
        let temporary = try await TemporaryLedger()
        let referral = RequestBuilder.referral(example).named("Anjali", "Patel").with("phone", "07700 900123")
            .with("current_town", "Glasgow").with("will_work_with_authorities", "no").with("wants_support", "no")
        let reference = try await temporary.ledger.record(referral.filled(on: nil).command(key: "1")).reference
        try await temporary.assign(reference, to: "sam", of: "harbour")
        return (temporary, try Access(temporary.ledger), reference)
    }

    private func worker(_ role: String = "support_worker", _ organisation: String = "harbour") -> Account {
        Account(
            id: "sam", signIn: "sam", displayName: "Sam", role: role, organisation: organisation,
            startsOn: UnitedKingdom.day("2020-01-01"))
    }

    private func seesTown(_ access: Access, _ reference: Reference) async throws -> Bool {
        let view = try await access.view(reference, for: worker(), purpose: "support")
        return view.records.flatMap(\.sections).flatMap(\.lines).contains { $0.value == "Glasgow" }
    }

    @Test("Given, it opens at once; withdrawn, it shuts at once; given again, it opens again")
    func atOnce() async throws {
        let (temporary, access, reference) = try await referred()
        defer { withExtendedLifetime(temporary) {} }
        #expect(try await !seesTown(access, reference), "refused on the form")
        try await temporary.consent(reference, "support", "given")
        #expect(try await seesTown(access, reference))
        try await temporary.consent(reference, "support", "withdrawn")
        #expect(try await !seesTown(access, reference))
        try await temporary.consent(reference, "support", "given")
        #expect(try await seesTown(access, reference))
        try await temporary.consent(reference, "support", "refused")
        #expect(try await !seesTown(access, reference))
    }

    @Test("A consent until a day counts on that day and not after it")
    func until() async throws {
        let (temporary, access, reference) = try await referred()
        defer { withExtendedLifetime(temporary) {} }
        try await temporary.consent(reference, "support", "given", until: "2026-11-10")
        temporary.world.move(to: UnitedKingdom.day("2026-11-10"))
        #expect(try await seesTown(access, reference))
        temporary.world.move(to: UnitedKingdom.day("2026-11-11"))
        #expect(try await !seesTown(access, reference))
    }

    @Test("A consent for one organisation counts for no other; a later answer for all goes before it")
    func organisations() async throws {
        let (temporary, access, reference) = try await referred()
        defer { withExtendedLifetime(temporary) {} }
        try await temporary.consent(reference, "support", "given", organisation: "elsewhere")
        #expect(try await !seesTown(access, reference))
        try await temporary.consent(reference, "support", "given", organisation: "harbour")
        #expect(try await seesTown(access, reference))
        try await temporary.consent(reference, "support", "withdrawn")
        #expect(try await !seesTown(access, reference))
        try await temporary.consent(reference, "support", "given", organisation: "harbour")
        #expect(try await seesTown(access, reference))
        try await temporary.consent(reference, "support", "refused", organisation: "elsewhere")
        #expect(try await seesTown(access, reference))
    }

    @Test("Consent to one purpose opens nothing for another")
    func purposes() async throws {
        let (temporary, access, reference) = try await referred()
        defer { withExtendedLifetime(temporary) {} }
        for other in UnitedKingdom.rulebook.sharing.consents.map(\.id) where other != "support" {
            try await temporary.consent(reference, other, "given")
        }
        #expect(try await !seesTown(access, reference))
    }

    /// An adult for whom it was decided that they are referred, supported, and work with the police.
    private func decided(in nation: String) async throws -> (TemporaryLedger, Access, Reference) {
        let temporary = try await TemporaryLedger()
        let referral = RequestBuilder.referral("adult", nation: nation).with("current_town", "Glasgow")
            .with("consents_to_referral", "decided-for-them").with("capacity_reasons", "A head injury")
            .with("best_interests_reasons", "To be safe").with("best_interests_decided_by", "Dr Quill")
            .with("wants_support", "yes").with("will_work_with_authorities", "yes")
        let reference = try await temporary.ledger.record(referral.filled(on: nil).command(key: "1")).reference
        try await temporary.assign(reference, to: "sam", of: "harbour")
        return (temporary, try Access(temporary.ledger), reference)
    }

    @Test("What was decided for somebody is support in England until they answer themselves, and in Scotland nothing")
    func decidedForThem() async throws {
        for (nation, isOpen) in [("E", true), ("W", true), ("S", false), ("NI", false)] {
            let (temporary, access, reference) = try await decided(in: nation)
            defer { withExtendedLifetime(temporary) {} }
            #expect(try await seesTown(access, reference) == isOpen, "\(nation)")
            try await temporary.consent(reference, "support", "refused")
            #expect(try await !seesTown(access, reference), "refused by themselves in \(nation)")
            try await temporary.consent(reference, "support", "given")
            #expect(try await seesTown(access, reference), "given by themselves in \(nation)")
        }
    }

    @Test("What was answered for somebody is not theirs when they answer: a yes asks anew, a no takes it along")
    func answeredForThem() async throws {
        for own in ["yes", "no"] {
            let (temporary, access, reference) = try await decided(in: "E")
            defer { withExtendedLifetime(temporary) {} }
            var answers = ["consents_to_referral": own, "correction_reason": "She can decide now"]
            await #expect(throws: Refused.self, "asked anew") {
                try await temporary.act(
                    reference, "referral", "correct", answers, Someone.referrer, purpose: "refer")
            }
            answers["will_work_with_authorities"] = "no"
            if own == "yes" {
                answers["wants_support"] = "no"
                answers["decision_contact"] = "potential-victim"
                answers["contact_channels"] = "email"
            }
            try await temporary.act(reference, "referral", "correct", answers, Someone.referrer, purpose: "refer")
            let state = try await temporary.ledger.open(reference).state.record("referral")
            #expect(state?.fields["wants_support"] == (own == "yes" ? .yes(false) : nil))
            #expect(try await !seesTown(access, reference), "\(own)")
        }
    }

    @Test("A child is never asked for the referral or a guardian, and is supported by law")
    func child() async throws {
        let (temporary, access, reference) = try await referred("child")
        defer { withExtendedLifetime(temporary) {} }
        #expect(try await seesTown(access, reference))
        for purpose in ["nrm", "guardian"] {
            await #expect(throws: Refused.self, "\(purpose)") {
                try await temporary.consent(reference, purpose, "given")
            }
        }
    }

    @Test("Nobody has agreed to what they did not understand")
    func understood() async throws {
        let (temporary, _, reference) = try await referred()
        defer { withExtendedLifetime(temporary) {} }
        let answers = [
            "purpose": "police", "answer": "given", "explained_how": "phone", "language": "sq", "understood": "no",
        ]
        await #expect(throws: Refused.self) {
            try await temporary.act(
                reference, "consent", "record", answers, Someone.manager, purpose: "safeguard")
        }
    }

    @Test("The helper says what may go to whom, and follows the person’s answers")
    func helper() async throws {
        let (temporary, access, reference) = try await referred()
        defer { withExtendedLifetime(temporary) {} }
        func police() async throws -> [Sharing.Line] {
            try await access.sharing(reference, for: worker(), purpose: "support").lines.filter {
                $0.role.id == "police_investigator" && $0.classes.contains(.narrative)
                    && !$0.classes.contains(.location)
            }
        }
        #expect(try await police().allSatisfy { !$0.isOpen })
        try await temporary.consent(reference, "police", "given", organisation: "kent-police")
        guard case .consentsOfSome? = try await police().first?.reason else {
            Issue.record("for one force only")
            return
        }
        try await temporary.consent(reference, "police", "given")
        guard case .consents(let consents)? = try await police().first?.reason else {
            Issue.record("agreed")
            return
        }
        #expect(consents.map(\.id) == ["police"])
        let officer = try await access.sharing(reference, for: worker(), purpose: "support").lines.filter {
            $0.role.id == "immigration_officer"
        }
        #expect(!officer.isEmpty && officer.allSatisfy { !$0.isOpen })
        await #expect(throws: LedgerError.unknownReference) {
            try await access.sharing(reference, for: worker("support_worker", "elsewhere"), purpose: "support")
        }
    }
}

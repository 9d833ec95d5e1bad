import Access
import Casework
import Ledger
import Rulebook
import TestSupport
import Testing

@Suite("Drafts of referrals")
struct DraftTests {
    func referrer(
        _ id: String = "ann", _ organisation: String = "kent-police", unit: String? = nil,
        role: String = "first_responder"
    ) -> Account {
        Account(
            id: id, signIn: id, displayName: id, role: role, organisation: organisation, unit: unit,
            bodies: organisation == "kent-police" ? ["first_responder_organisation:kent-police"] : [],
            startsOn: UnitedKingdom.day("2020-01-01"))
    }

    /// A whole adult referral as a draft holds it.
    func answers(_ example: String = "adult", nation: String = "E") -> [String: RawAnswer] {
        var answers = RequestBuilder.referral(example, nation: nation).request.answers
        answers["explained_language"] = .text("en")
        answers["explained_how"] = .text("in-person")
        answers["explained_by"] = .text("Ann Hill")
        answers["understood"] = .text("yes")
        return answers
    }

    func begun(_ access: Access, _ account: Account, people: Int = 1) async throws -> Draft {
        var content = Draft.Content()
        for _ in 1..<people { content.addPerson(sharing: []) }
        content.shared = answers()
        return try await access.beginDraft("referral", for: account, content: content)
    }

    @Test("A draft is its team’s; whoever else asks learns nothing, not even that it is there")
    func team() async throws {
        let temporary = try await TemporaryLedger()
        defer { withExtendedLifetime(temporary) {} }
        let access = try Access(temporary.ledger)
        let draft = try await begun(access, referrer(unit: "north"))
        #expect(try await access.draft(draft.id, for: referrer("ben", unit: "north")).id == draft.id)
        for stranger in [
            referrer("c", unit: "south"), referrer("d"), referrer("e", "essex-police", unit: "north"),
            referrer("f", role: "decision_maker"), referrer("g", role: "administrator"),
        ] {
            await #expect(throws: LedgerError.unknownReference) { try await access.draft(draft.id, for: stranger) }
            await #expect(throws: LedgerError.unknownReference) {
                try await access.save(draft.id, for: stranger) { $0.shared = [:] }
            }
            #expect(try await access.drafts(for: stranger).isEmpty)
        }
        #expect(try await access.drafts(for: referrer("ben", unit: "north")).map(\.id) == [draft.id])
    }

    @Test("Its team is warned after 21 days, and after 28 it is gone with its files")
    func lifetime() async throws {
        let temporary = try await TemporaryLedger(day: UnitedKingdom.day("2026-11-02"))
        defer { withExtendedLifetime(temporary) {} }
        let access = try Access(temporary.ledger)
        let draft = try await begun(access, referrer())
        #expect(draft.warnsOn == UnitedKingdom.day("2026-11-23"))
        #expect(draft.endsOn == UnitedKingdom.day("2026-11-30"))
        let upload = access.upload(to: draft)
        try await upload.write(Array("a photograph".utf8), part: 0)
        try await access.finish(
            upload, of: draft, name: "a.jpg", kind: "jpeg", size: 12, isScanned: false, person: 1, for: referrer())
        temporary.world.move(to: UnitedKingdom.day("2026-11-30"))
        #expect(try await access.removeEndedDrafts() == 0)
        #expect(try await access.files(of: access.draft(draft.id, for: referrer())).map(\.name) == ["a.jpg"])
        temporary.world.move(to: UnitedKingdom.day("2026-12-01"))
        await #expect(throws: LedgerError.unknownReference) { try await access.draft(draft.id, for: referrer()) }
        #expect(try await access.removeEndedDrafts() == 1)
        #expect(try await access.files(of: draft).isEmpty)
    }

    @Test("500 drafts are saved at once, and 60 people save one draft at once: nothing is lost")
    func atOnce() async throws {
        let temporary = try await TemporaryLedger()
        defer { withExtendedLifetime(temporary) {} }
        let access = try Access(temporary.ledger)
        let account = referrer()
        var drafts: [Draft] = []
        for _ in 0..<500 { drafts.append(try await access.beginDraft("referral", for: account)) }
        let clock = ContinuousClock()
        let took = try await clock.measure {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (number, draft) in drafts.enumerated() {
                    group.addTask {
                        try await access.save(draft.id, for: account) {
                            $0.shared["family"] = .text("family \(number)")
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
        print("500 drafts saved at once in \(took)")
        for (number, draft) in drafts.enumerated() where number % 50 == 0 {
            let kept = try await access.draft(draft.id, for: account)
            #expect(kept.content.shared["family"] == .text("family \(number)"))
        }
        let one = drafts[0].id
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<60 {
                group.addTask {
                    try await access.save(one, for: account) { $0.shared["field\(number)"] = .text("\(number)") }
                }
            }
            try await group.waitForAll()
        }
        let kept = try await access.draft(one, for: account).content.shared
        #expect((0..<60).allSatisfy { kept["field\($0)"] == .text("\($0)") })
    }

    @Test("Sent twice, and by two at once, it is one case; its letter and its consents are one each")
    func sentOnce() async throws {
        let temporary = try await TemporaryLedger()
        defer { withExtendedLifetime(temporary) {} }
        let access = try Access(temporary.ledger)
        let account = referrer()
        let draft = try await begun(access, account)
        try await access.save(draft.id, for: account) { $0.shared["also_agrees_to"] = .list(["research"]) }
        let letter: @Sendable (Reference) -> (subject: String, text: String) = { ("Reference \($0)", "\($0)") }
        let sent = try await withThrowingTaskGroup(of: Reference?.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    guard
                        case .sent(let reference, let record) = try await access.submit(
                            draft.id, person: 1, for: account, mail: letter)
                    else { return nil }
                    #expect(record == "referral")
                    return reference
                }
            }
            return try await group.reduce(into: Set<Reference?>()) { $0.insert($1) }
        }
        #expect(sent.count == 1)
        let reference = try #require(sent.first ?? nil)
        let mail = try await access.takeMail()
        #expect(mail.map(\.mail.subject) == ["Reference \(reference)"])
        let opened = try await temporary.ledger.open(reference)
        #expect(opened.state.records["consent"]?.map { $0.text("purpose") } == ["research"])
        #expect(opened.state.records["met_together"] == nil, "met alone")
        let closed = try await access.draft(draft.id, for: account)
        #expect(closed.sentAt != nil)
        await #expect(throws: LedgerError.unknownReference) {
            try await access.save(draft.id, for: account) { $0.shared = [:] }
        }
    }

    @Test("Of several met together each has a case, tied by a group that names nobody")
    func together() async throws {
        let temporary = try await TemporaryLedger()
        defer { withExtendedLifetime(temporary) {} }
        let access = try Access(temporary.ledger)
        let account = referrer()
        let draft = try await begun(access, account, people: 3)
        try await access.save(draft.id, for: account) { content in
            content.meeting.operation = "Kumquat"
            for (number, name) in [(1, "Mira"), (2, "Lule"), (3, "Besa")] {
                content.put(["given_name": .text(name)], for: number)
            }
            content.put(["exploited_where": .text("overseas"), "overseas_country_1": .text("france")], for: 3)
        }
        var references: [Reference] = []
        for number in 1...3 {
            guard case .sent(let reference, _) = try await access.submit(draft.id, person: number, for: account) else {
                Issue.record("person \(number) was not sent")
                return
            }
            references.append(reference)
        }
        #expect(Set(references).count == 3)
        var groups: Set<String?> = []
        for (reference, name) in zip(references, ["Mira", "Lule", "Besa"]) {
            let state = try await temporary.ledger.open(reference).state
            #expect(state.record("referral")?.text("given_name") == name)
            #expect(state.record("met_together")?.text("people") == "3")
            groups.insert(state.record("met_together")?.text("group"))
        }
        #expect(groups.count == 1)
        let last = try await temporary.ledger.open(references[2]).state
        #expect(last.record("referral")?.text("exploited_where") == "overseas", "an answer of her own")
        let authority = Account(
            id: "dm", signIn: "dm", displayName: "dm", role: "decision_maker", organisation: "sca",
            bodies: ["competent_authority:sca"], startsOn: UnitedKingdom.day("2020-01-01"))
        let view = try await access.view(references[0], for: authority, purpose: "decide")
        let others = try await access.metTogether(with: view, record: "met_together", for: authority, purpose: "decide")
        #expect(Set(others) == Set(references[1...]))
    }

    @Test("What no longer applies counts for nothing, and what depended on it comes back")
    func stale() async throws {
        let temporary = try await TemporaryLedger()
        defer { withExtendedLifetime(temporary) {} }
        let access = try Access(temporary.ledger)
        let journey = try #require(temporary.ledger.rulebook.journey("referral"))
        // An adult who declined turns out to be a child: the stale “no” must not hide what is asked of a referral.
        var given = answers("child")
        given["consents_to_referral"] = .text("no")
        given["wants_support"] = .text("yes")
        let sheet = try #require(access.sheet(given, journey: journey, for: referrer()))
        #expect(sheet.making.record == "referral")
        #expect(sheet.asks("has_children") && sheet.made.answers["has_children"] != nil)
        #expect(!sheet.asks("consents_to_referral") && sheet.made.answers["consents_to_referral"] == nil)
        #expect(!sheet.asks("phone_answer"))
        #expect(journey.pages.allSatisfy { sheet.isComplete($0.page) || !sheet.asks($0.page) })
    }

    @Test("Who declines in Scotland or Northern Ireland is not reported; in England and Wales they are")
    func declined() async throws {
        let temporary = try await TemporaryLedger()
        defer { withExtendedLifetime(temporary) {} }
        let access = try Access(temporary.ledger)
        let journey = try #require(temporary.ledger.rulebook.journey("referral"))
        for (nation, ends) in [("E", false), ("W", false), ("S", true), ("NI", true)] {
            let sheet = try #require(
                access.sheet(answers("declined", nation: nation), journey: journey, for: referrer()))
            #expect(sheet.making.record == "duty_to_notify")
            #expect((sheet.end != nil) == ends, "\(nation)")
        }
    }

    @Test("The outcome is shown to whoever referred once the person knows it, and not before")
    func outcome() async throws {
        let temporary = try await TemporaryLedger()
        defer { withExtendedLifetime(temporary) {} }
        let access = try Access(temporary.ledger)
        let ledger = temporary.ledger
        let reference = try await ledger.record(RequestBuilder.referral().command(key: "1")).reference
        let account = referrer("r", Someone.referrer.organisation)
        func standing() async throws -> String {
            try await access.view(reference, for: account, purpose: "refer").standingCode
        }
        #expect(try await standing() == "referred")
        var state = try await ledger.open(reference).state
        _ = try await ledger.record(
            RequestBuilder.decision("reasonable_grounds", "positive").filled(on: state).command(on: reference, key: "2")
        )
        #expect(try await ledger.open(reference).standing == "reasonable_grounds_positive")
        #expect(try await standing() == "referred", "the person has not been told")
        state = try await ledger.open(reference).state
        let tell = ActionRequest(
            record: "reasonable_grounds", action: "tell", answers: ["person_told_on": .text("2026-10-09")],
            actor: Someone.decisionMaker, purpose: "decide", occurredOn: UnitedKingdom.day("2026-10-09"))
        _ = try await ledger.record(Command(reference: reference, request: tell, key: "3"))
        #expect(try await standing() == "reasonable_grounds_positive")
    }

    @Test("Waits are told from ten decisions on, by the middle one and nine out of ten")
    func waits() async throws {
        let temporary = try await TemporaryLedger(day: UnitedKingdom.day("2026-11-02"))
        defer { withExtendedLifetime(temporary) {} }
        let ledger = temporary.ledger
        let since = UnitedKingdom.day("2026-08-02")
        for number in 1...12 {
            let key = "w\(number)"
            let reference = try await ledger.record(
                RequestBuilder.referral(on: UnitedKingdom.day("2026-10-01")).command(key: key)
            ).reference
            if number == 12 { break }
            let state = try await ledger.open(reference).state
            let day = UnitedKingdom.day("2026-10-01").adding(days: number)
            _ = try await ledger.record(
                RequestBuilder.decision("reasonable_grounds", "positive", on: day).filled(on: state)
                    .command(on: reference, key: key + "d"))
            if number == 9 {
                let few = try await ledger.wait(for: "reasonable_grounds_target", endedSince: since)
                #expect(few.ended == 9 && few.median == nil)
            }
        }
        let wait = try await ledger.wait(for: "reasonable_grounds_target", endedSince: since)
        #expect(wait.ended == 11 && wait.median == 6 && wait.most == 10 && wait.waiting == 1)
        let later = try await ledger.wait(
            for: "reasonable_grounds_target", endedSince: UnitedKingdom.day("2026-10-10"))
        #expect(later.ended == 3 && later.median == nil)
        try await ledger.rebuild()
        #expect(try await ledger.wait(for: "reasonable_grounds_target", endedSince: since) == wait)
    }
}

import Access
import Casework
import Ledger
import Rulebook
import TestSupport
import Testing

/// What is written when a draft is sent, and how drafts stand in lists.
extension DraftTests {
    private func letter(_ reference: Reference) -> (subject: String, text: String) {
        ("Your reference \(reference)", "It has arrived.")
    }

    private func addFile(_ access: Access, to draft: Draft) async throws {
        let upload = access.upload(to: draft)
        try await upload.write(Array("a photograph".utf8), part: 0)
        try await access.finish(
            upload, of: draft, name: "a.jpg", kind: "jpeg", size: 12, isScanned: false, person: 1, for: referrer())
    }

    @Test("A referral, the end of its draft, its files and the letter are one transaction: all of it or nothing")
    func oneTransaction() async throws {
        let watched = Watched()
        let temporary = try await TemporaryLedger(wrapping: watched.wrap)
        defer { withExtendedLifetime(temporary) {} }
        let engine = try #require(watched.engine)
        let (access, account) = (try Access(temporary.ledger), referrer())
        let id = try await begun(access, account).id
        try await addFile(access, to: try await access.draft(id, for: account))
        try await access.save(id, for: account) {
            $0.shared["referrer_email"] = .text("ann@kent.example")
            $0.shared["evidence_description"] = .text("A photograph of the room")
        }
        let draft = try await access.draft(id, for: account)
        engine.fail { statement, _ in
            statement.text.contains("UPDATE draft SET body") ? EngineError.failed("full") : nil
        }
        await #expect(throws: EngineError.self) {
            try await access.submit(draft, person: 1, for: account, mail: letter)
        }
        engine.fail(nil)
        #expect(try temporary.raw().rows("SELECT 1 FROM entry").isEmpty)
        #expect(try await access.takeMail().isEmpty)
        #expect(try await access.files(of: draft).count == 1)
        #expect(try await access.draft(id, for: account).sentAt == nil)
        let before = engine.committed
        guard case .sent(let reference, _) = try await access.submit(draft, person: 1, for: account, mail: letter)
        else {
            Issue.record("not sent")
            return
        }
        #expect(engine.committed == before + 1)
        #expect(try await access.takeMail().map(\.mail.subject) == ["Your reference \(reference)"])
        #expect(try await access.files(of: draft).isEmpty)
        let sent = try await access.draft(id, for: account)
        #expect(sent.sentAt != nil && sent.content.people[0].sent == reference)
        #expect(try await access.sentFiles(of: sent, for: account).map(\.name) == ["a.jpg"])
    }

    @Test("A draft that somebody saves while it is sent is closed all the same, and what they changed is told")
    func savedMeanwhile() async throws {
        let temporary = try await TemporaryLedger()
        defer { withExtendedLifetime(temporary) {} }
        let (access, account) = (try Access(temporary.ledger), referrer())
        let read = try await begun(access, account)
        try await access.save(read.id, for: account) { $0.shared["family_name"] = .text("Changed") }
        guard case .sent(let reference, _) = try await access.submit(read, person: 1, for: account, mail: letter)
        else {
            Issue.record("not sent")
            return
        }
        let sent = try await access.draft(read.id, for: account)
        #expect(sent.sentAt != nil && sent.content.people[0].sent == reference)
        #expect(sent.content.people[0].leftOut == ["family_name"])
        #expect(sent.content.answers(of: 1)["family_name"] == answers()["family_name"])
    }

    @Test("A list says who is in a draft and nothing else; one that was saved by an older program is read for it")
    func lines() async throws {
        let temporary = try await TemporaryLedger()
        defer { withExtendedLifetime(temporary) {} }
        let (access, account) = (try Access(temporary.ledger), referrer())
        let draft = try await begun(access, account)
        let group = try await begun(access, account, people: 3)
        try await access.save(draft.id, for: account) {
            $0.shared["given_name"] = .text("Mira")
            $0.shared["family_name"] = .text("Kola")
            $0.shared["referrer_reference"] = .text("KP/17")
        }
        func line(_ id: Reference) async throws -> DraftLine {
            try #require(try await access.drafts(for: account).first { $0.id == id })
        }
        for isOld in [false, true] {
            if isOld { try temporary.raw().run("UPDATE draft SET line = NULL") }
            let one = try await line(draft.id)
            #expect((one.names, one.ownReference, one.people) == (["Mira Kola"], "KP/17", 1))
            #expect(try await line(group.id).people == 3)
        }
        try await access.save(draft.id, for: account) { $0.shared["family_name"] = .text("Kolë") }
        #expect(try await line(draft.id).names == ["Mira Kolë"])
        try temporary.raw().run("UPDATE draft SET line = body")
        await #expect(throws: LedgerError.self) { try await access.drafts(for: account) }
    }

    @Test(
        "Everybody has their own drafts first, the latest before the others, and then those of the team, each of them once"
    )
    func ownAndOthers() async throws {
        let temporary = try await TemporaryLedger()
        defer { withExtendedLifetime(temporary) {} }
        let (access, ann, ben) = (try Access(temporary.ledger), referrer(), referrer("ben"))
        var drafts: [Reference] = []
        for account in [ann, ben, ann, ben, ann] {
            drafts.append(try await begun(access, account).id)
            temporary.world.move(to: temporary.ledger.today.adding(days: 1))
        }
        let latest = try await access.drafts(ownedBy: ann, limit: 2)
        #expect(latest.map(\.id) == [drafts[4], drafts[2]])
        #expect(try await access.drafts(ownedBy: ann, after: latest[1].place, limit: 2).map(\.id) == [drafts[0]])
        #expect(try await access.drafts(for: ann, areOthers: true).map(\.id) == [drafts[1], drafts[3]])
        #expect(try await access.drafts(for: ann).map(\.id) == drafts)
        #expect(try await access.drafts(ownedBy: referrer("ann", "essex-police"), limit: 9).isEmpty)
        temporary.world.move(to: temporary.ledger.today.adding(days: 24))
        #expect(try await access.drafts(ownedBy: ann, limit: 9).map(\.id) == [drafts[4], drafts[2]])
    }

    @Test("Who works for two organisations finds every draft of each, however many the other has")
    func twoPosts() async throws {
        let temporary = try await TemporaryLedger()
        defer { withExtendedLifetime(temporary) {} }
        let access = try Access(temporary.ledger)
        let (kent, essex) = (referrer(), referrer("ann", "essex-police"))
        let own = try await begun(access, kent).id
        temporary.world.move(to: temporary.ledger.today.adding(days: 1))
        for _ in 0..<4 { _ = try await begun(access, essex) }
        #expect(try await access.drafts(ownedBy: kent, limit: 2).map(\.id) == [own])
        #expect(try await access.drafts(ownedBy: essex, limit: 9).count == 4)
        for draft in try await access.drafts(ownedBy: essex, limit: 9) {
            _ = try await access.submit(draft.id, person: 1, for: essex)
        }
        _ = try await access.submit(own, person: 1, for: kent)
        #expect(try await access.draftsSent(by: kent, limit: 2).map(\.id) == [own])
    }

    @Test("A list that is read on after midnight goes on with what is still there")
    func overMidnight() async throws {
        let temporary = try await TemporaryLedger()
        defer { withExtendedLifetime(temporary) {} }
        let (access, ann) = (try Access(temporary.ledger), referrer())
        for _ in 0..<4 { _ = try await begun(access, ann) }
        temporary.world.move(to: temporary.ledger.today.adding(days: 1))
        let later = try await begun(access, ann).id
        temporary.world.move(to: temporary.ledger.today.adding(days: 27))
        let first = try await access.drafts(for: ann, limit: 2)
        temporary.world.move(to: temporary.ledger.today.adding(days: 1))
        #expect(try await access.drafts(for: ann, after: first.last?.place, limit: 2).map(\.id) == [later])
    }

    @Test("Whoever sent it finds it first, the latest before the others; their team finds every one")
    func sentLists() async throws {
        let temporary = try await TemporaryLedger()
        defer { withExtendedLifetime(temporary) {} }
        let (access, ann, ben) = (try Access(temporary.ledger), referrer(), referrer("ben"))
        var sent: [Reference] = []
        for account in [ann, ben, ann, ben, ann] {
            let draft = try await begun(access, account)
            guard case .sent = try await access.submit(draft.id, person: 1, for: account) else {
                Issue.record("not sent")
                return
            }
            sent.append(draft.id)
            temporary.world.wait(seconds: 1)
        }
        #expect(try await access.draftsSent(by: ann, limit: 2).map(\.id) == [sent[4], sent[2]])
        #expect(try await access.draftsSent(by: ben, limit: 9).map(\.id) == [sent[3], sent[1]])
        #expect(try await access.drafts(for: ann).isEmpty)
        var (found, last): (Set<Reference>, DraftLine.Place?) = ([], nil)
        for _ in 0..<3 {
            let page = try await access.drafts(for: ben, after: last, areSent: true, limit: 2)
            found.formUnion(page.map(\.id))
            last = page.last?.place
        }
        #expect(found == Set(sent))
        #expect(try await access.draftsSent(by: referrer("ann", "essex-police"), limit: 9).isEmpty)
        temporary.world.move(to: temporary.ledger.today.adding(days: 2))
        #expect(try await access.draftsSent(by: ann, limit: 9).isEmpty)
    }
}

/// Keeps the engine that a ledger is opened on.
private final class Watched {
    var engine: WatchedEngine?

    func wrap(_ engine: any Engine) -> any Engine {
        let watched = WatchedEngine(engine)
        self.engine = watched
        return watched
    }
}

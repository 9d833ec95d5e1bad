import Access
import Casework
import Ledger
import Rulebook
import TestSupport
import Testing

/// What is cut off, comes too late or comes twice.
extension DraftTests {
    @Test("A file that was cut off is gone an hour later; one that came in whole stays")
    func cutOffFile() async throws {
        let temporary = try await TemporaryLedger()
        defer { withExtendedLifetime(temporary) {} }
        let access = try Access(temporary.ledger)
        let draft = try await begun(access, referrer())
        let whole = access.upload(to: draft)
        try await whole.write(Array("a photograph".utf8), part: 0)
        try await access.finish(
            whole, of: draft, name: "a.jpg", kind: "jpeg", size: 12, isScanned: false, person: 1, for: referrer())
        let half = access.upload(to: draft)
        try await half.write(Array("a phot".utf8), part: 0)
        #expect(try await access.files(of: draft).map(\.name) == ["a.jpg"])
        #expect(try await access.removeEndedDrafts() == 0)
        temporary.world.move(to: temporary.ledger.today.adding(days: 1))
        #expect(try await access.removeEndedDrafts() == 1)
        #expect(try await access.removeEndedDrafts() == 0)
        #expect(try await temporary.ledger.attachment(half.id) == nil)
        // Whoever still sends it is told, instead of having it swallowed.
        await #expect(throws: LedgerError.unknownReference) { try await half.write(Array("ograph".utf8), part: 1) }
        await #expect(throws: LedgerError.unknownReference) { try await half.finish(about: []) }
        #expect(try await access.files(of: draft).map(\.name) == ["a.jpg"])
    }

    @Test("A file that comes in while its draft is deleted, or after it was sent, leaves nothing behind")
    func lateFile() async throws {
        let temporary = try await TemporaryLedger()
        defer { withExtendedLifetime(temporary) {} }
        let access = try Access(temporary.ledger)
        let account = referrer()
        let deleted = try await begun(access, account)
        let late = access.upload(to: deleted)
        try await late.write(Array("a phot".utf8), part: 0)
        try await access.discard(deleted.id, by: account)
        await #expect(throws: LedgerError.unknownReference) { try await late.write(Array("ograph".utf8), part: 1) }
        await #expect(throws: LedgerError.unknownReference) { try await late.finish(about: []) }
        #expect(try await temporary.ledger.attachment(late.id) == nil)
        let sent = try await begun(access, account)
        let slow = access.upload(to: sent)
        try await slow.write(Array("a phot".utf8), part: 0)
        guard case .sent = try await access.submit(sent.id, person: 1, for: account) else {
            Issue.record("not sent")
            return
        }
        await #expect(throws: LedgerError.unknownReference) { try await slow.finish(about: []) }
        temporary.world.move(to: temporary.ledger.today.adding(days: 1))
        while try await access.removeEndedDrafts() > 0 {}
        #expect(try await temporary.ledger.attachment(slow.id) == nil)
    }

    @Test(
        "A draft that a colleague deletes while it is sent: the referral has its files, and nothing else stays"
    )
    func deletedWhileSent() async throws {
        let temporary = try await TemporaryLedger()
        defer { withExtendedLifetime(temporary) {} }
        let (access, ledger) = (try Access(temporary.ledger), temporary.ledger)
        let account = referrer()
        let begun = try await begun(access, account)
        let upload = access.upload(to: begun)
        try await upload.write(Array("a photograph".utf8), part: 0)
        try await access.finish(
            upload, of: begun, name: "a.jpg", kind: "jpeg", size: 12, isScanned: false, person: 1, for: account)
        try await access.save(begun.id, for: account) { $0.shared["evidence_description"] = .text("The room") }
        // Read for sending; and at this moment somebody else deletes it, and the sweep runs.
        let read = try await access.draft(begun.id, for: account)
        try await access.discard(begun.id, by: referrer("ben"))
        #expect(try await access.removeEndedDrafts() == 0)
        await #expect(throws: LedgerError.unknownReference) { try await access.draft(begun.id, for: account) }
        #expect(try await ledger.draft(begun.id)?.body == [])
        let outcome = try await access.submit(read, person: 1, for: account) { _ in
            ("Your reference", "It has arrived.")
        }
        guard case .sent(let reference, _) = outcome else {
            Issue.record("not sent")
            return
        }
        #expect(try await ledger.attachments(of: reference).map(\.id) == [upload.id])
        #expect(try await ledger.takeMail(limit: 5).count == 1)
        temporary.world.move(to: ledger.today.adding(days: 1))
        while try await access.removeEndedDrafts() > 0 {}
        #expect(try await ledger.draft(begun.id) == nil)
        #expect(try await ledger.attachments(of: reference).map(\.id) == [upload.id])
    }

    @Test("A draft of several that is deleted after the first was sent: the others are sent all the same")
    func groupDeletedWhileSent() async throws {
        let temporary = try await TemporaryLedger()
        defer { withExtendedLifetime(temporary) {} }
        let access = try Access(temporary.ledger)
        let account = referrer()
        let draft = try await begun(access, account, people: 3)
        guard case .sent = try await access.submit(draft, person: 1, for: account) else {
            Issue.record("not sent")
            return
        }
        try await access.discard(draft.id, by: referrer("ben"))
        for person in [2, 3] {
            guard case .sent = try await access.submit(next: draft, person: person, for: account) else {
                Issue.record("person \(person) was not sent")
                return
            }
        }
        #expect(try await access.isDiscarded(draft))
        #expect(try await access.referrals(of: account, limit: 10).count == 3)
    }

    @Test(
        "Two colleagues who send at once send it once, and the sender keeps the copy; a sent draft is handed to nobody")
    func sentTwice() async throws {
        let temporary = try await TemporaryLedger()
        defer { withExtendedLifetime(temporary) {} }
        let access = try Access(temporary.ledger)
        let (ann, ben) = (referrer(), referrer("ben"))
        for _ in 0..<5 {
            let draft = try await begun(access, ann)
            let references = try await withThrowingTaskGroup(of: Reference?.self) { group in
                for account in [ann, ben, ann, ben] {
                    group.addTask {
                        if case .sent(let reference, _) = try await access.submit(draft.id, person: 1, for: account) {
                            reference
                        } else {
                            nil
                        }
                    }
                }
                return try await group.reduce(into: Set<Reference?>()) { $0.insert($1) }
            }
            #expect(references.count == 1 && references.first != .some(nil))
            let owners = [ann, ben]
            var copies = 0
            for owner in owners {
                let person = try #require(try await access.draft(draft.id, for: owner).content.person(1))
                #expect(person.leftOut.isEmpty)
                if person.answers.count > 5 { copies += 1 }
            }
            #expect(copies == 1)
            await #expect(throws: LedgerError.unknownReference) {
                try await access.hand(draft.id, to: nil, team: "", by: ann)
            }
        }
    }

    @Test("Somebody who is taken out takes their files along")
    func filesOfOneTakenOut() async throws {
        let temporary = try await TemporaryLedger()
        defer { withExtendedLifetime(temporary) {} }
        let access = try Access(temporary.ledger)
        let draft = try await begun(access, referrer(), people: 2)
        for person in [1, 2] {
            let upload = access.upload(to: draft)
            try await upload.write(Array("a photograph".utf8), part: 0)
            try await access.finish(
                upload, of: draft, name: "\(person).jpg", kind: "jpeg", size: 12, isScanned: false, person: person,
                for: referrer())
        }
        _ = try await access.removePerson(1, sharing: [], from: draft.id, for: referrer())
        #expect(try await access.files(of: draft).map(\.name) == ["2.jpg"])
    }

    @Test("What was said of one person is not said of the next")
    func severalPeople() {
        var content = Draft.Content()
        content.shared = ["given_name": .text("Mira"), "exploiter_details": .text("Two men")]
        content.addPerson(sharing: ["exploiter_details"])
        #expect(content.shared == ["exploiter_details": .text("Two men")])
        #expect(content.answers(of: 1)["given_name"] == .text("Mira"))
        #expect(content.answers(of: 2) == ["exploiter_details": .text("Two men")])
    }

    @Test("What was sent before the sending was cut off is what counts; what was changed since is told, not lost")
    func cutOffSending() async throws {
        let temporary = try await TemporaryLedger()
        defer { withExtendedLifetime(temporary) {} }
        let access = try Access(temporary.ledger)
        let draft = try await begun(access, referrer())
        let account = referrer()
        // Recorded, and then the program was killed.
        let outcome = try await temporary.ledger.record(
            Command(
                reference: nil,
                request: ActionRequest(
                    record: "referral", action: "submit", answers: answers(), actor: account.actor,
                    purpose: draft.journey.purpose, occurredOn: temporary.ledger.today),
                key: "draft \(draft.id) 1"))
        guard case .recorded(let reference, _) = outcome else {
            Issue.record("not recorded")
            return
        }
        try await access.save(draft.id, for: account) { $0.shared["family_name"] = .text("Changed") }
        guard case .sent(let sent, _) = try await access.submit(draft.id, person: 1, for: account) else {
            Issue.record("not sent")
            return
        }
        #expect(sent == reference)
        let person = try #require(try await access.draft(draft.id, for: account).content.person(1))
        #expect(person.leftOut == ["family_name"])
        #expect(person.answers["family_name"] == answers()["family_name"])
    }
}

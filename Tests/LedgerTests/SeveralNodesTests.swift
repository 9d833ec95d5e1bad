import Casework
import Ledger
import Rulebook
import TestSupport
import Testing

@Suite("Several nodes on one database")
struct SeveralNodesTests {
    @Test("Each opens cases of its own at the same time; places are given out once and without a gap")
    func openings() async throws {
        let temporary = try await TemporaryLedger()
        let nodes = [temporary.ledger, try await temporary.another(), try await temporary.another()]
        let references = try await atOnce(90) { index in
            try await nodes[index % 3].record(RequestBuilder.referral().command(key: "\(index)")).recorded
        }
        #expect(Set(references.compactMap { $0 }).count == 90)
        #expect(try await temporary.wholeEntries() == 90)
    }

    @Test("The same request sent to two nodes at once is done once, and both get the same answer")
    func idempotency() async throws {
        let temporary = try await TemporaryLedger()
        let nodes = [temporary.ledger, try await temporary.another()]
        for round in 0..<15 {
            let answers = try await atOnce(2) { index in
                let outcome = try await nodes[index].record(RequestBuilder.referral().command(key: "round \(round)"))
                return outcome.recorded ?? outcome.repeated?.reference
            }
            #expect(Set(answers).count == 1)
        }
        #expect(try await temporary.wholeEntries() == 15)
    }

    @Test("Both decide on the same case at once: one decision stands, the other learns that the case has moved on")
    func race() async throws {
        let temporary = try await TemporaryLedger()
        let nodes = [temporary.ledger, try await temporary.another()]
        for round in 0..<15 {
            let reference = try await temporary.refer(RequestBuilder.referral(), key: "open \(round)")
            let outcomes = try await atOnce(2) { index in
                try await nodes[index].record(
                    RequestBuilder.decision().command(on: reference, key: "\(round) \(index)", expected: 1))
            }
            #expect(outcomes.count { $0.recorded != nil } == 1)
            #expect(outcomes.count { $0.conflict != nil } == 1)
        }
        #expect(try await temporary.wholeEntries() == 30)
    }

    @Test("Changes to one case from all nodes at once, without a version, are all done, one after the other")
    func sameCase() async throws {
        let temporary = try await TemporaryLedger()
        let nodes = [temporary.ledger, try await temporary.another(), try await temporary.another()]
        let reference = try await temporary.refer(RequestBuilder.referral(), key: "open")
        let outcomes = try await atOnce(24) { index in
            try await nodes[index % 3].record(RequestBuilder.review("referral").command(on: reference, key: "\(index)"))
        }
        #expect(outcomes.allSatisfy { $0.recorded != nil || $0.refusal != nil })
        let version = try await temporary.ledger.open(reference).state.version
        #expect(version == 1 + outcomes.count { $0.recorded != nil })
        #expect(try await temporary.wholeEntries() == Int64(version))
    }

    @Test("Checkpoints signed by several nodes at once agree")
    func checkpoints() async throws {
        let temporary = try await TemporaryLedger()
        let nodes = [temporary.ledger, try await temporary.another()]
        _ = try await atOnce(40) { index in
            _ = try await nodes[index % 2].record(RequestBuilder.referral().command(key: "\(index)"))
            try await nodes[index % 2].checkpoint()
        }
        #expect(try await temporary.wholeEntries() == 40)
    }

    @Test("A message is delivered by one node; one that is not confirmed goes to the next when its lease has passed")
    func outbox() async throws {
        let temporary = try await TemporaryLedger()
        let nodes = [temporary.ledger, try await temporary.another(), try await temporary.another()]
        for index in 0..<30 { _ = try await temporary.refer(RequestBuilder.referral(), key: "\(index)") }
        let taken = try await atOnce(3) { try await nodes[$0].takeMessages(limit: 12, lease: 60_000) }
        #expect(taken.map(\.count).sorted() == [6, 12, 12])
        #expect(Set(taken.joined().map(\.id)).count == 30)
        #expect(try await nodes[0].takeMessages(limit: 100, lease: 60_000).isEmpty)
        try await nodes[0].messagesDelivered(taken[0])
        try await nodes[1].messagesFailed(taken[1])
        // The third node died. Those put off come back after ten seconds, those of the dead node after its lease.
        temporary.world.wait(seconds: 11)
        let again = try await nodes[0].takeMessages(limit: 100, lease: 60_000)
        #expect(Set(again.map(\.id)) == Set(taken[1].map(\.id)))
        #expect(again.allSatisfy { $0.attempt == 2 })
        try await nodes[0].messagesDelivered(again)
        temporary.world.wait(seconds: 60)
        let orphans = try await nodes[1].takeMessages(limit: 100, lease: 60_000)
        #expect(Set(orphans.map(\.id)) == Set(taken[2].map(\.id)))
        // The dead node comes back and confirms what is no longer its own.
        try await nodes[2].messagesDelivered(taken[2])
        try await nodes[1].messagesFailed(orphans)
        temporary.world.wait(seconds: 21)
        #expect(try await nodes[0].takeMessages(limit: 100, lease: 60_000).count == taken[2].count)
    }

    @Test("Messages say who is to be told of what, and nothing of the case")
    func messages() async throws {
        let temporary = try await TemporaryLedger()
        let reference = try await temporary.refer(
            RequestBuilder.referral().named("Anhalinarides", "Kola"), key: "1")
        let message = try #require(try await temporary.ledger.takeMessages(limit: 1, lease: 1_000).first)
        #expect(message.reference == reference)
        #expect(message.audiences == ["survivor", "first_responder", "decision_maker"])
        #expect([message.kind, message.record, message.action] == ["case", "referral", "submit"])
        #expect(message.attempt == 1)
        #expect(try await temporary.ledger.oldestMessage() == message.recordedAt)
        try await temporary.ledger.messagesDelivered([message])
        #expect(try await temporary.ledger.oldestMessage() == nil)
    }
}

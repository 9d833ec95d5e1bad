import Casework
import Law
import Ledger
import Rulebook
import TestSupport
import Testing

@Suite("Recording")
struct RecordTests {
    @Test("The same key twice is done once and answered the same")
    func repeated() async throws {
        let temporary = try await TemporaryLedger()
        let command = RequestBuilder.referral().command(key: "a")
        let reference = try #require(try await temporary.ledger.record(command).recorded)
        #expect(try await temporary.ledger.record(command).repeated == Repetition(reference, 1))
        #expect(try await temporary.ledger.open([command, command]).compactMap(\.repeated).count == 2)
        let decision = RequestBuilder.decision().filled(on: nil).command(on: reference, key: "b")
        #expect(try await temporary.ledger.record(decision).recorded == reference)
        #expect(try await temporary.ledger.record(decision).repeated == Repetition(reference, 2))
        #expect(try await temporary.entries() == 2)
    }

    @Test("The same key from fifty tasks at once makes one entry")
    func repeatedAtOnce() async throws {
        let temporary = try await TemporaryLedger()
        let command = RequestBuilder.referral().command(key: "a")
        let outcomes = try await atOnce(50) { _ in try await temporary.ledger.record(command) }
        #expect(outcomes.compactMap(\.recorded).count == 1)
        #expect(outcomes.compactMap(\.repeated).count == 49)
        #expect(Set(outcomes.compactMap { $0.recorded ?? $0.repeated?.reference }).count == 1)
        let reference = try #require(outcomes.compactMap(\.recorded).first)
        let decision = RequestBuilder.decision().command(on: reference, key: "b")
        let later = try await atOnce(50) { _ in try await temporary.ledger.record(decision) }
        #expect(later.compactMap(\.recorded).count == 1)
        #expect(later.compactMap(\.repeated) == Array(repeating: Repetition(reference, 2), count: 49))
        #expect(try await temporary.entries() == 2)
    }

    @Test("The same key twice in one batch makes one dossier")
    func repeatedInBatch() async throws {
        let temporary = try await TemporaryLedger()
        let command = RequestBuilder.referral().command(key: "a")
        let outcomes = try await temporary.ledger.open([command, RequestBuilder.referral().command(key: "b"), command])
        #expect(outcomes.map { $0.recorded != nil } == [true, true, false])
        #expect(outcomes[2].repeated?.reference == outcomes[0].recorded)
    }

    @Test("A decision made on a version that has passed is told what the version is now")
    func stale() async throws {
        let temporary = try await TemporaryLedger()
        let reference = try #require(
            try await temporary.ledger.record(RequestBuilder.referral().command(key: "1")).recorded)
        let first = RequestBuilder.decision().command(on: reference, key: "2", expected: 1)
        #expect(try await temporary.ledger.record(first).recorded == reference)
        let second = RequestBuilder.decision().command(on: reference, key: "3", expected: 1)
        #expect(try await temporary.ledger.record(second).conflict == Repetition(reference, 2))
        #expect(try await temporary.entries() == 2)
    }

    @Test("Of twenty that saw the same version one is recorded and the others are told")
    func raceWithVersion() async throws {
        let (temporary, reference) = try await dossierWithQuestions()
        let outcomes = try await atOnce(20) { index in
            try await temporary.ledger.record(
                settling(index).command(on: reference, key: "settle \(index)", expected: 1))
        }
        #expect(outcomes.compactMap(\.recorded).count == 1)
        #expect(outcomes.compactMap(\.conflict).count == 19)
        #expect(try await temporary.entries() == 2)
    }

    @Test("Twenty at once that name no version are all recorded, one after the other")
    func raceWithoutVersion() async throws {
        let (temporary, reference) = try await dossierWithQuestions()
        let outcomes = try await atOnce(20) { index in
            try await temporary.ledger.record(settling(index).command(on: reference, key: "route \(index)"))
        }
        #expect(outcomes.compactMap(\.recorded).count == 20)
        let opened = try await temporary.ledger.open(reference)
        #expect(opened.entries.map(\.version) == Array(1...21))
        #expect(try await temporary.ledger.verify().isWhole)
    }

    @Test("A refused command leaves nothing behind and its key may be used again")
    func refused() async throws {
        let temporary = try await TemporaryLedger()
        let refused = try await temporary.ledger.record(
            RequestBuilder.referral().with("family_name", nil).command(key: "1"))
        #expect(refused.refusal?.reasons.map(\.field) == ["family_name"])
        #expect(try await temporary.entries() == 0)
        #expect(try await temporary.ledger.record(RequestBuilder.referral().command(key: "1")).recorded != nil)
    }

    @Test("An unknown reference is refused as such")
    func unknown() async throws {
        let temporary = try await TemporaryLedger()
        await #expect(throws: LedgerError.unknownReference) {
            try await temporary.ledger.record(
                RequestBuilder.decision().command(on: temporary.world.reference(), key: "1"))
        }
    }

    /// A case on which the same action may be done many times.
    private func dossierWithQuestions() async throws -> (TemporaryLedger, Reference) {
        let temporary = try await TemporaryLedger()
        let recorded = try await temporary.ledger.record(RequestBuilder.referral().command(key: "open")).recorded
        return (temporary, try #require(recorded))
    }

    private func settling(_ index: Int) -> RequestBuilder {
        RequestBuilder(
            ActionRequest(
                record: "reasonable_grounds", action: "route",
                answers: ["immigration_detention": .text(index.isMultiple(of: 2) ? "yes" : "no")],
                actor: Someone.decisionMaker, purpose: "decide", occurredOn: UnitedKingdom.day("2026-10-08")))
    }
}

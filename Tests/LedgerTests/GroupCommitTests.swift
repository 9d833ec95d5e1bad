import Casework
import Ledger
import Rulebook
import TestSupport
import Testing

@Suite("Group commit")
struct GroupCommitTests {
    private func watched() async throws -> (TemporaryLedger, WatchedEngine) {
        let box = Box()
        let temporary = try await TemporaryLedger { engine in
            let watched = WatchedEngine(engine)
            box.engine = watched
            return watched
        }
        return (temporary, try #require(box.engine))
    }

    /// Carries the engine out of the closure that makes it.
    private final class Box {
        var engine: WatchedEngine?
    }

    @Test("Three hundred callers at once share few transactions, and each gets its own answer")
    func shared() async throws {
        let (temporary, engine) = try await watched()
        let request = RequestBuilder.referral()
        let before = engine.committed
        let outcomes = try await atOnce(300) { index in
            (
                index,
                try await temporary.ledger.record(
                    request.with("referrer_reference", "R\(index)").command(key: "\(index)"))
            )
        }
        let transactions = engine.committed - before
        #expect(transactions >= 1 && transactions < 150, "\(transactions) transactions for 300 actions")
        #expect(try await temporary.entries() == 300)
        for (index, outcome) in outcomes {
            let reference = try #require(outcome.recorded)
            let answer = try await temporary.ledger.open(reference).state.answer(
                FieldPath("referral.referrer_reference"))
            #expect(answer == .text("R\(index)"))
        }
    }

    @Test("Alone, a caller waits for one transaction")
    func alone() async throws {
        let (temporary, engine) = try await watched()
        for index in 0..<5 {
            let before = engine.committed
            _ = try await temporary.refer(RequestBuilder.referral(), key: "\(index)")
            #expect(engine.committed == before + 1)
        }
    }

    @Test("One that cannot be written fails alone; its neighbours in the same transaction are recorded")
    func neighbour() async throws {
        let (temporary, engine) = try await watched()
        engine.fail { statement, arguments in
            statement.text.contains("INSERT INTO entry") && arguments.contains(.text("poison"))
                ? EngineError.failed("a test") : nil
        }
        let outcomes = try await atOnce(60) { index -> Bool in
            let actor = Actor(account: index % 20 == 7 ? "poison" : "sound", role: "first_responder")
            do {
                let outcome = try await temporary.ledger.record(
                    RequestBuilder.referral(by: actor).command(key: "\(index)"))
                return outcome.recorded != nil
            } catch EngineError.failed {
                #expect(index % 20 == 7)
                return false
            }
        }
        #expect(outcomes.count { $0 } == 57)
        engine.fail(nil)
        #expect(try await temporary.entries() == 57)
        #expect(try await temporary.wholeEntries() == 57)
        let again = RequestBuilder.referral(by: Actor(account: "poison", role: "first_responder")).command(key: "7")
        #expect(
            try await temporary.ledger.record(again).recorded != nil, "what failed may be asked again under its key")
    }

    @Test("A full disk fails every caller of the transaction once, and is tried no further")
    func full() async throws {
        let (temporary, engine) = try await watched()
        engine.fail { statement, _ in statement.text.contains("INSERT INTO entry") ? EngineError.noSpace : nil }
        let commands = (0..<50).map { RequestBuilder.referral().command(key: "\($0)") }
        await #expect(throws: EngineError.noSpace) { try await temporary.ledger.open(commands) }
        engine.fail(nil)
        #expect(try await temporary.entries() == 0)
        #expect(try await temporary.ledger.open(commands).compactMap(\.recorded).count == 50)
    }

    @Test(
        "A fault at any statement of a transaction leaves nothing of it",
        arguments: [
            "INSERT INTO request_key", "INSERT INTO dossier ", "INSERT INTO dossier_key", "INSERT INTO entry",
            "INSERT INTO clock",
            "INSERT INTO fact", "INSERT INTO outbox", "INSERT INTO search_token",
        ])
    func middle(of statement: String) async throws {
        let (temporary, engine) = try await watched()
        let kept = try await temporary.refer(RequestBuilder.referral(), key: "kept")
        let raw = try temporary.raw()
        let before = try raw.dump()
        engine.fail { text, _ in (text.text + " ").contains(statement) ? EngineError.failed("a test") : nil }
        await #expect(throws: EngineError.failed("a test")) {
            try await temporary.ledger.record(RequestBuilder.referral().command(key: "lost"))
        }
        #expect(try raw.dump() == before)
        engine.fail(nil)
        #expect(try await temporary.ledger.open(kept).state.version == 1)
        #expect(try await temporary.ledger.verify().isWhole)
    }

    @Test("A change that fails leaves the dossier at its version, free to be tried again")
    func change() async throws {
        let (temporary, engine) = try await watched()
        let reference = try await temporary.refer(RequestBuilder.referral(), key: "open")
        engine.fail { statement, _ in statement.text.contains("INSERT INTO fact") ? EngineError.failed("a test") : nil }
        let decision = RequestBuilder.decision().command(on: reference, key: "decide")
        await #expect(throws: EngineError.failed("a test")) { try await temporary.ledger.record(decision) }
        #expect(try await temporary.ledger.open(reference).state.version == 1)
        engine.fail(nil)
        #expect(try await temporary.ledger.record(decision).recorded == reference)
        #expect(try await temporary.ledger.open(reference).state.version == 2)
    }
}

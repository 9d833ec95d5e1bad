import Casework
import Ledger
import Rulebook
import TestSupport
import Testing

@Suite("Projections")
struct ProjectionTests {
    /// Three hundred imported cases with what a careless office then does to them. Made once for all tests.
    static let busy = Task { try await ProjectionTests.busyLedger() }

    struct Busy: Sendable {
        let temporary: TemporaryLedger
        /// The state that the kernel makes of each case when it sees everything in it.
        let states: [Reference: DossierState]
        let actions: Int
    }

    static func busyLedger() async throws -> Busy {
        let temporary = try await TemporaryLedger(day: UnitedKingdom.day("2026-11-02"))
        var states: [Reference: DossierState] = [:]
        for outcome in try await temporary.ledger.open(SampleReferrals.commands()) {
            if let reference = outcome.recorded { states[reference] = outcome.state }
        }
        var drawn = AnyRequest(seed: 41)
        var numbers = SeededNumbers(seed: 42)
        let references = states.keys.sorted { $0.number < $1.number }
        var actions = 0
        for round in 0..<2_000 {
            if round.isMultiple(of: 20) { temporary.world.wait(seconds: 86_400) }
            guard let reference = references.randomElement(using: &numbers) else { break }
            let request = drawn.next(on: states[reference], day: temporary.world.today)
            let decision = UnitedKingdom.casework.decide(
                request, on: states[reference], kind: "case", today: temporary.world.today, now: temporary.world.now)
            let outcome = try await temporary.ledger.record(
                Command(reference: reference, request: request, key: "round \(round)"))
            // The ledger unseals only what a decision needs; whoever sees everything must come to the same.
            switch decision {
            case .accepted(let entry, let after):
                #expect(outcome.recorded == reference)
                #expect(
                    try await temporary.ledger.open(reference).entries.last == entry,
                    "\(request.record).\(request.action)")
                states[reference] = after
                actions += 1
            case .refused(let refusal):
                #expect(outcome.refusal == refusal, "\(request.record).\(request.action)")
            }
        }
        return Busy(temporary: temporary, states: states, actions: actions)
    }

    static let derived = [
        ("clock", "SELECT * FROM clock ORDER BY dossier, clock"),
        ("fact", "SELECT * FROM fact ORDER BY dossier, version"),
        ("outbox", "SELECT * FROM outbox ORDER BY dossier, version"),
        ("tie", "SELECT * FROM tie ORDER BY scope, dossier"),
        ("search_token", "SELECT * FROM search_token ORDER BY token, dossier"),
        // The sealed name differs in its nonce; titles(_:) compares what it says.
        (
            "dossier",
            "SELECT id, reference, kind, nation, opened_on, version, standing, updated_at, head, open_questions FROM dossier ORDER BY id"
        ),
    ]

    private func dump(_ raw: RawDatabase) throws -> [String: [[SQLValue]]] {
        try Dictionary(uniqueKeysWithValues: Self.derived.map { ($0.0, try raw.rows($0.1)) })
    }

    private func titles(_ busy: Busy) async throws -> [Reference: String?] {
        var titles: [Reference: String?] = [:]
        for reference in busy.states.keys {
            titles[reference] = try await busy.temporary.ledger.search(reference.description).hits.first?.dossier.title
        }
        return titles
    }

    @Test("Any sequence of actions folds from the stored entries to the state that the kernel came to")
    func fold() async throws {
        let busy = try await Self.busy.value
        #expect(busy.states.count == 300)
        // 300 openings, and a good number of actions after them.
        #expect(busy.actions > 450, "\(busy.actions)")
        var versions = 0
        for (reference, state) in busy.states {
            let opened = try await busy.temporary.ledger.open(reference)
            #expect(opened.state == state)
            #expect(opened.entries.map(\.version) == Array(1...state.version))
            #expect(DossierState.folding(opened.entries, kind: "case") == state)
            versions += state.version
        }
        #expect(versions == 300 + busy.actions)
        #expect(try await busy.temporary.wholeEntries() == Int64(versions))
    }

    @Test("Every kind of action, draft and return occurs among them")
    func coverage() async throws {
        let busy = try await Self.busy.value
        let done = Set(
            try busy.temporary.raw().rows("SELECT DISTINCT action, stage FROM entry").compactMap { $0[1].text })
        #expect(done == ["done", "proposed", "confirmed", "sent_back"])
        let clocks = Set(try busy.temporary.raw().rows("SELECT DISTINCT standing FROM clock").compactMap { $0[0].text })
        #expect(clocks.isSuperset(of: ["running", "over"]))
    }

    @Test("Who took their name back is found by it no more, before and after a rebuild; nor is it in any projection")
    func takenBack() async throws {
        let temporary = try await TemporaryLedger()
        defer { withExtendedLifetime(temporary) {} }
        let ledger = temporary.ledger
        let report = RequestBuilder.referral("declined").named("Zelmira", "Quaxton").with(
            "will_work_with_authorities", "yes")
        let reference = try #require(try await ledger.record(report.filled(on: nil).command(key: "1")).recorded)
        #expect(try await ledger.search("Zelmira Quaxton").hits.count == 1)
        let outcome = try await ledger.record(
            Command(
                reference: reference,
                request: ActionRequest(
                    record: "duty_to_notify", action: "correct",
                    answers: [
                        "will_work_with_authorities": .text("no"), "correction_reason": .text("She changed her mind"),
                    ], actor: Someone.referrer, purpose: "refer", occurredOn: ledger.today),
                key: "2"))
        #expect(outcome.recorded == reference)
        for isRebuilt in [false, true] {
            if isRebuilt { try await ledger.rebuild() }
            #expect(try await ledger.search("Zelmira Quaxton").hits.isEmpty)
            #expect(try await ledger.search("Quaxton").hits.isEmpty)
            #expect(try await ledger.search(reference.description).hits.first?.dossier.title == nil)
        }
    }

    @Test("Rebuilt projections equal the incremental ones, also after all of them were lost")
    func rebuild() async throws {
        let busy = try await Self.busy.value
        let raw = try busy.temporary.raw()
        let before = try dump(raw)
        let names = try await titles(busy)
        #expect(before["clock"]?.isEmpty == false && before["search_token"]?.isEmpty == false)
        let named = busy.states.values.count { $0.answer(FieldPath("referral.family_name")) != nil }
        #expect(names.values.count { $0 != nil } == named && named > 200)

        #expect(try await busy.temporary.ledger.rebuild() == 300)
        #expect(try dump(raw) == before)
        #expect(try await titles(busy) == names)

        for table in ["clock", "fact", "outbox", "search_token"] { try raw.run("DELETE FROM \(table)") }
        try raw.run(
            "UPDATE dossier SET nation = NULL, standing = 'lost', open_questions = 99, summary = NULL, updated_at = 0")
        #expect(try dump(raw) != before)
        #expect(try await busy.temporary.ledger.rebuild() == 300)
        let after = try dump(raw)
        for (table, _) in Self.derived { #expect(after[table] == before[table], "\(table)") }
        #expect(try await titles(busy) == names)
        #expect(try await busy.temporary.ledger.verify().isWhole)
    }

    @Test(
        "A worklist turned page by page shows each running clock once, soonest first", arguments: [1, 2, 7, 25, 1_000])
    func pages(limit: Int) async throws {
        let busy = try await Self.busy.value
        let raw = try busy.temporary.raw()
        for (owner, kind) in [
            ("decision_maker", ClockDefinition.Kind.due), ("decision_maker", .earliest), ("support_worker", .ends),
        ] {
            let holder = owner == "decision_maker" ? busy.temporary.ring.scope("body:competent_authority:sca") : 0
            let expected = try raw.rows(
                """
                SELECT due_on, dossier, clock FROM clock WHERE owner = ? AND kind = ? AND holder = ? AND standing = 'running'
                  AND due_on IS NOT NULL ORDER BY 1, 2, 3
                """,
                [.text(owner), .text(kind.rawValue), .integer(holder)])
            #expect(expected.count > 5)
            var seen: [[SQLValue]] = []
            var cursor = WorklistCursor.start
            while true {
                let page = try await busy.temporary.ledger.worklist(
                    owner: owner, kind: kind, after: cursor, limit: limit)
                guard let last = page.last else { break }
                #expect(page.count <= limit)
                seen += page.map { [.int($0.due.dayNumber), .integer(dossier($0)), .text($0.clock)] }
                // A page goes on from the cursor's text, as a link does.
                cursor = try #require(WorklistCursor(last.cursor.description))
            }
            #expect(seen == expected)
        }
    }

    private func dossier(_ item: WorklistItem) -> Int64 {
        item.cursor.description.split(separator: ".").dropFirst().first.flatMap { Int64($0) } ?? 0
    }

    @Test("Two clocks of one case that end on the same day are on the list both, also with a page between them")
    func sameDay() async throws {
        let temporary = try await TemporaryLedger()
        let reference = try await temporary.refer(RequestBuilder.referral(), key: "1")
        _ = try await temporary.ledger.record(RequestBuilder.decision().command(on: reference, key: "2"))
        try temporary.raw().run(
            """
            UPDATE clock SET due_on = 20800, standing = 'running', kind = 'due', owner = 'decision_maker',
              holder = (SELECT MAX(holder) FROM clock)
            """)
        var seen: [String] = []
        var cursor = WorklistCursor.start
        while let item = try await temporary.ledger.worklist(owner: "decision_maker", after: cursor, limit: 1).first {
            seen.append(item.clock)
            cursor = item.cursor
        }
        #expect(seen.count == Set(seen).count)
        let clocks = try temporary.raw().rows("SELECT clock FROM clock").count
        #expect(seen.count == clocks && clocks == 2)
    }

    @Test(
        "A text that is no cursor is not read as one",
        arguments: ["", "1", "1.2", "a.1.x", "1.b.x", "1.2." + String(repeating: "x", count: 300)])
    func cursors(text: String) {
        #expect(WorklistCursor(text) == nil)
    }
}

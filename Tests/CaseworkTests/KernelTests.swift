import Casework
import Law
import Rulebook
import Testing

@Suite("The kernel")
struct KernelTests {
    let casework = UnitedKingdom.casework

    private func decide(_ request: ActionRequest, on state: DossierState?, today: CivilDate? = nil) -> Decision {
        casework.decide(
            request, on: state, kind: "case", today: today ?? request.occurredOn,
            now: UnitedKingdom.instant(request.occurredOn))
    }

    private func referred(_ example: String = "adult", on day: String = "2024-05-01") throws -> DossierState {
        let day = UnitedKingdom.day(day)
        var request = UnitedKingdom.request("referral", "submit", role: "first_responder", on: day)
        request.answers = UnitedKingdom.referral(example, on: day)
        return try #require(decide(request, on: nil).state)
    }

    @Test(
        "Any sequence of actions leaves the same state as folding its entries, and what is refused changes nothing",
        arguments: 0..<40)
    func folding(seed: Int) throws {
        var random = Generator(seed: UInt64(seed))
        var entries: [Entry] = []
        var state: DossierState?
        var day = UnitedKingdom.day("2019-03-01").adding(days: Int.random(in: 0..<2200, using: &random))
        for _ in 0..<30 {
            day = day.adding(days: Int.random(in: 0...40, using: &random))
            let request = anyRequest(on: day, state: state, &random)
            switch decide(request, on: state) {
            case .accepted(let entry, let after):
                #expect(entry.version == entries.count + 1)
                entries.append(entry)
                #expect(DossierState.folding(entries, kind: "case") == after)
                state = after
            case .refused(let refusal):
                #expect(!refusal.reasons.isEmpty)
                #expect(
                    refusal.reasons.allSatisfy { !$0.code.isEmpty && $0.sentence.hasSuffix(".") }, "\(refusal.reasons)")
            }
            if let state {
                #expect(DossierState.folding(entries, kind: "case") == state)
                #expect(!casework.standing(of: state, on: day).isEmpty)
            }
        }
    }

    /// Any action of any record by any role, mostly with sensible answers.
    private func anyRequest(on day: CivilDate, state: DossierState?, _ random: inout Generator) -> ActionRequest {
        let records = UnitedKingdom.rulebook.dossier("case")?.records ?? []
        var choices = records.flatMap { record in record.actions.map { (record.id, $0.id, $0.roles[0]) } }
        for record in records where state?.record(record.id)?.pending != nil {
            for verb in ["confirm", "send_back"] {
                choices += Array(repeating: (record.id, verb, "decision_manager"), count: 8)
            }
        }
        let (record, action, role) = choices.randomElement(using: &random) ?? ("referral", "submit", "first_responder")
        var request = UnitedKingdom.request(
            record, action, role: role, account: ["anna", "ben"].randomElement(using: &random) ?? "anna", on: day)
        if action == "submit" {
            let example =
                record == "referral"
                ? ["adult", "child", "unsure"].randomElement(using: &random) ?? "adult" : "declined"
            request.answers = (UnitedKingdom.rulebook.dossier("case")?.examples[example] ?? [:]).mapValues { .text($0) }
            request.answers["nation"] = .text(["E", "W", "S", "NI"].randomElement(using: &random) ?? "E")
        } else if action == "decide" {
            request.answers["outcome"] = .text(Bool.random(using: &random) ? "positive" : "negative")
            request.answers["means_found"] = .text(Bool.random(using: &random) ? "yes" : "no")
        } else if action == "answer_question" {
            request.answers["question"] = .text(state?.openQuestions.randomElement(using: &random) ?? "none")
        }
        return Int.random(in: 0..<10, using: &random) == 0 ? request : UnitedKingdom.filled(request, on: state)
    }

    @Test("An action is refused to a role, for a purpose, in a state, on a day that it is not for")
    func gates() throws {
        let day = UnitedKingdom.day("2024-05-07")
        let state = try referred()
        let positive = ["outcome": "positive", "means_found": "yes"]
        func request(_ action: String = "decide", role: String = "decision_maker", on day: CivilDate) -> ActionRequest {
            UnitedKingdom.filled(
                UnitedKingdom.request("reasonable_grounds", action, role: role, on: day, positive), on: state)
        }
        #expect(decide(request(on: day), on: state).state != nil)
        #expect(decide(request(role: "support_worker", on: day), on: state).reasons == ["not_your_role"])
        var purpose = request(on: day)
        purpose.purpose = "oversee"
        #expect(decide(purpose, on: state).reasons == ["wrong_purpose"])
        #expect(decide(request(on: day), on: state, today: day.adding(days: -1)).reasons == ["in_future"])
        #expect(decide(request(on: UnitedKingdom.day("2024-04-30")), on: state).reasons == ["before_opening"])
        #expect(decide(request("decree", on: day), on: state).reasons == ["unknown_action"])
        #expect(decide(request("confirm", on: day), on: state).reasons == ["nothing_to_confirm"])
    }

    @Test("The entry says what followed, so that folding needs no rulebook")
    func effects() throws {
        let day = UnitedKingdom.day("2024-05-01")
        var request = UnitedKingdom.request("referral", "submit", role: "first_responder", on: day)
        request.answers = UnitedKingdom.referral("child", nation: "S")
        request.answers["date_of_birth"] = .text("2012-03-27")
        let entry = try #require(decide(request, on: nil).entry)
        #expect(entry.effects.nation == Nation("S"))
        #expect(
            entry.effects.moves == [
                .init(record: "referral", instance: 1, to: "received"),
                .init(record: "reasonable_grounds", instance: 1, to: "awaited"),
            ])
        #expect(
            entry.effects.clocks == [
                .init(
                    clock: "reasonable_grounds_target", kind: .started, due: UnitedKingdom.day("2024-05-09"),
                    basis: "rg.clock.target")
            ])
        #expect(entry.effects.tells == ["survivor", "first_responder", "decision_maker"])
        #expect(entry.fields["treated_as"] == .code("child") && entry.fields["authority"] == .code("sca"))
    }

    @Test("A recount moves the due day and not the day on which the clock began")
    func recount() throws {
        let day = UnitedKingdom.day("2024-05-01")
        var request = UnitedKingdom.request("referral", "submit", role: "first_responder", on: day)
        request.answers = UnitedKingdom.referral("child")
        request.answers["date_of_birth"] = .text("2012-03-27")
        let state = try #require(decide(request, on: nil).state)
        let route = UnitedKingdom.request(
            "reasonable_grounds", "route", role: "decision_maker", on: day.adding(days: 5),
            ["pilot_site": "hull-city-council"])
        let entry = try #require(decide(route, on: state).entry)
        #expect(
            entry.effects.clocks == [
                .init(
                    clock: "reasonable_grounds_target", kind: .recounted, due: UnitedKingdom.day("2024-06-15"),
                    basis: "route.devolved.child.rgclock")
            ])
        let again = try #require(decide(route, on: decide(route, on: state).state).entry)
        #expect(again.effects.clocks.isEmpty, "nothing changed, so nothing is told")
    }

    @Test("A question is raised when its test begins to hold, and not again by every later action")
    func raisedOnce() throws {
        let day = UnitedKingdom.day("2024-05-01")
        var request = UnitedKingdom.request("referral", "submit", role: "first_responder", on: day)
        request.answers = UnitedKingdom.referral("adult")
        request.answers["date_of_birth"] = .text("2012-03-27")
        request.answers["still_in_situation"] = .text("yes")
        request = UnitedKingdom.filled(request, on: nil)
        let state = try #require(decide(request, on: nil).state)
        #expect(state.openQuestions == ["age_contradiction", "exploitation_age_contradiction", "still_exploited"])
        let answer = UnitedKingdom.request(
            "referral", "answer_question", role: "decision_maker", on: day.adding(days: 1),
            ["question": "still_exploited", "question_answer": "The police brought them out."])
        let entry = try #require(decide(answer, on: state).entry)
        #expect(entry.effects.raises.isEmpty)
        #expect(entry.effects.settles == ["still_exploited"])
    }

    @Test("A withheld answer is in no part of the entry")
    func withheld() throws {
        let day = UnitedKingdom.day("2024-05-01")
        var request = UnitedKingdom.request(
            "duty_to_notify", "submit", role: "intake", on: day,
            UnitedKingdom.rulebook.dossier("case")?.examples["declined"] ?? [:])
        request.answers["nation"] = .text("E")
        request = UnitedKingdom.filled(request, on: nil)
        request.answers["given_name"] = .text("Zebedee")
        request.answers["contact_email"] = .text("zebedee@example.org")
        request.aside = ["given_name": "\"Zebedee\"", "colour": "\"blue\""]
        let decision = decide(request, on: nil)
        let entry = try #require(decision.entry)
        #expect(!String(describing: entry).lowercased().contains("zebedee"))
        #expect(!String(describing: decision.state).lowercased().contains("zebedee"))
        #expect(entry.aside == ["colour": "\"blue\""])
        #expect(entry.effects.raises == ["identity_withheld"])
    }

    @Test("A decision can be offered only to those who may make it, and a draft only to be confirmed or sent back")
    func available() throws {
        // What may be recorded at any time, about who has to do with the case.
        let newRecords: Set = [
            "consent", "assignment", "joint_working", "conflict", "emergency_access", "met_together",
            "information_request",
        ]
        let state = try referred()
        let offered = casework.available(
            on: state, to: Actor(account: "a", role: "decision_maker"), purpose: "decide"
        ).filter { !newRecords.contains($0.record.id) }.map {
            "\($0.record.id).\($0.action)"
        }
        #expect(
            offered == [
                "referral.settle_age", "referral.answer_question", "reasonable_grounds.route",
                "reasonable_grounds.decide",
            ])
        #expect(
            casework.available(
                on: state, to: Actor(account: "a", role: "immigration_officer"), purpose: "decide"
            ).isEmpty)
        let draft = UnitedKingdom.filled(
            UnitedKingdom.request(
                "reasonable_grounds", "decide", role: "decision_maker", on: UnitedKingdom.day("2024-05-03"),
                ["outcome": "negative"]),
            on: state)
        let drafted = try #require(decide(draft, on: state).state)
        let then = casework.available(
            on: drafted, to: Actor(account: "b", role: "decision_manager"), purpose: "decide"
        ).filter { !newRecords.contains($0.record.id) }.map(\.action)
        #expect(then == ["settle_age", "answer_question", "confirm", "send_back"])
    }

    @Test("A pending draft leaves no mark on the record until it is confirmed")
    func draft() throws {
        let state = try referred()
        let request = UnitedKingdom.filled(
            UnitedKingdom.request(
                "reasonable_grounds", "decide", role: "decision_maker", on: UnitedKingdom.day("2024-05-03"),
                ["outcome": "negative"]),
            on: state)
        let drafted = try #require(decide(request, on: state).state)
        #expect(drafted.record("reasonable_grounds")?.fields.isEmpty == true)
        #expect(drafted.clocks == state.clocks)
        let confirm = UnitedKingdom.request(
            "reasonable_grounds", "confirm", role: "decision_manager", account: "ben",
            on: UnitedKingdom.day("2024-05-06"))
        let done = try #require(decide(confirm, on: drafted).state)
        #expect(done.answer(FieldPath("reasonable_grounds.outcome")) == .code("negative"))
        #expect(done.record("reasonable_grounds")?.pending == nil)
        #expect(done.clocks["reconsideration_window"]?.startedOn == UnitedKingdom.day("2024-05-06"))
    }

    @Test("A clock whose holidays are not on file runs without a day and says so")
    func noHolidays() throws {
        let day = UnitedKingdom.day("2030-12-27")
        var request = UnitedKingdom.request("referral", "submit", role: "first_responder", on: day)
        request.answers = UnitedKingdom.referral("adult", on: day)
        let state = try #require(decide(request, on: nil).state)
        #expect(state.clocks["reasonable_grounds_target"]?.due == nil)
        #expect(state.openQuestions.contains("clock_not_computable.reasonable_grounds_target"))
        let definition = UnitedKingdom.rulebook.dossier("case")?.question(
            "clock_not_computable.reasonable_grounds_target")
        #expect(definition?.definition.id == "clock_not_computable" && definition?.about == "reasonable_grounds_target")
    }
}

/// SplitMix64: the same walk for the same seed on every machine.
struct Generator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

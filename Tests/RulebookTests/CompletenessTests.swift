import Rulebook
import Testing

@Suite("Everything in the rulebook has its words and its owner")
struct CompletenessTests {
    let rulebook = UnitedKingdom.rulebook

    private func isSpoken(_ wording: Wording) -> Bool { wording.english.contains { !$0.isWhitespace } }

    @Test("Every state, action, question and clock has wording for each audience that meets it")
    func wording() throws {
        let records = try #require(rulebook.dossier("case")).records
        #expect(
            records.map(\.id) == [
                "referral", "duty_to_notify", "reasonable_grounds", "recovery_period", "conclusive_grounds",
            ])
        for record in records {
            for state in record.states {
                #expect(isSpoken(state.label) && isSpoken(state.survivor), "\(record.id).\(state.id)")
                #expect(
                    state.label != state.survivor,
                    "professionals and survivors read different words: \(record.id).\(state.id)")
            }
            for action in record.actions {
                #expect(
                    isSpoken(action.label) && isSpoken(action.done) && isSpoken(action.survivor),
                    "\(record.id).\(action.id)")
            }
            for question in record.questions {
                #expect(isSpoken(question.label) && isSpoken(question.ask), "\(record.id).\(question.id)")
            }
            for clock in record.clocks { #expect(isSpoken(clock.label), "\(clock.id)") }
        }
    }

    @Test("A survivor is not told of a draft as if it were a decision")
    func drafts() throws {
        let dossier = try #require(rulebook.dossier("case"))
        let drafted = try #require(dossier.standing("reasonable_grounds_drafted")).survivor
        #expect(drafted == dossier.record("reasonable_grounds")?.state("awaited")?.survivor)
        let finalDraft = try #require(dossier.standing("conclusive_grounds_drafted")).survivor
        #expect(finalDraft == dossier.record("conclusive_grounds")?.state("awaited")?.survivor)
    }

    @Test("Every value of law says where it was read and how sure it is")
    func sources() {
        for value in rulebook.rules.values.flatMap(\.values) {
            #expect(!value.source.isEmpty && !value.confidence.statement.isEmpty, "\(value.id)")
        }
    }

    @Test("Every scenario has a source, and there are scenarios for every subject of sections 2 to 12")
    func scenarios() {
        #expect(rulebook.scenarios.count >= 75)
        #expect(rulebook.scenarios.allSatisfy { !$0.source.isEmpty })
        let files = Set(rulebook.scenarios.map(\.file))
        for subject in [
            "definition", "referral", "duty_to_notify", "competent_authority", "reasonable_grounds", "recovery_period",
            "conclusive_grounds", "reconsideration", "disqualification", "working_days", "changes/first_responders",
            "changes/consent", "changes/closure",
        ] {
            #expect(files.contains("scenarios/\(subject).yaml"), "\(subject)")
        }
    }

    @Test("The firewall: immigration officers, administrators, analysts and first responders see no case")
    func firewall() {
        for id in ["immigration_officer", "administrator", "analyst", "first_responder", "intake"] {
            #expect(rulebook.role(id)?.sees.isEmpty == true, "\(id)")
            #expect(rulebook.role(id)?.lists.isEmpty == true, "\(id)")
        }
    }

    @Test("Where a person is, only those who support them see; police see neither that nor how to reach them")
    func location() {
        let seeing = rulebook.roles.filter { $0.sees.contains { $0.classes.contains(.location) } }.map(\.id)
        #expect(seeing == ["support_worker"])
        let police = rulebook.role("police_investigator")?.sees ?? []
        #expect(police.allSatisfy { $0.classes.isDisjoint(with: [.location, .contact, .immigration]) })
    }

    @Test("What a referral carries never reaches the fields that casework fills")
    func notAsked() throws {
        let referral = try #require(rulebook.dossier("case")?.record("referral"))
        let held = referral.fields.filter { !$0.isAsked }.map(\.id)
        #expect(held == ["treated_as", "authority", "settled_age", "age_reasons", "question", "question_answer"])
        #expect(referral.fields.filter { !$0.isAsked }.allSatisfy { $0.formKey == nil && $0.casework == nil })
    }

    @Test("The duty to notify report asks what the form asks on that route")
    func dutyToNotify() throws {
        let dossier = try #require(rulebook.dossier("case"))
        let report = try #require(dossier.record("duty_to_notify"))
        #expect(report.fields.filter(\.isAsked).count == 106)
        #expect(
            report.field("phone") == nil && report.field("local_authority") == nil
                && report.field("evidence_files") == nil)
    }
}

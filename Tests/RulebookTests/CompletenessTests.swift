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
                "referral", "duty_to_notify", "met_together", "information_request", "reasonable_grounds",
                "recovery_period", "conclusive_grounds", "consent",
                "assignment", "joint_working", "conflict", "emergency_access",
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

    private func sights(_ role: String) -> [RoleDefinition.Sight] {
        (rulebook.role(role)?.sees ?? []).filter { $0.dossier == "case" }
    }

    @Test("The firewall: immigration officers see nothing without the consent that names it, and have no list")
    func firewall() {
        let sights = sights("immigration_officer")
        #expect(!sights.isEmpty && sights.allSatisfy { $0.consents == ["immigration"] && $0.bases.isEmpty })
        #expect(sights.allSatisfy { $0.relations == [.invited] && !$0.classes.contains(.location) })
        #expect(rulebook.role("immigration_officer")?.lists.isEmpty == true)
    }

    @Test(
        "Whoever keeps accounts or counts sees no case", arguments: ["administrator", "analyst", "intake", "operator"])
    func apart(role: String) {
        #expect(sights(role).isEmpty)
    }

    @Test("Where a person is stays with those who support them, but for consent, a child’s safety or a broken glass")
    func location() {
        for role in rulebook.roles {
            for sight in sights(role.id) where sight.classes.contains(.location) {
                let isAsked = !sight.consents.isEmpty || !sight.bases.isEmpty
                #expect(isAsked || sight.relations == [.emergency], "\(role.id)")
            }
        }
        let police = sights("police_investigator").filter {
            $0.classes.contains(.location) && $0.relations != [.emergency]
        }
        #expect(police.allSatisfy { $0.consents.contains("location-share") && $0.relations == [.assigned] })
    }

    @Test("What a referral carries never reaches the fields that casework fills")
    func notAsked() throws {
        let referral = try #require(rulebook.dossier("case")?.record("referral"))
        let held = referral.fields.filter { !$0.isAsked }.map(\.id)
        #expect(
            held == [
                "treated_as", "childrens_services", "authority", "settled_age", "age_reasons", "question",
                "question_reply",
                "correction_reason", "withdrawal_reason", "withdrawal_details", "question_answer",
            ])
        #expect(referral.fields.filter { !$0.isAsked }.allSatisfy { $0.formKey == nil && $0.casework == nil })
    }

    @Test("The number of the line that is open at night is the same wherever it is told")
    func helpline() throws {
        let day = try #require(CivilDate("2026-11-20"))
        let value = try #require(rulebook.value(of: "support.helpline", on: day, in: Nation("E")))
        let number = try #require(value.content.description.split(separator: ": ").last)
        for text in rulebook.explanations {
            let told = text.outside.flatMap { $0.text + $0.list }
            #expect(told.contains { $0.contains(number) }, "\(text.language)")
        }
        let about = try #require(rulebook.journeys.first?.page("support")?.page.about)
        #expect(about.texts.values.allSatisfy { $0.contains(number) })
    }

    @Test("The duty to notify report asks what the form asks on that route")
    func dutyToNotify() throws {
        let dossier = try #require(rulebook.dossier("case"))
        let report = try #require(dossier.record("duty_to_notify"))
        #expect(report.fields.filter { $0.isAsked && $0.formKey != nil }.count == 106)
        // Beside the form: how it was explained, and coded reasons.
        #expect(
            report.fields.filter { $0.isAsked && $0.formKey == nil }.map(\.id).sorted() == [
                "explained_by", "explained_how", "explained_language", "refusal_reasons_given",
                "refusal_reasons_suspected", "understood",
            ])
        #expect(
            report.field("phone") == nil && report.field("local_authority") == nil
                && report.field("evidence_files") == nil)
    }
}

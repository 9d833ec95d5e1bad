import Casework
import Law
import Rulebook
import Testing

@Suite("Answers as they come in")
struct AnswerTests {
    struct Fault: Sendable, CustomTestStringConvertible {
        let field: String
        let raw: RawAnswer
        let code: String
        let sentence: String
        var example = "adult"
        var testDescription: String { sentence }
    }

    static let faults: [Fault] = [
        Fault(
            field: "given_name", raw: .unreadable("a number"), code: "not_text",
            sentence: "“\(label("given_name"))” must be written as text, not as a number."),
        Fault(
            field: "given_name", raw: .text("Ana\u{0}"), code: "control_character",
            sentence:
                "“\(label("given_name"))” contains a character that cannot be kept. Delete it or type the answer again."
        ),
        Fault(
            field: "given_name", raw: .list(["Ana", "Bea"]), code: "several_answers",
            sentence: "Give one answer to “\(label("given_name"))”."),
        Fault(
            field: "referrer_email", raw: .text("somebody at example"), code: "not_an_email",
            sentence: "“Your work email” must be an e-mail address, such as name@example.org."),
        Fault(
            field: "referrer_email", raw: .text("a@b"), code: "not_an_email",
            sentence: "“Your work email” must be an e-mail address, such as name@example.org."),
        Fault(
            field: "referrer_email", raw: .text("a b@example.org"), code: "not_an_email",
            sentence: "“Your work email” must be an e-mail address, such as name@example.org."),
        Fault(
            field: "has_children", raw: .text("perhaps"), code: "not_yes_or_no",
            sentence: "Answer “\(label("has_children"))” with yes or no."),
        Fault(
            field: "exploitation_wages_taken", raw: .text("often"), code: "not_a_tick",
            sentence: "“\(label("exploitation_wages_taken"))” is a box to tick: true or left out."),
        Fault(
            field: "number_of_children", raw: .text("two"), code: "not_a_number",
            sentence: "“\(label("number_of_children"))” must be a whole number, such as 2."),
        Fault(
            field: "number_of_children", raw: .text("-1"), code: "not_a_number",
            sentence: "“\(label("number_of_children"))” must be a whole number, such as 2."),
        Fault(
            field: "family", raw: .text(String(repeating: "a", count: 15_001)), code: "too_long",
            sentence: "“Family” must be 15,000 characters or fewer. Shorten it."),
        Fault(
            field: "last_contact_details", raw: .text("See https://example.org/chat"), code: "link",
            sentence: "“\(label("last_contact_details"))” must not contain a web link. Describe in words what it shows."
        ),
        Fault(
            field: "under_18", raw: .text("17"), code: "not_on_list",
            sentence: "Choose an answer to “Is the person under 18 now?”: Yes, No, Not sure."),
        Fault(
            field: "nation", raw: .text("Jersey"), code: "not_on_list",
            sentence: "Choose an answer to “Nation you are reporting from”: England, Wales, Scotland, Northern Ireland."
        ),
        Fault(
            field: "referring_organisation", raw: .text("Nobody in particular"), code: "not_on_list",
            sentence: "Choose an answer to “Your organisation” from its list."),
        Fault(
            field: "date_of_birth", raw: .text("27/03/1998"), code: "not_a_date",
            sentence: "“Date of birth” must be a real date, such as 27 March 1998 written 1998-03-27."),
        Fault(
            field: "date_of_birth", raw: .text("2023-02-30"), code: "not_a_date",
            sentence: "“Date of birth” must be a real date, such as 27 March 1998 written 1998-03-27."),
        Fault(
            field: "date_of_birth", raw: .text("2024-05-02"), code: "in_future",
            sentence: "“Date of birth” must be in the past. Check the year."),
        Fault(
            field: "date_of_birth", raw: .text("1899-12-31"), code: "too_early",
            sentence: "“Date of birth” must be on or after 1 January 1900. Check the year."),
        Fault(
            field: "referring_organisation", raw: .text(""), code: "missing", sentence: "Answer “Your organisation”."),
        Fault(
            field: "consents_to_referral", raw: .text(" "), code: "missing",
            sentence: "Answer “\(label("consents_to_referral"))”."),
        Fault(
            field: "what_keeps_them_there", raw: .text(""), code: "missing",
            sentence: "Answer “What stops the person from leaving?”.", example: "still there"),
        Fault(
            field: "exploitation_forced_work", raw: .text("false"), code: "missing",
            sentence:
                "Choose at least one kind of exploitation. If none fits, choose “another kind” and say what it was."),
        Fault(
            field: "treated_as", raw: .text("adult"), code: "unknown_field",
            sentence: "This action has no question named “treated_as”. Leave it out."),
        Fault(
            field: "favourite_colour", raw: .text("blue"), code: "unknown_field",
            sentence: "This action has no question named “favourite_colour”. Leave it out."),
    ]

    private static func label(_ id: String) -> String {
        UnitedKingdom.rulebook.dossier("case")?.record("referral")?.field(id)?.label.english ?? ""
    }

    private func decide(_ answers: [String: RawAnswer]) -> Decision {
        let day = UnitedKingdom.day("2024-05-01")
        var request = UnitedKingdom.request("referral", "submit", role: "first_responder", on: day)
        request.answers = answers
        return UnitedKingdom.casework.decide(
            request, on: nil, kind: "case", today: day, now: UnitedKingdom.instant(day))
    }

    @Test("A faulty answer is refused with its code, its field and a sentence that says what to do", arguments: faults)
    func refused(fault: Fault) {
        var answers = UnitedKingdom.referral("adult")
        if fault.example == "still there" { answers["still_in_situation"] = .text("yes") }
        answers[fault.field] = fault.raw
        guard case .refused(let refusal) = decide(answers) else {
            Issue.record("accepted")
            return
        }
        #expect(refusal.reasons.map(\.code) == [fault.code])
        #expect(refusal.reasons.map(\.field) == [fault.field])
        #expect(refusal.reasons.map(\.sentence) == [fault.sentence])
    }

    @Test("No fault repeats the answer, which may be personal")
    func discreet() {
        for fault in Self.faults where fault.code != "unknown_field" {
            guard case .text(let text) = fault.raw, text.count > 3, text.count < 100, text != "false" else { continue }
            #expect(!fault.sentence.contains(text), "\(fault.field)")
        }
    }

    @Test(
        "What people really write is taken in and kept as text",
        arguments: [
            ("given_name", "<b>Ana</b> & 'Co'", "markup"),
            ("given_name", "Robert'); DROP TABLE students;--", "quotes and semicolons"),
            ("given_name", "عثمان", "right to left"),
            ("given_name", "Thị Mai e\u{301}", "combining marks"),
            (
                "family", String(repeating: "ă", count: 15_000),
                "the longest answer allowed, in characters and not bytes"
            ),
            ("family", "one\ntwo\tthree", "line ends and tabs"),
        ])
    func kept(field: String, text: String, reason: String) throws {
        var answers = UnitedKingdom.referral("adult")
        answers[field] = .text("  \(text) \n")
        let state = try #require(decide(answers).state, "\(reason)")
        #expect(state.answer(FieldPath("referral.\(field)")) == .text(text), "\(reason)")
    }

    @Test("Every fault is told at once")
    func together() {
        var answers = UnitedKingdom.referral("adult")
        answers["date_of_birth"] = .text("1899-12-31")
        answers["nation"] = .text("Jersey")
        answers["family"] = .text("")
        #expect(Set(decide(answers).reasons) == ["too_early", "not_on_list", "missing"])
    }

    @Test("An answer to a question that does not apply is kept and not demanded")
    func notApplying() throws {
        var answers = UnitedKingdom.referral("adult")
        answers["refusal_reason"] = .text("Told us later")
        #expect(
            try #require(decide(answers).state).answer(FieldPath("referral.refusal_reason")) == .text("Told us later"))
    }

    @Test("What the source cannot carry is not demanded")
    func notCarried() throws {
        let day = UnitedKingdom.day("2024-05-01")
        var request = UnitedKingdom.request("referral", "submit", role: "intake", on: day)
        request.answers = UnitedKingdom.referral("adult")
        request.answers["referrer_reference"] = nil
        #expect(
            UnitedKingdom.casework.decide(request, on: nil, kind: "case", today: day, now: UnitedKingdom.instant(day))
                .reasons == ["missing"])
        request.notCarried = ["referrer_reference"]
        #expect(
            UnitedKingdom.casework.decide(request, on: nil, kind: "case", today: day, now: UnitedKingdom.instant(day))
                .state != nil)
    }
}

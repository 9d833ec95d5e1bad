import Casework
import Exchange
import Rulebook
import StrictJSON
import Testing

@Suite("The message to casework")
struct CaseworkMessageTests {
    static let message: JSON = ["NRMOrDuty": "NRM", "AdultOrChild": "Adult", "ExternalId": "1"]

    private func request(_ changes: (String, JSON)...) throws -> ActionRequest {
        let line = changes.reduce(Self.message) { $0.setting($1.0, to: $1.1) }
        let referral = try #require(Samples.read(line).referral)
        #expect(referral.format == .caseworkMessage)
        return referral.request
    }

    @Test(
        "a key of its own is read through its spellings",
        arguments: [
            ("Customer.Custom17", "Other", "gender", RawAnswer.text("other"), "a spelling that is listed"),
            ("Customer.Custom17", " Other ", "gender", .text("other"), "spaces around it aside"),
            (
                "Customer.Custom17", "unheard of", "gender", .text("unheard of"),
                "one that is not, for the kernel to refuse"
            ),
            (
                "AdultOrChildDuringExploitation", "Unknown", "under_18_when_exploited", .text("not-sure"),
                "unknown means not sure"
            ),
            (
                "HowToNotify", "Email, Post", "contact_channels", .list(["email", "post"]),
                "one spelling for two answers"
            ),
            ("HowToNotify", ["Email", "Post"], "contact_channels", .list(["email", "post"]), "or a list of them"),
            ("SafeToEmail", true, "email_is_safe", .text("yes"), "a box ticked by true"),
            ("Customer.Custom10", 3, "number_of_children", .text("3"), "a number of children"),
            ("PVFamily", 3, "family", .unreadable("a number"), "a number that is no answer"),
            ("Customer.Surname", nil, "family_name", nil, "null is no answer"),
        ] as [(String, JSON, String, RawAnswer?, String)])
    func spellings(key: String, value: JSON, field: String, expected: RawAnswer?, why: String) throws {
        #expect(try request((key, value)).answers[field] == expected, "\(why)")
    }

    @Test(
        "a key that feeds two questions goes to the one that applies",
        arguments: [
            (
                "MoreThanOneExploitationSituations", "Yes", "ExploitationDates", "exploitation_dates_of_each",
                "exploitation_dates"
            ),
            (
                "MoreThanOneExploitationSituations", "DontKnow", "ExploitationDates", "exploitation_dates",
                "exploitation_dates_of_each"
            ),
            (
                "OtherVictims", "Yes", "OtherVictimsFurtherInfo", "other_victims_details",
                "possible_other_victims_details"
            ),
            (
                "OtherVictims", "Not sure", "OtherVictimsFurtherInfo", "possible_other_victims_details",
                "other_victims_details"
            ),
            (
                "FirstChanceToReport", "Yes", "ReportedBeforeFurtherInfo", "earlier_report_details",
                "possible_earlier_report_details"
            ),
            (
                "FirstChanceToReport", "Not sure", "ReportedBeforeFurtherInfo", "possible_earlier_report_details",
                "earlier_report_details"
            ),
        ])
    func shared(decider: String, says: String, key: String, taker: String, other: String) throws {
        let request = try request((key, "2024 to 2025"), (decider, .string(says)))
        #expect(request.answers[taker] == .text("2024 to 2025"))
        #expect(request.answers[other] == nil)
        #expect(request.aside.isEmpty)
    }

    @Test("where neither applies it is kept aside under the first")
    func nobodyTakes() throws {
        let request = try request(("OtherVictims", "No"), ("OtherVictimsFurtherInfo", "but a cousin"))
        #expect(request.aside == ["other_victims_details": "{\"OtherVictimsFurtherInfo\":\"but a cousin\"}"])
    }

    @Test("the stock sentence is no answer", arguments: ["Yes", "No", "Not sure"])
    func stockSentence(answer: String) throws {
        let request = try request(
            ("OtherVictims", .string(answer)), ("OtherVictimsFurtherInfo", "No further information provided"))
        #expect(request.answers["other_victims_details"] == nil)
        #expect(request.answers["possible_other_victims_details"] == nil)
        #expect(request.aside.isEmpty)
    }

    @Test(
        "of several keys the first with an answer counts, and a contradiction is kept aside",
        arguments: [
            (["Case.Jurisdiction": "WALES", "Country": "WAL", "CountryLabel": "Wales"], "W", nil, "all agree"),
            (
                ["CountryLabel": "Wales", "Country": "WAL", "Case.Jurisdiction": "WALES"], "W", nil,
                "whatever their order in the line"
            ),
            (["Country": "SCOT", "CountryLabel": "Scotland"], "S", nil, "the first is absent"),
            (["Case.Jurisdiction": "", "Country": "NI"], "NI", nil, "or empty"),
            (
                ["Case.Jurisdiction": "WALES", "Country": "ENG", "CountryLabel": "Wales"], "W", "{\"Country\":\"ENG\"}",
                "one contradicts"
            ),
            (
                ["Case.Jurisdiction": "WALES", "Country": 7, "CountryLabel": "narnia"], "W",
                "{\"Country\":7,\"CountryLabel\":\"narnia\"}", "two make no sense"
            ),
        ] as [(JSON, String, String?, String)])
    func several(keys: JSON, nation: String, aside: String?, why: String) throws {
        let line = (keys.members ?? []).reduce(Self.message) { $0.setting($1.key, to: $1.value) }
        let request = try #require(Samples.read(line).request)
        #expect(request.answers["nation"] == .text(nation), "\(why)")
        #expect(request.aside["nation"] == aside, "\(why)")
    }

    @Test(
        "consent comes from either of two keys",
        arguments: [
            (["NRMOrDuty": "DTN", "Type": "662265"], "no", true), (["Type": "662265"], "no", true),
            (["Type": 662_265], "no", true),
            (["NRMOrDuty": "NRM", "Type": "662265"], "yes", false),
            (["NRMOrDuty": "NRM", "Type": 560_734], "yes", true),
        ] as [(JSON, String, Bool)])
    func consent(keys: JSON, expected: String, agree: Bool) throws {
        let line = JSON.object((keys.members ?? []) + [JSON.Member(key: "AdultOrChild", value: "Adult")])
        let request = try #require(Samples.read(line).request)
        #expect(request.answers["consents_to_referral"] == .text(expected))
        #expect(request.record == (expected == "no" ? "duty_to_notify" : "referral"))
        #expect(request.aside.isEmpty == agree)
    }

    @Test(
        "an answer that the message leaves out follows from others",
        arguments: [
            (
                [("NeedSupport", "Yes"), ("Customer.Phone", "07700 900001")], "phone_answer", RawAnswer.text("yes"),
                "a phone"
            ),
            (
                [("NeedSupport", "Yes"), ("AlternativePhoneNumber", "07700 900001")], "phone_answer",
                .text("pv-alternative-number"), "another"
            ),
            ([("NeedSupport", "Yes"), ("CannotProvideContactDetails", "lost")], "phone_answer", .text("no"), "none"),
            (
                [("NeedSupport", "Yes"), ("Customer.Phone", "1"), ("CannotProvideContactDetails", "lost")],
                "phone_answer", .text("yes"),
                "the first line that holds"
            ),
            ([("NeedSupport", "Yes")], "phone_answer", nil, "no line holds"),
            ([("NeedSupport", "No"), ("Customer.Phone", "1")], "phone_answer", nil, "the question does not apply"),
            ([("CIDReference", "H1")], "home_office_reference_known", .text("yes"), "a reference"),
            ([], "home_office_reference_known", .text("no"), "no reference"),
            ([("NRMOrDuty", "DTN")], "home_office_reference_known", nil, "not asked of an adult who declines"),
            ([("ExploitationOther", "begging")], "exploitation_other", .text("yes"), "the text stands for the box"),
            ([("ExploitationOther", " ")], "exploitation_other", nil, "a blank text does not"),
            (
                [
                    ("WhoToSendDecisionTo", "Someone else"), ("AltContactEmail", "a@example.org"),
                    ("AltContactAddress", "1 High Street"),
                ],
                "other_contact_channels", .list(["email", "post"]), "every line that holds, where there may be several"
            ),
            (
                [("WhoToSendDecisionTo", "Someone else"), ("AltContactAddress", "1 High Street")],
                "other_contact_channels",
                .list(["post"]), "one of them"
            ),
        ] as [([(String, JSON)], String, RawAnswer?, String)])
    func derived(given: [(String, JSON)], field: String, expected: RawAnswer?, why: String) throws {
        let line = given.reduce(Self.message) { $0.setting($1.0, to: $1.1) }
        let request = try #require(Samples.read(line).request)
        #expect(request.answers[field] == expected, "\(why)")
    }

    @Test("files are named in the order of their numbers, and the rest about them is kept aside")
    func files() throws {
        let request = try request(
            ("Document10.Name", "ten.pdf"), ("Document2.URL", "https://files.example/2"), ("Document2.Name", "two.pdf"),
            ("Document3.URL", "https://files.example/3"), ("Document3.URLLoadContent", true),
            ("Document10.MimeType", "application/pdf"))
        #expect(request.answers["evidence_files"] == .list(["two.pdf", "https://files.example/3", "ten.pdf"]))
        let aside = try JSON(text: try #require(request.aside["evidence_files"]))
        #expect(
            aside.members?.map(\.key).sorted()
                == ["Document10.MimeType", "Document2.URL", "Document3.URL", "Document3.URLLoadContent"])
        #expect(request.aside.count == 1)
    }

    @Test("a key that says nothing beyond others is let go; an unknown one and one of the form are kept aside")
    func aside() throws {
        let request = try request(("Customer.Custom7", "Yes"), ("Customer.Custom99", "?"), ("reference", "A1"))
        #expect(request.aside == ["Customer.Custom99": "\"?\"", "reference": "\"A1\""])
        #expect(request.answers["referrer_reference"] == nil)
    }

    @Test("a question that the message leaves out is not demanded, whatever is asked of the form")
    func notCarried() throws {
        let request = try request()
        #expect(request.notCarried == ["referrer_reference", "submitted_at"])
        #expect(request.occurredOn == Samples.day)
        let reasons = Samples.decide(request).reasons
        #expect(reasons.contains("family: missing"))
        #expect(!reasons.contains("referrer_reference: missing"))
    }
}

import Casework
import Exchange
import Rulebook
import StrictJSON
import Testing

@Suite("Answers of the form")
struct FormAnswersTests {
    static let answers: JSON = ["reference": "A1", "pv-under-age": "no", "pv-want-to-submit-nrm": "yes"]

    private func answer(_ key: String, _ value: JSON, _ field: String) -> RawAnswer? {
        Samples.read(Self.answers.setting(key, to: value)).request?.answers[field]
    }

    @Test(
        "a value is carried over as the question takes it",
        arguments: [
            ("family", "“Quoted”\n", "family", RawAnswer.text("“Quoted”\n"), "text stays as it is"),
            ("family", 42, "family", .unreadable("a number"), "a number is no text"),
            ("family", ["a": "b"], "family", .unreadable("an object"), "an object is no text"),
            ("family", true, "family", .unreadable("true or false"), "neither is true"),
            ("family", ["one", "two"], "family", .list(["one", "two"]), "the kernel says that one answer is wanted"),
            ("family", ["one", 2], "family", .unreadable("a list"), "a list of other things than texts"),
            ("family", "", "family", nil, "an empty text is no answer"),
            ("family", "  \t", "family", nil, "nor are spaces"),
            ("family", nil, "family", nil, "nor is null"),
            ("family", [], "family", nil, "nor is an empty list"),
            (
                "types-of-exploitation-forced-to-work", true, "exploitation_forced_work", .text("yes"),
                "a box may be ticked by true"
            ),
            ("types-of-exploitation-forced-to-work", false, "exploitation_forced_work", nil, "and left by false"),
            ("exploiters-location", false, "exploiters_location_known", .text("no"), "a question is answered by false"),
            ("does-pv-have-children-yes-amount", 2, "number_of_children", .text("2"), "a number may be a number"),
            ("pv-contact-details", "email", "contact_channels", .text("email"), "one of several as text"),
            ("pv-contact-details", ["email", "post"], "contact_channels", .list(["email", "post"]), "or as a list"),
            (
                "upload-file", [["name": "a.pdf", "url": "https://files.example/1"]], "evidence_files",
                .list(["a.pdf"]), "a file by its name"
            ),
            ("upload-file", ["a.pdf", "b.pdf"], "evidence_files", .list(["a.pdf", "b.pdf"]), "files by their names"),
            (
                "upload-file", [["size": 3]], "evidence_files", .unreadable("a list of other values"),
                "a file without a name"
            ),
        ] as [(String, JSON, String, RawAnswer?, String)])
    func values(key: String, value: JSON, field: String, expected: RawAnswer?, why: String) {
        #expect(answer(key, value, field) == expected, "\(why)")
    }

    @Test(
        "a key that nobody knows is kept aside as it came",
        arguments: [
            ("new-question-2027", "yes", "\"yes\""), ("new-question-2027", ["a": [15, nil]], "{\"a\":[15,null]}"),
            ("Customer.Surname", "x", "\"x\""), ("Document1.URL", "x", "\"x\""),
            ("date_of_birth", "1990-01-01", "\"1990-01-01\""),
        ] as [(String, JSON, String)])
    func unknown(key: String, value: JSON, kept: String) throws {
        let request = try #require(Samples.read(Self.answers.setting(key, to: value)).request)
        #expect(request.aside == [key: kept])
    }

    @Test("what is known of a file beyond its name is kept aside under its question")
    func files() throws {
        let files: JSON = [["name": "a.pdf", "url": "https://files.example/1", "mimetype": "application/pdf"]]
        let request = try #require(Samples.read(Self.answers.setting("upload-file", to: files)).request)
        #expect(request.aside == ["evidence_files": "{\"upload-file\":\(files.text)}"])
    }

    @Test("a key spelled like the question that has something aside does not drive it out")
    func sharedPlace() throws {
        let line = Self.answers.setting("upload-file", to: [["name": "a.pdf"]]).setting("evidence_files", to: "more")
        let request = try #require(Samples.read(line).request)
        #expect(
            request.aside == ["evidence_files": "{\"upload-file\":[{\"name\":\"a.pdf\"}],\"evidence_files\":\"more\"}"])
    }

    @Test(
        "the record follows from age and consent",
        arguments: [
            ("no", "no", "duty_to_notify", "an adult who declines"),
            ("no", "yes", "referral", "an adult who agrees"),
            ("yes", "no", "referral", "a child is referred without being asked"),
            ("not-sure", "no", "referral", "somebody who may be a child too"),
            ("No", "No", "duty_to_notify", "however it is spelled"),
            ("perhaps", "no", "referral", "an age that makes no sense is left to the kernel"),
        ])
    func record(age: String, consent: String, record: String, why: String) throws {
        let line = Self.answers.setting("pv-under-age", to: .string(age)).setting(
            "pv-want-to-submit-nrm", to: .string(consent))
        let request = try #require(Samples.read(line).request)
        #expect(request.record == record, "\(why)")
        #expect(request.action == "submit")
        #expect(request.actor == Samples.actor)
        #expect(request.purpose == Samples.purpose)
    }

    @Test("what a report by an adult who declines has no question for is kept aside under the question of the referral")
    func beyondTheReport() throws {
        let dossier = try #require(Samples.rulebook.dossier("case"))
        let referral = try #require(dossier.record("referral"))
        let report = try #require(dossier.record("duty_to_notify"))
        let lacking = try #require(
            referral.fields.first { $0.formKey != nil && $0.kind == .text && report.field($0.id) == nil })
        let key = try #require(lacking.formKey)
        let line = Self.answers.setting("pv-want-to-submit-nrm", to: "no").setting(key, to: "x")
        let request = try #require(Samples.read(line).request)
        #expect(request.record == "duty_to_notify")
        #expect(request.answers[lacking.id] == nil)
        #expect(request.aside == [lacking.id: JSON.object([.init(key: key, value: "x")]).text])
    }

    @Test(
        "the day is the civil day of the sending in the United Kingdom",
        arguments: [
            ("2026-03-02T14:17:00Z", "2026-03-02", "a winter afternoon"),
            ("2026-01-10T23:59:59Z", "2026-01-10", "winter time is UTC"),
            ("2026-07-11T22:59:59Z", "2026-07-11", "an hour before midnight in summer"),
            ("2026-07-11T23:00:00Z", "2026-07-12", "summer time is an hour ahead"),
            ("2026-03-28T23:30:00Z", "2026-03-28", "the night before the clocks go forward"),
            ("2026-03-29T23:30:00Z", "2026-03-30", "the night after"),
            ("2026-10-24T23:30:00Z", "2026-10-25", "the night before the clocks go back"),
            ("2026-10-25T23:30:00Z", "2026-10-25", "the night after"),
            ("2024-02-28T23:30:00.123456Z", "2024-02-28", "before a leap day, with fractions"),
            ("2024-02-29T12:00:00+00:00", "2024-02-29", "a leap day, with an offset"),
            ("2026-07-12T00:30:00+0100", "2026-07-12", "an offset without a colon"),
            ("2026-12-25T04:00:00+05:30", "2026-12-24", "an offset that leads to the day before"),
            ("2026-12-24T20:00:00-08:00", "2026-12-25", "or to the day after"),
            ("2026-07-11T23:30", "2026-07-11", "without an offset the time is that of the zone"),
            ("2026-07-11 23:30:00", "2026-07-11", "with a space"),
            ("2026-07-11", "2026-07-11", "a day alone"),
            ("2150-07-11T12:00:00Z", "2150-07-11", "far away"),
        ])
    func day(sent: String, day: String, why: String) throws {
        let request = try #require(
            Samples.read(Self.answers.setting("submitted-at", to: .string(sent))).request, "\(why)")
        #expect(request.occurredOn.description == day, "\(why)")
        #expect(request.answers["submitted_at"] == .text(sent))
    }

    @Test("without a time the day is the one given", arguments: [nil, "", .null] as [JSON?])
    func noTime(sent: JSON?) throws {
        let request = try #require(Samples.read(Self.answers.setting("submitted-at", to: sent)).request)
        #expect(request.occurredOn == Samples.day)
    }

    @Test(
        "a time that is none is refused",
        arguments: [
            "yesterday", "2026-02-30T10:00:00Z", "2026-03-02T24:00:00Z", "2026-03-02T10:60:00Z", "2026-03-02T10",
            "2026-03-02T10:00:00.Z",
            "2026-03-02T10:00:00+1", "2026-03-02T10:00:00Zulu", "02/03/2026", "2026-03-02T10:00:00+25:00",
            1_772_461_020, ["2026-03-02"],
        ] as [JSON])
    func noSuchTime(sent: JSON) {
        #expect(Samples.read(Self.answers.setting("submitted-at", to: sent)).reasons == ["not_a_time"])
    }

    @Test(
        "the number of the online form is handed over",
        arguments: [
            ("b2221a58", "b2221a58"), ("  b2221a58 ", "b2221a58"), ("", nil), (7, nil), (nil, nil),
        ] as [(JSON, String?)])
    func externalID(value: JSON, expected: String?) throws {
        let referral = try #require(Samples.read(Self.answers.setting("externalID", to: value)).referral)
        #expect(referral.externalID == expected)
    }
}

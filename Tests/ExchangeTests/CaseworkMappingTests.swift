import Foundation
import Rulebook
import Testing

@Suite("How a rulebook spells the message to casework")
struct CaseworkMappingTests {
    /// The rulebook of the samples with one part of the referral written differently.
    private func rulebook(replacing part: String, with other: String) throws -> Rulebook {
        let path = "dossiers/case/referral.yaml"
        var files = try RulebookSource(folder: Samples.rulebookFolder).files
        let text = try #require(files[path])
        try #require(text.contains(part))
        files[path] = text.replacingOccurrences(of: part, with: other)
        return try Rulebook(RulebookSource(files: files, name: "test"))
    }

    @Test("one spelling may mean one answer, several or none")
    func values() throws {
        let record = try #require(Samples.rulebook.dossier("case")?.record("referral"))
        let channels = try #require(record.field("contact_channels")?.casework)
        #expect(channels.keys == ["Customer.ContactMethod", "HowToNotify"])
        #expect(channels.values == ["Email": ["email"], "Post": ["post"], "Email, Post": ["email", "post"]])
        #expect(record.field("other_victims_details")?.casework?.values == ["No further information provided": []])
    }

    @Test("an answer may follow by one line or by a list of them")
    func derived() throws {
        let record = try #require(Samples.rulebook.dossier("case")?.record("referral"))
        let known = try #require(record.field("home_office_reference_known")?.casework)
        #expect(known.keys.isEmpty)
        #expect(known.derived.map(\.value) == ["yes"])
        #expect(known.derived.map(\.otherwise) == ["no"])
        #expect(record.field("phone_answer")?.casework?.derived.map(\.value) == ["yes", "pv-alternative-number", "no"])
        #expect(record.field("referrer_reference")?.casework == nil)
    }

    @Test(
        "a mistake is told",
        arguments: [
            (
                "{ Email: email, Post: post, ", "{ Email: { a: b }, Post: post, ",
                "“Email” should be a text or a list of texts."
            ),
            (
                "{ value: yes, when: { field: phone, answered: true } }", "{ value: yes }",
                "Say when the answer follows: `when: { field: …, answered: true }`."
            ),
            (
                "{ value: yes, when: { field: phone, answered: true } }",
                "{ value: yes, whenever: x, when: { field: phone, answered: true } }",
                "“whenever” is not a word this part of the rulebook knows. Known here: value, when, otherwise."
            ),
        ])
    func mistakes(part: String, other: String, message: String) throws {
        let error = #expect(throws: RulebookError.self) { try rulebook(replacing: part, with: other) }
        guard case .faulty(let problems)? = error else { return }
        #expect(problems.map(\.message).contains(message))
    }
}

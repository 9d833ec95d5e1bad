import Exchange
import Foundation
import Law
import StrictJSON
import Testing

@Suite("A line that is no referral")
struct LineTests {
    @Test(
        "is refused with one sentence that never repeats it",
        arguments: [
            ("{\"reference\": \"Zebedee", "not_json", "it ends too early"),
            ("Zebedee", "not_json", "it is not JSON at all"),
            ("{\"family\":\"Zebedee\"} Zebedee", "not_json", "there is something after it"),
            ("{\"family\":\"Zebedee\u{1}\"}", "not_json", "it has a bare control character"),
            ("{\"family\":\"\\ud800Zebedee\"}", "not_json", "it has half a character"),
            ("[\"Zebedee\"]", "not_an_object", "it is a list"),
            ("\"Zebedee\"", "not_an_object", "it is a text"),
            ("null", "not_an_object", "it is null"),
            ("{}", "empty_object", "it is empty"),
            ("{\"Zebedee\":1}", "not_a_referral", "no key is known"),
            ("{\"family\":\"Zebedee\",\"family\":\"Zebedee\"}", "doubled_key", "a key stands twice"),
            (
                String(repeating: "[", count: 5_000) + String(repeating: "]", count: 5_000), "nested_too_deeply",
                "it is a well"
            ),
            (
                "{\"family\":" + String(repeating: "{\"a\":", count: 90) + "1" + String(repeating: "}", count: 91),
                "nested_too_deeply", "an answer is"
            ),
        ])
    func refused(line: String, code: String, why: String) throws {
        guard case .refused(let reasons) = Samples.read(line) else {
            Issue.record("\(why)")
            return
        }
        #expect(reasons.map(\.code) == [code], "\(why)")
        let sentence = try #require(reasons.first?.sentence)
        #expect(!sentence.lowercased().contains("zebedee"))
        #expect(sentence.hasSuffix("."))
    }

    @Test(
        "that is not UTF-8 says so",
        arguments: [
            [0xFF, 0xFE, 0x7B, 0x00], Array("{\"family\":\"".utf8) + [0xEB] + Array("\"}".utf8),
            Array("{\"a\":1}".utf8) + [0xC3],
        ] as [[UInt8]])
    func notUTF8(line: [UInt8]) {
        #expect(Samples.reader.read(line, receivedOn: Samples.day).reasons == ["not_utf8"])
    }

    @Test("is skipped when it is blank", arguments: ["", " ", "\t \r"])
    func blank(line: String) {
        #expect(Samples.read(line).isBlank)
    }

    @Test(
        "The format follows from the keys",
        arguments: [
            ("{\"NRMOrDuty\":\"NRM\"}", .caseworkMessage), ("{\"ExternalId\":\"1\"}", .caseworkMessage),
            ("{\"Customer.Surname\":\"x\"}", .caseworkMessage), ("{\"Document1.URL\":\"x\"}", .caseworkMessage),
            ("{\"pv-under-age\":\"no\"}", .formAnswers),
            ("{\"family\":\"x\",\"birthplace\":\"y\",\"Type\":\"z\"}", .formAnswers),
            ("{\"NRMOrDuty\":\"NRM\",\"reference\":\"x\"}", .caseworkMessage),
        ] as [(String, ReferralFormat)])
    func format(line: String, format: ReferralFormat) {
        #expect(Samples.read(line).referral?.format == format)
    }

    @Test("A rulebook without referrals reads none")
    func noReferrals() {
        let reader = ReferralReader(rulebook: Samples.rulebook, kind: "no_such_kind", actor: Samples.actor)
        #expect(reader.read(Array("{\"family\":\"x\"}".utf8), receivedOn: Samples.day).reasons == ["not_a_referral"])
    }
}

import Casework
import Interface
import StrictJSON
import Testing

@Suite("Signatures of webhooks")
struct HookSignatureTests {
    private let secret = HookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")!
    private let other = HookSecret(bytes: Array(1...32))!
    private let id = "msg_p5jXN8AQM9LWM0D4loKWxJek"
    private let moment = Instant(milliseconds: 1_614_265_330_999)
    private let body = Array("{\"test\": 2432232314}".utf8)

    private func fault(
        _ headers: HookSignature.Headers, body: [UInt8]? = nil, secrets: [HookSecret]? = nil,
        at seconds: Int64 = 1_614_265_330
    ) -> HookSignature.Fault? {
        do {
            try HookSignature.verify(
                headers, body: body ?? self.body, secrets: secrets ?? [secret],
                now: Instant(milliseconds: seconds * 1000))
            return nil
        } catch {
            return error
        }
    }

    /// Worked out with another program: HMAC-SHA-256 of `id.time.body` under the bytes of the secret.
    @Test("A known message has a known signature")
    func known() {
        let headers = HookSignature.headers(id: id, at: moment, body: body, secrets: [secret])
        #expect(headers.signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
        #expect(headers.timestamp == "1614265330")
        #expect(headers.all.map(\.name) == ["webhook-id", "webhook-timestamp", "webhook-signature"])
        #expect(fault(headers) == nil)
    }

    @Test("While secrets change, either will do")
    func rotating() {
        let both = HookSignature.headers(id: id, at: moment, body: body, secrets: [other, secret])
        #expect(both.signature.split(separator: " ").count == 2)
        #expect(fault(both, secrets: [secret]) == nil)
        #expect(fault(both, secrets: [other]) == nil)
        let one = HookSignature.headers(id: id, at: moment, body: body, secrets: [secret])
        #expect(fault(one, secrets: [other, secret]) == nil)
        #expect(fault(one, secrets: [other]) == .wrongSignature)
        #expect(fault(one, secrets: []) == .wrongSignature)
    }

    @Test("Five minutes and no more", arguments: [(-301, false), (-300, true), (0, true), (300, true), (301, false)])
    func tolerance(shift: Int64, isBelieved: Bool) {
        let headers = HookSignature.headers(id: id, at: moment, body: body, secrets: [secret])
        #expect(fault(headers, at: 1_614_265_330 + shift) == (isBelieved ? nil : .outsideTolerance))
    }

    @Test("Whoever changes body, id or time is found out")
    func changed() {
        let headers = HookSignature.headers(id: id, at: moment, body: body, secrets: [secret])
        #expect(fault(headers, body: body + [32]) == .wrongSignature)
        #expect(
            fault(.init(id: "msg_other", timestamp: headers.timestamp, signature: headers.signature)) == .wrongSignature
        )
        #expect(fault(.init(id: id, timestamp: "1614265331", signature: headers.signature)) == .wrongSignature)
        // A full stop moved from the body into the id would sign the same bytes.
        let moved = HookSignature.Headers(
            id: "\(id).1614265330.{\"test\":", timestamp: headers.timestamp, signature: headers.signature)
        #expect(fault(moved) == .malformed)
    }

    @Test(
        "Headers that are not of the form are refused",
        arguments: [
            ("", "1614265330", "v1,AAAA"), ("a", "", "v1,AAAA"), ("a", "+1614265330", "v1,AAAA"),
            ("a", "1614265330.0", "v1,AAAA"), ("a", "99999999999999999999", "v1,AAAA"), ("a", "1614265330", ""),
            ("a", "1614265330", "v1"), ("a", "1614265330", "v1,?"), ("a", "1614265330", "v2,AAAA"),
            ("a", "1614265330", "AAAA"),
            ("a", "1614265330", String(repeating: "v1,AAAA ", count: 17)),
        ])
    func malformed(id: String, timestamp: String, signature: String) {
        #expect(fault(.init(id: id, timestamp: timestamp, signature: signature)) == .malformed)
    }

    @Test("Signatures of other versions are passed over")
    func versions() {
        let headers = HookSignature.headers(id: id, at: moment, body: body, secrets: [secret])
        #expect(fault(.init(id: id, timestamp: headers.timestamp, signature: "v1a,AAAA \(headers.signature)")) == nil)
        #expect(fault(.init(id: id, timestamp: headers.timestamp, signature: "v1,AAAA \(headers.signature)")) == nil)
        #expect(fault(.init(id: id, timestamp: headers.timestamp, signature: "v1,AAAA")) == .wrongSignature)
    }

    @Test("A secret is read as it is written, has 24 to 64 bytes, and is never shown by accident")
    func secrets() {
        #expect(HookSecret(other.text) == other)
        #expect(HookSecret(bytes: Array(repeating: 0, count: 23)) == nil)
        #expect(HookSecret(bytes: Array(repeating: 0, count: 65)) == nil)
        #expect(HookSecret("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw") == nil, "without its beginning")
        #expect(HookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS") == nil, "cut short")
        #expect(HookSecret("whsec_AAAA") == nil, "too short")
        #expect("\(secret)" == "whsec_…")
        var dumped = ""
        dump(secret, to: &dumped)
        #expect(!dumped.contains("MfKQ") && !dumped.contains("49"))
    }
}

@Suite("Events of webhooks")
struct HookEventTests {
    @Test("An event tells the reference and the time and nothing else")
    func body() {
        let event = HookEvent(.decided, reference: "7KD2-M9QX-W3E", at: Instant(milliseconds: 1_796_117_400_999))
        #expect(
            String(decoding: event.body, as: UTF8.self)
                == #"{"type":"referral.decided","timestamp":"2026-12-01T09:30:00Z","data":{"reference":"7KD2-M9QX-W3E"}}"#
        )
        let test = HookEvent(.test, reference: nil, at: Instant(milliseconds: 0))
        #expect(
            String(decoding: test.body, as: UTF8.self)
                == #"{"type":"webhook.test","timestamp":"1970-01-01T00:00:00Z","data":{}}"#)
    }

    @Test(
        "Times are written to the second",
        arguments: [
            (951_868_799_999, "2000-02-29T23:59:59Z"), (951_868_800_000, "2000-03-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"), (1_711_846_800_000, "2024-03-31T01:00:00Z"),
            (4_102_444_799_000, "2099-12-31T23:59:59Z"),
        ] as [(Int64, String)])
    func times(milliseconds: Int64, text: String) {
        #expect(
            HookEvent(.test, reference: nil, at: Instant(milliseconds: milliseconds)).json["timestamp"] == .string(text)
        )
    }

    @Test("The names of events never change")
    func names() {
        #expect(
            HookEvent.Kind.allCases.map(\.rawValue) == [
                "referral.received", "referral.question", "referral.question_settled", "referral.decided",
                "referral.support_started", "referral.corrected", "referral.withdrawn", "webhook.test",
            ])
    }
}

@Suite("Trying again")
struct RetryScheduleTests {
    @Test(
        "Seven more attempts, then it is given up",
        arguments: [
            (0, nil), (1, 5), (2, 300), (3, 1800), (4, 7200), (5, 18_000), (6, 36_000), (7, 36_000), (8, nil),
            (-1, nil),
        ] as [(Int, Int?)])
    func waits(failures: Int, seconds: Int?) {
        #expect(RetrySchedule.wait(after: failures) == seconds.map { .seconds($0) })
    }

    @Test("Chance adds a tenth at most")
    func spread() {
        #expect(RetrySchedule.wait(after: 2, spread: 1) == .seconds(330))
        #expect(RetrySchedule.wait(after: 2, spread: 0.5) == .seconds(315))
        #expect(RetrySchedule.wait(after: 2, spread: 9) == .seconds(330))
        #expect(RetrySchedule.wait(after: 2, spread: -9) == .seconds(300))
    }

    @Test(
        "What an answer means",
        arguments: [
            (200, .delivered), (204, .delivered), (299, .delivered), (301, .failed), (400, .failed), (404, .failed),
            (410, .gone), (429, .failed), (500, .failed), (100, .failed),
        ] as [(Int, HookAnswer)])
    func answers(status: Int, answer: HookAnswer) {
        #expect(HookAnswer(status: status) == answer)
    }
}

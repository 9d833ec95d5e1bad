import Casework
import Exchange
import Rulebook
import StrictJSON
import Testing

@Suite("The sample referrals")
struct SampleReferralTests {
    @Test(
        "every line is read in its format and the kernel accepts it",
        arguments: [
            ("answers.ndjson", ReferralFormat.formAnswers), ("casework.ndjson", .caseworkMessage),
        ])
    func accepted(file: String, format: ReferralFormat) throws {
        let lines = try Samples.lines(file)
        #expect(lines.count == 300)
        for (index, line) in lines.enumerated() {
            let referral = try #require(
                Samples.reader.read(line, receivedOn: Samples.day).referral, "line \(index + 1)")
            #expect(referral.format == format)
            #expect(referral.externalID?.count == 36)
            #expect(referral.request.aside.isEmpty, "line \(index + 1)")
            #expect(Samples.decide(referral.request).reasons == [], "line \(index + 1)")
        }
    }

    @Test("both formats of the same person give the same answers, but for what the message does not carry")
    func sameAnswers() throws {
        let pairs = zip(try Samples.lines("answers.ndjson"), try Samples.lines("casework.ndjson"))
        for (index, (answers, message)) in pairs.enumerated() {
            let form = try #require(Samples.reader.read(answers, receivedOn: Samples.day).referral)
            let casework = try #require(Samples.reader.read(message, receivedOn: Samples.day).referral)
            #expect(form.externalID == casework.externalID)
            #expect(form.request.record == casework.request.record)
            #expect(form.request.notCarried.isEmpty)
            #expect(casework.request.notCarried.isSuperset(of: ["referrer_reference", "submitted_at"]))
            let one = try #require(Samples.decide(form.request).entry)
            // Both on the same day, so that dated rules answer the same.
            var request = casework.request
            request.occurredOn = form.request.occurredOn
            let other = try #require(Samples.decide(request).entry)
            let carried = one.fields.filter {
                !casework.request.notCarried.contains($0.key) || request.answers[$0.key] != nil
            }
            let differing = Set(carried.keys).union(other.fields.keys).filter { carried[$0] != other.fields[$0] }
            #expect(differing.filter { isAsked($0, of: request.record) }.isEmpty, "line \(index + 1)")
        }
    }

    private func isAsked(_ field: String, of record: String) -> Bool {
        Samples.rulebook.dossier("case")?.record(record)?.field(field)?.formKey != nil
    }

    @Test("both routes of the form occur in the samples")
    func routes() throws {
        let records = try Samples.lines("answers.ndjson").compactMap {
            Samples.reader.read($0, receivedOn: Samples.day).request?.record
        }
        #expect(records.count { $0 == "duty_to_notify" } > 20)
        #expect(records.count { $0 == "referral" } > 200)
    }

    @Test("every line that must be refused, skipped or survived is")
    func bad() throws {
        for line in try Samples.lines("bad.ndjson") {
            let json = try JSON(line)
            let why = try #require(json["why"]?.string)
            let read = Samples.read(try #require(json["line"]?.string))
            switch json["expect"]?.string {
            case "skip": #expect(read.isBlank, "\(why)")
            case "accept": #expect(Samples.decide(try #require(read.request, "\(why)")).reasons == [], "\(why)")
            default:
                let reasons = read.request.map { Samples.decide($0).reasons } ?? read.reasons
                #expect(!reasons.isEmpty, "\(why)")
            }
        }
    }

    @Test("no line crashes the reader, whatever bytes are changed in it")
    func mutations() throws {
        let lines = try Samples.lines("answers.ndjson").prefix(20) + (try Samples.lines("casework.ndjson").prefix(20))
        var random = Random(state: 20_260_401)
        var read = 0
        for round in 0..<5_000 {
            var line = lines[lines.startIndex + round % lines.count]
            for _ in 0...Int(random.next() % 4) {
                let place = Int(random.next() % UInt64(line.count))
                switch random.next() % 4 {
                case 0: line[place] = UInt8(truncatingIfNeeded: random.next())
                case 1: line.remove(at: place)
                case 2: line.insert(Array("{}[]\",:\\".utf8)[Int(random.next() % 8)], at: place)
                default: line.removeSubrange(place..<min(line.count, place + Int(random.next() % 40)))
                }
            }
            switch Samples.reader.read(line, receivedOn: Samples.day) {
            case .referral(let referral):
                read += 1
                _ = Samples.decide(referral.request)
            case .refused(let reasons): #expect(reasons.count == 1)
            case .blank: break
            }
        }
        #expect(read > 500)
    }
}

/// A sequence that is the same on every run (SplitMix64).
private struct Random {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

import Access
import Casework
import Exchange
import Hummingbird
import Interface
import Law
import Ledger
import Rulebook
import StrictJSON

/// Many referrals at once, in the formats of the national form.
enum ImportResource {
    private static let type = "application/x-ndjson"
    private static let formats: [String: ReferralFormat] = [
        "form-answers": .formAnswers, "casework-messages": .caseworkMessage,
    ]
    /// Bytes of one body; what comes behind is not read.
    static let longest = 64 << 20
    /// Lines of one body, and bytes of what is told about them. All of that is kept until it is told.
    static let mostLines = 50_000
    static let longestAnswer = 32 << 20

    /// Takes lines as they come. What became of them is told when the last has come, so that a caller may send everything before it
    /// reads anything.
    @Sendable
    static func take(_ visit: ProgramVisit) async throws -> Response {
        guard visit.mediaType == type else { throw InterfaceProblem(.wrongMediaType([type])) }
        guard let format = formats[visit.query.first("format")] else {
            throw InterfaceProblem(
                .malformed,
                errors: [
                    .init(
                        field: "format", code: "unknown_format", sentence: "Ask for form-answers or casework-messages.")
                ])
        }
        if let length = visit.visit.request.headers[.contentLength].flatMap({ Int($0) }), length > longest {
            throw InterfaceProblem(.tooLarge)
        }
        var intake = LineIntake(visit: visit, format: format)
        var splitter = LineSplitter()
        var received = 0
        for try await buffer in visit.visit.request.body {
            received += buffer.readableBytes
            guard received <= longest else { break }
            // What is more than one request takes is let go.
            if intake.isFull { continue }
            buffer.withUnsafeReadableBytes { splitter.append($0) }
            while !intake.isFull, let line = splitter.next() { try await intake.take(line) }
        }
        splitter.finish()
        if received <= longest {
            while !intake.isFull, let line = splitter.next() { try await intake.take(line) }
        }
        try await intake.finish(isCutOff: received > longest)
        return visit.desk.respond(intake.written, type: type)
    }
}

/// Takes lines in, and writes a line about each.
private struct LineIntake {
    /// So many lines are decided in one go.
    private static let batch = 100

    let visit: ProgramVisit
    let format: ReferralFormat
    private let reader: ReferralReader
    private(set) var written: [UInt8] = []
    /// Whether there was a line more than one request takes. It was not read, and none is from then on.
    private(set) var isFull = false
    private var waiting: [InputLine] = []
    /// The number of the last line that was read.
    private var last = 0
    /// Lines that are referrals now, whether they came before or not.
    private var taken = 0

    init(visit: ProgramVisit, format: ReferralFormat) {
        self.visit = visit
        self.format = format
        reader = ReferralReader(
            rulebook: visit.access.rulebook, actor: visit.account.actor,
            purpose: visit.access.journeys(visit.account).first?.purpose ?? "")
    }

    private enum Read {
        case referral(place: Int, record: String)
        case refused([Reason])
    }

    /// Takes a line, unless there have been too many.
    mutating func take(_ line: InputLine) async throws {
        guard line.number <= ImportResource.mostLines, written.count < ImportResource.longestAnswer else {
            isFull = true
            return
        }
        last = line.number
        waiting.append(line)
        if waiting.count == LineIntake.batch { try await decide() }
    }

    /// Decides what still waits, and says of the first line that was not read, if there is one, that it is to be sent again.
    mutating func finish(isCutOff: Bool) async throws {
        try await decide()
        if isFull {
            stop("too_many_lines", most: "50,000 lines, and fewer where much is wrong with them")
        } else if isCutOff {
            stop("too_large", most: "64 MiB")
        }
    }

    private mutating func stop(_ code: String, most: String) {
        let sentence =
            "Of the lines before this one, \(taken) were taken. One request takes up to \(most): send this line and those after it in another."
        refuse(last + 1, [Reason(code: code, sentence: sentence)])
    }

    /// Decides and records the lines that wait.
    private mutating func decide() async throws {
        let lines = waiting
        waiting = []
        var referrals: [(request: ActionRequest, key: String)] = []
        var found: [(line: Int, read: Read)] = []
        for line in lines {
            guard case .bytes(let bytes) = line.content else {
                found.append((line.number, .refused([.lineTooLong])))
                continue
            }
            switch reader.read(bytes, receivedOn: visit.access.today) {
            case .blank: continue
            case .refused(let reasons): found.append((line.number, .refused(reasons)))
            case .referral(let referral) where referral.format != format:
                found.append((line.number, .refused([LineIntake.otherFormat])))
            case .referral(let referral):
                let key =
                    referral.externalID.map { "referral " + $0 } ?? "line " + String(decoding: bytes, as: UTF8.self)
                found.append((line.number, .referral(place: referrals.count, record: referral.request.record)))
                referrals.append((referral.request, key))
            }
        }
        let outcomes = referrals.isEmpty ? [] : try await visit.access.takeIn(referrals, by: visit.account)
        for (line, read) in found {
            switch read {
            case .refused(let reasons): refuse(line, reasons)
            case .referral(let place, let record): write(line, outcomes[place], record)
            }
        }
    }

    private mutating func write(_ line: Int, _ outcome: Outcome, _ record: String) {
        switch outcome {
        case .recorded(let reference, _): accept(line, "accepted", reference, record)
        case .repeated(let reference, _), .conflict(let reference, _): accept(line, "repeated", reference, record)
        case .refused(let refusal): refuse(line, refusal.reasons)
        }
    }

    private mutating func accept(_ line: Int, _ result: String, _ reference: CaseReference, _ record: String) {
        taken += 1
        write([
            "line": JSON(line), "result": .string(result), "reference": .string("\(reference)"),
            "kind": .string(record), "errors": [],
        ])
    }

    private mutating func refuse(_ line: Int, _ reasons: [Reason]) {
        let errors = reasons.map { reason -> JSON in
            let texts = [
                ("field", reason.field), ("code", reason.code), ("sentence", reason.sentence), ("basis", reason.basis),
            ]
            return .object(texts.compactMap { key, text in text.map { .init(key: key, value: .string($0)) } })
        }
        write(["line": JSON(line), "result": "refused", "errors": .array(errors)])
    }

    private mutating func write(_ json: JSON) {
        written += json.bytes
        written.append(UInt8(ascii: "\n"))
    }

    private static let otherFormat = Reason(
        code: "other_format", sentence: "This line is written in the other format. Send it with that format’s name.")
}

import ArgumentParser
import Casework
import Exchange
import Foundation
import Law
import Ledger
import Rulebook
import StrictJSON

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Takes in other people’s data.", subcommands: [ImportReferrals.self])
}

struct ImportReferrals: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "referrals",
        abstract: "Takes referrals of the national form, one a line; both formats, told apart by themselves.",
        discussion: """
            Lines that cannot be taken go, each with its reasons, to FILE.rejects.ndjson. Mend them there and import that file.
            Importing a file twice changes nothing.
            """)

    @Argument(help: ArgumentHelp("Files of JSON lines; “-” for standard input.", valueName: "file")) var files: [String]
    @Option(
        name: .long, help: ArgumentHelp("The day of referrals that carry none; today if left out.", valueName: "date"))
    var receivedOn: String?
    @Option(name: .long, help: ArgumentHelp("Where rejected lines go; beside each file if left out.", valueName: "dir"))
    var rejects: String?
    @OptionGroup var options: LedgerOptions
    @Flag(help: "Answer in JSON.") var json = false

    func validate() throws {
        if let receivedOn, CivilDate(receivedOn) == nil {
            throw ValidationError("“\(receivedOn)” is not a day. Write it as 2026-03-02.")
        }
    }

    func run() async throws {
        let ledger = try await options.open()
        let reader = ReferralReader(
            rulebook: ledger.rulebook, actor: Actor(account: "import", role: "intake", organisation: "import"))
        let day = receivedOn.flatMap { CivilDate($0) } ?? ledger.today
        let progress = Progress("Importing", unit: "referrals", isSilent: json)
        let tally = ImportTally(progress: progress)
        var rejected: [String] = []
        for file in files {
            let source = try ImportSource(file: file, rejects: RejectsFile(of: file, in: rejects))
            let runner = ImportRunner(ledger: ledger, reader: reader, receivedOn: day, source: source, tally: tally)
            try await runner.run()
            if let path = await source.rejectsPath { rejected.append(path) }
        }
        try await ledger.checkpoint()
        try await ledger.close()
        let total = await tally.total
        if json {
            Terminal.say([
                "read": JSON(total.read), "accepted": JSON(total.accepted), "repeated": JSON(total.repeated),
                "refused": JSON(total.refused),
                "rejects": rejected.isEmpty ? .null : .string(rejected.joined(separator: " ")),
            ])
        } else {
            progress.finish(total.read)
            Terminal.say(
                """
                Read      \(Progress.grouped(total.read))
                Accepted  \(Progress.grouped(total.accepted))
                Repeated  \(Progress.grouped(total.repeated))
                Refused   \(Progress.grouped(total.refused))
                """)
            for path in rejected { Terminal.say("Rejected lines, each with its reasons: \(path)") }
        }
        if total.refused > 0 { throw Failure(message: "") }
    }
}

/// What an import has done so far.
actor ImportTally {
    struct Total: Sendable {
        var read = 0
        var accepted = 0
        var repeated = 0
        var refused = 0
    }

    private(set) var total = Total()
    private let progress: Progress

    init(progress: Progress) {
        self.progress = progress
    }

    func add(_ batch: Total, share: Double?) {
        total.read += batch.read
        total.accepted += batch.accepted
        total.repeated += batch.repeated
        total.refused += batch.refused
        progress.show(total.read, share: share)
    }
}

/// Hands out a file's lines in batches and takes back those that were refused.
actor ImportSource {
    private let lines: NDJSONLines
    private let rejects: RejectsFile
    private let size: Int?

    init(file: String, rejects: RejectsFile) throws {
        lines = try NDJSONLines(path: file)
        self.rejects = rejects
        size = lines.size
    }

    var rejectsPath: String? { rejects.path }

    var share: Double? { size.map { $0 == 0 ? 1 : Double(lines.bytesRead) / Double($0) } }

    func next(_ count: Int) throws -> [InputLine] {
        var batch: [InputLine] = []
        batch.reserveCapacity(count)
        while batch.count < count, let line = try lines.next() { batch.append(line) }
        return batch
    }

    func reject(_ line: Int, _ reasons: [Reason], original: [UInt8]?) throws {
        try rejects.add(line: line, reasons: reasons, original: original)
    }
}

/// Imports one file: several tasks read, check and seal side by side, one writer commits.
struct ImportRunner: Sendable {
    let ledger: Ledger
    let reader: ReferralReader
    let receivedOn: CivilDate
    let source: ImportSource
    let tally: ImportTally

    private static let tasks = 4
    /// Referrals to a batch; one transaction takes those of all tasks. More would touch fewer pages of the indexes for each, and
    /// keep others who write waiting longer.
    private static let batch = 500

    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<ImportRunner.tasks {
                group.addTask {
                    while true {
                        let lines = try await source.next(ImportRunner.batch)
                        if lines.isEmpty { return }
                        try await take(lines)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private func take(_ lines: [InputLine]) async throws {
        var total = ImportTally.Total()
        var commands: [Command] = []
        var origins: [InputLine] = []
        for line in lines {
            guard case .bytes(let bytes) = line.content else {
                total.read += 1
                total.refused += 1
                try await source.reject(
                    line.number,
                    [
                        Reason(
                            code: "line_too_long",
                            sentence:
                                "The line is longer than 4 MiB. Check that each referral stands on a line of its own.")
                    ],
                    original: nil)
                continue
            }
            switch reader.read(bytes, receivedOn: receivedOn) {
            case .blank: continue
            case .refused(let reasons):
                total.read += 1
                total.refused += 1
                try await source.reject(line.number, reasons, original: bytes)
            case .referral(let referral):
                total.read += 1
                let key =
                    referral.externalID.map { "referral " + $0 } ?? "line " + String(decoding: bytes, as: UTF8.self)
                commands.append(Command(reference: nil, request: referral.request, key: key))
                origins.append(line)
            }
        }
        for (line, outcome) in zip(origins, try await ledger.open(commands)) {
            switch outcome {
            case .recorded: total.accepted += 1
            case .repeated: total.repeated += 1
            case .refused(let refusal):
                total.refused += 1
                if case .bytes(let bytes) = line.content {
                    try await source.reject(line.number, refusal.reasons, original: bytes)
                }
            case .conflict: break
            }
        }
        await tally.add(total, share: source.share)
    }
}

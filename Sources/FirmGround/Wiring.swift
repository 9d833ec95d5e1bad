import Access
import ArgumentParser
import Casework
import Foundation
import Ledger
import Rulebook

/// The only place that reads the clock, randomness and the environment.
enum World {
    static var now: Instant { Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1_000).rounded(.down))) }

    static func today(in zone: TimeZone) -> CivilDate {
        let seconds = Int(Date().timeIntervalSince1970) + zone.secondsFromGMT()
        return CivilDate(dayNumber: Int((Double(seconds) / 86_400).rounded(.down)))
    }

    static func wall(_ moment: Instant, in zone: TimeZone) -> WallTime {
        let date = Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000)
        let seconds = Int(moment.milliseconds / 1_000) + zone.secondsFromGMT(for: date)
        let day = Int((Double(seconds) / 86_400).rounded(.down))
        return WallTime(day: CivilDate(dayNumber: day), minutes: (seconds - day * 86_400) / 60)
    }

    static func surroundings(for rulebook: Rulebook) -> Surroundings {
        let zone = TimeZone(identifier: rulebook.timeZone) ?? .gmt
        return Surroundings(
            now: { now }, today: { today(in: zone) }, wall: { wall($0, in: zone) },
            reference: {
                var generator = SystemRandomNumberGenerator()
                return Reference.random(using: &generator)
            })
    }

    /// How many files and connections this process may have open, raised to what the system allows it.
    static func openFiles() -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1_024 }
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return Int(clamping: limit.rlim_cur)
    }

    static func environment(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}

/// Where the rulebook comes from: `--rulebook`, then `FIRMGROUND_RULEBOOK`, then `./Rulebooks/uk`, then the one in the program.
struct RulebookOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The folder of the rulebook.", valueName: "dir"))
    var rulebook: String?

    func load() throws -> Rulebook {
        try Rulebook(source())
    }

    func source() throws(RulebookError) -> RulebookSource {
        if let folder = rulebook ?? World.environment("FIRMGROUND_RULEBOOK") {
            return try RulebookSource(folder: URL(fileURLWithPath: folder))
        }
        if FileManager.default.fileExists(atPath: "Rulebooks/uk/rulebook.yaml") {
            return try RulebookSource(folder: URL(fileURLWithPath: "Rulebooks/uk"))
        }
        return try RulebookSource(archive: Embedded.rulebook, name: "built in")
    }
}

/// Who acts.
struct ActorOptions: ParsableArguments {
    @Option(
        name: .customLong("as"), help: ArgumentHelp("The account that acts, by sign-in name.", valueName: "account"))
    var account: String

    func find(in access: Access) async throws -> Account {
        guard let found = try await access.directory.person(account)?.account(on: access.today) else {
            throw Failure(
                message: "There is no account “\(account)” that works today. List them with `firmground account list`.")
        }
        return found
    }
}

/// A ledger with the gates before it.
struct Desk: Sendable {
    let ledger: Ledger
    let access: Access
    let accounts: Accounts

    init(_ ledger: Ledger) throws {
        self.ledger = ledger
        do {
            access = try Access(ledger)
        } catch {
            throw Failure(message: "This rulebook does not say clearly who may see what, so nobody is let in. \(error)")
        }
        accounts = Accounts(access)
    }

    var rulebook: Rulebook { ledger.rulebook }

    /// Whoever runs this program on its machine.
    var runner: Account { Access.operatorAccount(on: ledger.today) }
}

extension LedgerOptions {
    func desk(patience: Duration = .seconds(60)) async throws -> Desk {
        try Desk(await open(patience: patience))
    }
}

import Access
import ArgumentParser
import Casework
import Crypto
import Foundation
import Ledger
import LedgerSQLite
import Rulebook

/// The only place that reads the clock, randomness and the environment.
enum World {
    static var now: Instant { Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1_000).rounded(.down))) }

    static func today(in zone: TimeZone) -> CivilDate {
        let seconds = Int(Date().timeIntervalSince1970) + zone.secondsFromGMT()
        return CivilDate(dayNumber: Int((Double(seconds) / 86_400).rounded(.down)))
    }

    static func surroundings(for rulebook: Rulebook) -> Surroundings {
        let zone = TimeZone(identifier: rulebook.timeZone) ?? .gmt
        return Surroundings(
            now: { now }, today: { today(in: zone) },
            reference: {
                var generator = SystemRandomNumberGenerator()
                return Reference.random(using: &generator)
            })
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

/// Where the ledger is and which key opens it.
struct LedgerOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The folder of the database and its keys.", valueName: "dir"))
    var data = "./data"

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The key file. Default: FIRMGROUND_KEYS, then keys/firmground.keys in the data folder.", valueName: "file"))
    var keys: String?

    @OptionGroup var rulebook: RulebookOptions

    var databasePath: String { URL(fileURLWithPath: data).appendingPathComponent("firmground.sqlite").path }

    var keyPath: String {
        keys ?? World.environment("FIRMGROUND_KEYS")
            ?? URL(fileURLWithPath: data).appendingPathComponent("keys/firmground.keys").path
    }

    func engine() throws -> SQLiteEngine {
        guard FileManager.default.fileExists(atPath: databasePath) else {
            throw Failure(
                message:
                    "There is no database in \(data). Make one with `firmground init --data \(data)`, or try `firmground demo`."
            )
        }
        return try SQLiteEngine(path: databasePath)
    }

    func keyRing() throws -> KeyRing {
        guard let text = try? String(contentsOfFile: keyPath, encoding: .utf8) else {
            throw LedgerError.keyMissing(keyPath)
        }
        guard let ring = KeyRing(text) else {
            throw Failure(
                message: "\(keyPath) is not a FirmGround key file. Name the right one with --keys; nothing was changed."
            )
        }
        return ring
    }

    /// Opens the ledger, refusing a rulebook that fails its check.
    func open() async throws -> Ledger {
        let rulebook = try checkedRulebook()
        return try await Ledger.open(
            engine: engine(), ring: keyRing(), rulebook: rulebook, surroundings: World.surroundings(for: rulebook))
    }

    func checkedRulebook() throws -> Rulebook {
        let rulebook = try rulebook.load()
        let problems = rulebook.problems()
        if !problems.isEmpty { throw RulebookError.faulty(problems) }
        return rulebook
    }

    /// Makes folder, keys and tables. What exists is kept.
    func create() async throws {
        let folder = URL(fileURLWithPath: data)
        let manager = FileManager.default
        try manager.createDirectory(at: folder, withIntermediateDirectories: true)
        let keyFile = URL(fileURLWithPath: keyPath)
        if !manager.fileExists(atPath: keyPath) {
            if manager.fileExists(atPath: databasePath) { throw LedgerError.keyMissing(keyPath) }
            let keyFolder = keyFile.deletingLastPathComponent()
            try manager.createDirectory(
                at: keyFolder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            guard
                manager.createFile(
                    atPath: keyPath, contents: Data(KeyRing().serialised.utf8), attributes: [.posixPermissions: 0o600])
            else {
                throw Failure(message: "The key file \(keyPath) cannot be written. Check that you may write there.")
            }
        }
        let engine = try SQLiteEngine(path: databasePath)
        try? manager.setAttributes([.posixPermissions: 0o600], ofItemAtPath: databasePath)
        try await Ledger.create(engine: engine, ring: keyRing())
        try await engine.close()
    }
}

/// Who acts.
struct ActorOptions: ParsableArguments {
    @Option(
        name: .customLong("as"), help: ArgumentHelp("The account that acts, by sign-in name.", valueName: "account"))
    var account: String

    func find(in ledger: Ledger, accounts: Accounts) async throws -> Account {
        guard let found = try await accounts.account(account), found.isActive(on: ledger.today) else {
            throw Failure(
                message: "There is no account “\(account)” that works today. List them with `firmground account list`.")
        }
        return found
    }
}

extension Ledger {
    var accounts: Accounts { Accounts(engine: database, now: { World.now }, today: { [self] in today }) }
}

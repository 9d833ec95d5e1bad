import ArgumentParser
import Casework
import Foundation
import Ledger
import Rulebook

/// Where the ledger is and which key opens it.
struct LedgerOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The folder of the database and its keys.", valueName: "dir"))
    var data = "./data"

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A PostgreSQL database instead of a file: postgres://… Default: FIRMGROUND_DATABASE, where a password is not seen by others.",
            valueName: "url"))
    var database: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The key file. Default: FIRMGROUND_KEYS, then keys/firmground.keys in the data folder.", valueName: "file"))
    var keys: String?

    @OptionGroup var rulebook: RulebookOptions

    func validate() throws {
        if let url = database ?? World.environment("FIRMGROUND_DATABASE"), !Place.isURL(url) {
            throw ValidationError("Write the database as postgres://role@host:5432/name. A file is named with --data.")
        }
    }

    /// Where the ledger is: the database named, else that of the environment, else the folder. See ``namesFolder``.
    var place: Place {
        guard let url = database ?? World.environment("FIRMGROUND_DATABASE"), !url.isEmpty else { return .folder(data) }
        return .server(url)
    }

    /// Whoever names a folder means it, whatever database the environment names.
    mutating func namesFolder(_ folder: String) {
        data = folder
        database = ""
    }

    var keyPath: String {
        keys ?? World.environment("FIRMGROUND_KEYS")
            ?? URL(fileURLWithPath: data).appendingPathComponent("keys/firmground.keys").path
    }

    /// The database, which must be there.
    func engine(patience: Duration = .seconds(60)) throws -> any Engine {
        if case .file(let path) = place, !FileManager.default.fileExists(atPath: path) {
            throw Failure(
                message:
                    "There is no database in \(data). Make one with `firmground init --data \(data)`, or try `firmground demo`."
            )
        }
        return try place.engine(patience: patience)
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
    func open(patience: Duration = .seconds(60)) async throws -> Ledger {
        let rulebook = try checkedRulebook()
        return try await open(engine: engine(patience: patience), rulebook: rulebook)
    }

    func open(engine: any Engine) async throws -> Ledger {
        try await open(engine: engine, rulebook: checkedRulebook())
    }

    private func open(engine: any Engine, rulebook: Rulebook) async throws -> Ledger {
        let ring = try await keyRing(of: engine)
        do {
            return try await Ledger.open(
                engine: engine, ring: ring, rulebook: rulebook, surroundings: World.surroundings(for: rulebook))
        } catch LedgerError.needsMigration(0) {
            throw noLedger
        }
    }

    private var noLedger: Failure {
        Failure(message: "There is no ledger in \(place.shown). Make one with `firmground init`, or check its address.")
    }

    /// The keys of a ledger that must be there: where there is neither, it is the ledger that is missed.
    func keyRing(of engine: any Engine) async throws -> KeyRing {
        do {
            return try keyRing()
        } catch LedgerError.keyMissing(let path) {
            guard try await Migrations.reached(on: engine) == 0 else { throw LedgerError.keyMissing(path) }
            throw noLedger
        }
    }

    func checkedRulebook() throws -> Rulebook {
        let rulebook = try rulebook.load()
        let problems = rulebook.problems()
        if !problems.isEmpty { throw RulebookError.faulty(problems) }
        return rulebook
    }

    /// Makes folder, keys and tables. What exists is kept.
    func create() async throws {
        if case .file = place {
            try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        }
        if !FileManager.default.fileExists(atPath: keyPath) {
            if try await place.holdsLedger() { throw LedgerError.keyMissing(keyPath) }
            try makeKeys()
        }
        let ring = try keyRing()
        let engine = try place.engine()
        try await Ledger.create(engine: engine, ring: ring)
        try await engine.close()
    }

    /// A new key file, for its owner's eyes only.
    private func makeKeys() throws {
        try FileManager.default.createDirectory(
            at: URL(fileURLWithPath: keyPath).deletingLastPathComponent(), withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        guard PrivateFile.make(keyPath, Data(KeyRing().serialised.utf8)) else {
            throw Failure(message: "The key file \(keyPath) cannot be written. Check that you may write there.")
        }
    }
}

import ArgumentParser
import Foundation
import Ledger
import LedgerSQLite
import StrictJSON

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "init", abstract: "Makes keys and an empty database.")
    @OptionGroup var options: LedgerOptions
    @Flag(help: "Answer in JSON.") var json = false

    func run() async throws {
        _ = try options.checkedRulebook()
        try await options.create()
        if json {
            Terminal.say(["database": .string(options.databasePath), "keys": .string(options.keyPath)])
        } else {
            Terminal.say(
                """
                Database  \(options.databasePath)
                Keys      \(options.keyPath)
                Keep a copy of the keys apart from the database. Without them nothing can be read again.
                """)
        }
    }
}

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Brings a database up to date with this program.")
    @OptionGroup var options: LedgerOptions
    @Flag(help: "Answer in JSON.") var json = false

    func run() async throws {
        let engine = try options.engine()
        _ = try options.keyRing()
        let ran = try await Migrations.run(on: engine)
        if json {
            Terminal.say(["ran": .array(ran.map { JSON($0) }), "step": JSON(Migrations.latest)])
        } else {
            Terminal.say(
                ran.isEmpty
                    ? "The database is up to date (step \(Migrations.latest))."
                    : "Ran \(ran.count) steps; the database is at step \(Migrations.latest).")
        }
    }
}

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Proves that no entry was changed, removed or added outside FirmGround.")
    @OptionGroup var options: LedgerOptions
    @Flag(help: "Answer in JSON.") var json = false

    func run() async throws {
        let ledger = try await options.open()
        let progress = Progress("Verifying", unit: "entries", isSilent: json)
        let result = try await ledger.verify { progress.show(Int($0)) }
        if !json { progress.finish(Int(result.entries)) }
        if json {
            Terminal.say([
                "entries": .number(String(result.entries)), "ok": .bool(result.isWhole),
                "first_fault": result.firstFault.map { .string($0) } ?? .null,
            ])
        } else if result.isWhole {
            Terminal.say("\(Progress.grouped(Int(result.entries))) entries, all whole and in place.")
            if let checkpoint = try await ledger.lastCheckpoint() {
                Terminal.say("Last checkpoint: \(checkpoint.size) entries, root \(checkpoint.root.hexadecimal)")
            }
        }
        if let fault = result.firstFault { throw Failure(message: json ? "" : fault) }
    }
}

struct RebuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild", abstract: "Derives worklists, search and facts anew from the entries.")
    @OptionGroup var options: LedgerOptions
    @Flag(help: "Answer in JSON.") var json = false

    func run() async throws {
        let ledger = try await options.open()
        let progress = Progress("Rebuilding", unit: "cases", isSilent: json)
        let done = try await ledger.rebuild { progress.show(Int($0)) }
        if !json { progress.finish(Int(done)) }
        json
            ? Terminal.say(["rebuilt": .number(String(done))])
            : Terminal.say("\(Progress.grouped(Int(done))) cases rebuilt.")
    }
}

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copies the database to a file while it is in use. The keys are not in it.")
    @Argument(help: ArgumentHelp("The file to write; it must not exist.", valueName: "file")) var file: String
    @OptionGroup var options: LedgerOptions
    @Flag(help: "Answer in JSON.") var json = false

    func run() async throws {
        guard !FileManager.default.fileExists(atPath: file) else {
            throw Failure(message: "\(file) exists already. Name another file; a backup never replaces one.")
        }
        let ledger = try await options.open()
        try await ledger.checkpoint()
        let progress = Progress("Backing up", unit: "percent", isSilent: json)
        do {
            try await ledger.database.backup(to: file) { progress.show(Int($0 * 100), share: $0) }
        } catch {
            try? FileManager.default.removeItem(atPath: file)
            throw error
        }
        try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        if !json { progress.finish(100) }
        let size = (try? FileManager.default.attributesOfItem(atPath: file)[.size] as? Int) ?? 0
        json
            ? Terminal.say(["file": .string(file), "bytes": JSON(size)])
            : Terminal.say(
                "\(file) is a whole copy (\(Progress.grouped(size)) bytes). It can be read only with this ledger’s keys; keep them elsewhere."
            )
    }
}

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Puts a backup in the place of an empty data folder.")
    @Argument(help: ArgumentHelp("A file that `backup` wrote.", valueName: "file")) var file: String
    @OptionGroup var options: LedgerOptions
    @Flag(help: "Answer in JSON.") var json = false

    func run() async throws {
        let manager = FileManager.default
        guard manager.fileExists(atPath: file) else { throw Failure(message: "There is no file \(file).") }
        guard !manager.fileExists(atPath: options.databasePath) else {
            throw Failure(
                message:
                    "There is a database in \(options.data) already. Move it away first; a restore never replaces one.")
        }
        let ring = try options.keyRing()
        try manager.createDirectory(at: URL(fileURLWithPath: options.data), withIntermediateDirectories: true)
        try manager.copyItem(atPath: file, toPath: options.databasePath)
        do {
            let rulebook = try options.checkedRulebook()
            let engine = try SQLiteEngine(path: options.databasePath)
            let ledger = try await Ledger.open(
                engine: engine, ring: ring, rulebook: rulebook, surroundings: World.surroundings(for: rulebook))
            let progress = Progress("Verifying", unit: "entries", isSilent: json)
            let result = try await ledger.verify { progress.show(Int($0)) }
            if let fault = result.firstFault { throw Failure(message: "The backup is damaged: \(fault)") }
            try await ledger.close()
            json
                ? Terminal.say(["entries": .number(String(result.entries)), "ok": true])
                : Terminal.say("Restored and verified: \(Progress.grouped(Int(result.entries))) entries.")
        } catch {
            for suffix in ["", "-wal", "-shm"] { try? manager.removeItem(atPath: options.databasePath + suffix) }
            throw error
        }
    }
}

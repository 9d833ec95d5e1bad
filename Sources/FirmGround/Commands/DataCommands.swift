import ArgumentParser
import Foundation
import Ledger
import StrictJSON

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "init", abstract: "Makes keys and an empty database.")
    @OptionGroup var options: LedgerOptions
    @Flag(help: "Answer in JSON.") var json = false

    func run() async throws {
        _ = try options.checkedRulebook()
        try await options.create()
        if json {
            Terminal.say(["database": .string(options.place.shown), "keys": .string(options.keyPath)])
        } else {
            Terminal.say(
                """
                Database  \(options.place.shown)
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
        _ = try await options.keyRing(of: engine)
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

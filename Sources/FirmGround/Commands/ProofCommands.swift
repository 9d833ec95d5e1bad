import ArgumentParser
import Casework
import Foundation
import Ledger
import StrictJSON

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Proves that no entry was changed, removed or added outside FirmGround.",
        discussion: """
            With --lodged it also proves that nothing was cut off since a checkpoint that was kept elsewhere: only so can a \
            database be recognised that was put back to an earlier day as a whole.
            """)
    @Option(
        name: .long,
        help: ArgumentHelp("A file that `checkpoint --lodge` wrote; may be repeated.", valueName: "file"))
    var lodged: [String] = []
    @OptionGroup var options: LedgerOptions
    @Flag(help: "Answer in JSON.") var json = false

    func run() async throws {
        let ledger = try await openedOrSaid()
        let claims = try lodged.map { try CheckpointFile.read($0) }
        let progress = Progress("Verifying", unit: "entries", isSilent: json)
        let result = try await ledger.verify(against: claims) { progress.show(Int($0)) }
        if !json { progress.finish(Int(result.entries)) }
        var looks: (count: Int64, fault: Int64?) = (0, nil)
        var damage: String?
        do {
            looks = try await ledger.verifyLooks()
        } catch let error as EngineError {
            damage = error.description
        }
        let faultInLooks = looks.fault.map {
            "The log of looks was changed outside FirmGround: look \($0) is not the one that was written there."
        }
        let firstFault = result.firstFault ?? faultInLooks ?? damage
        if json {
            Terminal.say([
                "entries": .number(String(result.entries)), "looks": .number(String(looks.count)),
                "ok": .bool(firstFault == nil), "first_fault": firstFault.map { .string($0) } ?? .null,
            ])
        } else if firstFault == nil {
            Terminal.say("\(Progress.grouped(Int(result.entries))) entries, all whole and in place.")
            Terminal.say("\(Progress.grouped(Int(looks.count))) looks, likewise.")
            for claim in claims {
                Terminal.say("The lodged checkpoint over \(Progress.grouped(Int(claim.size))) entries holds.")
            }
            if let checkpoint = try await ledger.lastCheckpoint() {
                Terminal.say("Last checkpoint: \(checkpoint.size) entries, root \(checkpoint.root.hexadecimal)")
            }
        }
        if let fault = firstFault { throw Failure(message: json ? "" : fault) }
    }

    /// The ledger; a database that cannot even be opened is a fault like any other, and said as one.
    private func openedOrSaid() async throws -> Ledger {
        do {
            return try await options.open()
        } catch let error as EngineError where json {
            Terminal.say([
                "entries": JSON(0), "looks": JSON(0), "ok": .bool(false), "first_fault": .string(error.description),
            ])
            throw Failure(message: "")
        }
    }
}

struct CheckpointCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint", abstract: "Signs everything recorded so far, to be lodged with an outsider.",
        discussion: """
            A checkpoint names nobody. Keep it where the administrators of this database cannot change it, and give it to \
            `firmground verify --lodged` later.
            """)
    @Option(
        name: .long, help: ArgumentHelp("Write the checkpoint to this file; it must not exist.", valueName: "file"))
    var lodge: String?
    @OptionGroup var options: LedgerOptions
    @Flag(help: "Answer in JSON.") var json = false

    func run() async throws {
        let ledger = try await options.open()
        try await ledger.checkpoint()
        guard let checkpoint = try await ledger.lastCheckpoint() else {
            throw Failure(message: "The ledger is empty, so there is nothing to sign.")
        }
        if let lodge { try CheckpointFile.write(checkpoint.statement, to: lodge) }
        let statement = checkpoint.statement
        if json {
            Terminal.say([
                "entries": .number(String(statement.size)), "root": .string(statement.root.hexadecimal),
                "signed_at": .number(String(statement.signedAt.milliseconds)),
                "signature": .string(statement.signature.hexadecimal),
                "public_key": .string(Array(ledger.checkpointKey).hexadecimal),
            ])
        } else {
            Terminal.say(statement.text)
            if let lodge { Terminal.say("Written to \(lodge). Keep it away from this database.") }
        }
    }
}

/// Checkpoints as files.
enum CheckpointFile {
    static func read(_ path: String) throws -> CheckpointStatement {
        guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
            throw Failure(message: "The checkpoint \(path) cannot be read. Check its path.")
        }
        guard let statement = CheckpointStatement(String(decoding: bytes, as: UTF8.self)) else {
            throw Failure(message: "\(path) is not a checkpoint that `firmground checkpoint --lodge` wrote.")
        }
        return statement
    }

    static func write(_ statement: CheckpointStatement, to path: String) throws {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw Failure(message: "\(path) exists already. Name another file; a checkpoint never replaces one.")
        }
        do {
            try Data((statement.text + "\n").utf8).write(to: URL(fileURLWithPath: path))
        } catch {
            throw Failure(
                message: "\(path) cannot be written. Check that its folder exists and that you may write there.")
        }
    }
}

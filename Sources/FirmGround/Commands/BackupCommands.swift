import ArgumentParser
import Foundation
import Ledger
import LedgerSQLite
import StrictJSON

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copies the ledger to a file while it is in use. The keys are not in it.")
    @Argument(help: ArgumentHelp("The file to write; it must not exist.", valueName: "file")) var file: String
    @OptionGroup var options: LedgerOptions
    @Flag(help: "Answer in JSON.") var json = false

    func run() async throws {
        guard !FileManager.default.fileExists(atPath: file) else {
            throw Failure(message: "\(file) exists already. Name another file; a backup never replaces one.")
        }
        let ledger = try await options.open()
        let progress = Progress("Backing up", unit: nil, isSilent: json)
        do {
            try await backUp(ledger) { progress.show(Int($0 * 100), share: $0) }
        } catch {
            for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file + suffix) }
            throw error
        }
        if !json { progress.finish(100) }
        let size = (try? FileManager.default.attributesOfItem(atPath: file)[.size] as? Int) ?? 0
        json
            ? Terminal.say(["file": .string(file), "bytes": JSON(size)])
            : Terminal.say(
                "\(file) is a whole copy (\(Progress.grouped(size)) bytes). It can be read only with this ledger’s keys; keep them elsewhere."
            )
    }

    /// From a file SQLite copies page by page; from a server the ledger is copied into a new file.
    private func backUp(_ ledger: Ledger, _ progress: @escaping @Sendable (Double) -> Void) async throws {
        try await ledger.checkpoint()
        Place.makeFile(file)
        if let engine = ledger.database as? SQLiteEngine {
            return try await engine.backup(to: file, progress: progress)
        }
        let target = try SQLiteEngine(path: file)
        try await LedgerCopy(of: ledger, to: target).run(progress: { progress($1) })
        try await target.close()
    }
}

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Puts a backup in the place of an empty data folder or database.")
    @Argument(help: ArgumentHelp("A file that `backup` wrote.", valueName: "file")) var file: String
    @OptionGroup var options: LedgerOptions
    @Flag(help: "Answer in JSON.") var json = false

    func run() async throws {
        guard FileManager.default.fileExists(atPath: file) else {
            throw Failure(message: "There is no file \(file).")
        }
        // Without the keys nothing is touched.
        _ = try options.keyRing()
        let entries =
            switch options.place {
            case .file(let path): try await restore(to: path)
            case .server: try await restoreToServer()
            }
        json
            ? Terminal.say(["entries": .number(String(entries)), "ok": true])
            : Terminal.say("Restored and verified: \(Progress.grouped(Int(entries))) entries.")
    }

    private func restore(to path: String) async throws -> Int64 {
        let manager = FileManager.default
        guard !manager.fileExists(atPath: path) else {
            throw Failure(
                message:
                    "There is a database in \(options.data) already. Move it away first; a restore never replaces one.")
        }
        try manager.createDirectory(at: URL(fileURLWithPath: options.data), withIntermediateDirectories: true)
        try copyBackup(to: path)
        do {
            return try await verified(SQLiteEngine(path: path))
        } catch {
            for suffix in ["", "-wal", "-shm"] { try? manager.removeItem(atPath: path + suffix) }
            throw error
        }
    }

    /// The backup is verified before anything is touched. It is read from a copy: opening it would change it, and it may lie on a
    /// medium that cannot be written to.
    private func restoreToServer() async throws -> Int64 {
        let manager = FileManager.default
        let folder = manager.temporaryDirectory.appendingPathComponent("firmground-restore-\(UUID().uuidString)")
        try manager.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? manager.removeItem(at: folder) }
        let path = folder.appendingPathComponent("backup.sqlite").path
        try copyBackup(to: path)
        let entries = try await verified(SQLiteEngine(path: path))
        let backup = try await options.open(engine: SQLiteEngine(path: path))
        let progress = Progress("Restoring", unit: "rows", isSilent: json)
        try await LedgerCopy(of: backup, to: options.place.engine()).run(progress: { progress.show($0, share: $1) })
        try await backup.close()
        return entries
    }

    /// With the log beside it, if one was left: then the backup was broken off, and shows it.
    private func copyBackup(to path: String) throws {
        for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: file + suffix) {
            try FileManager.default.copyItem(atPath: file + suffix, toPath: path + suffix)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path + suffix)
        }
    }

    private func verified(_ engine: any Engine) async throws -> Int64 {
        let ledger = try await options.open(engine: engine)
        let progress = Progress("Verifying", unit: "entries", isSilent: json)
        let result = try await ledger.verify { progress.show(Int($0)) }
        if let fault = result.firstFault { throw Failure(message: "The backup is damaged: \(fault)") }
        try await ledger.close()
        return result.entries
    }
}

struct CopyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "copy", abstract: "Moves a ledger to another database, of the same engine or the other.",
        discussion: """
            Example: firmground copy --from ./data --to postgres://firmground@db.example/firmground

            Chain, checkpoints and sealed content stay as they are, and so does the key file. \
            A copy that was broken off goes on where it stopped when the same command is given again. \
            To move for good, stop every `serve` first: what is recorded after the copy has ended is in the old place \
            only. At the end the copy is verified.
            """)
    @Option(name: .long, help: ArgumentHelp("A data folder, or postgres://…", valueName: "place")) var from: String
    @Option(name: .long, help: ArgumentHelp("A data folder, or postgres://…; must be empty.", valueName: "place"))
    var to: String
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The key file. Default: FIRMGROUND_KEYS, then keys/firmground.keys in the folder copied from.",
            valueName: "file"))
    var keys: String?
    @OptionGroup var rulebook: RulebookOptions
    @Flag(help: "Answer in JSON.") var json = false

    func validate() throws {
        guard Place(from) != Place(to) else { throw ValidationError("--from and --to are the same place.") }
    }

    func run() async throws {
        let source = try await options(for: from).open()
        let target = try options(for: to)
        if case .file(let path) = target.place {
            try FileManager.default.createDirectory(
                at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
        }
        let copying = Progress("Copying", unit: "rows", isSilent: json)
        let verifying = Progress("Verifying", unit: "entries", isSilent: json)
        let rows = try await LedgerCopy(of: source, to: target.place.engine()).run {
            copying.show($0, share: $1)
        } verifying: {
            verifying.show(Int($0))
        }
        copying.finish(rows)
        let copy = try await target.open()
        let entries = try await copy.state().entries
        verifying.finish(Int(entries))
        try await source.close()
        try await copy.close()
        json
            ? Terminal.say(["rows": JSON(rows), "entries": .number(String(entries)), "ok": true])
            : Terminal.say(
                """
                \(target.place.shown) holds the whole ledger: \(Progress.grouped(Int(entries))) entries, verified.
                It is opened by the same key file: \(target.keyPath)
                """)
    }

    private func options(for place: String) throws -> LedgerOptions {
        var options = LedgerOptions()
        options.data = Place.isURL(from) ? "./data" : from
        options.keys = keys
        options.keys = options.keyPath
        options.rulebook = rulebook
        if Place.isURL(place) { options.database = place } else { options.namesFolder(place) }
        return options
    }
}

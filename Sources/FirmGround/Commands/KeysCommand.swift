import ArgumentParser
import Foundation
import Ledger
import StrictJSON

struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Changes the key that wraps the keys of cases, while the service runs.",
        discussion: """
            1.  firmground keys add        puts a new key into the key file; give the file to every node and restart them
            2.  firmground keys rotate     wraps with the new key; give the file to every node and restart them
            3.  firmground keys rotate     once more, for what was opened meanwhile
            4.  firmground keys retire     takes the former key out of the file, if nothing needs it

            Content is not touched. Backups from before need the former file: keep it with them, elsewhere.
            """, subcommands: [KeysAdd.self, KeysRotate.self, KeysRetire.self])
}

struct KeysAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Puts a new key into the key file. It unwraps, and does not wrap yet.")
    @OptionGroup var options: LedgerOptions

    func run() async throws {
        try await options.open().close()
        let ring = try options.keyRing()
        guard !ring.hasNextKey else {
            throw Failure(message: "There is a next key already. Go on with `firmground keys rotate`.")
        }
        guard !ring.hasFormerKey else {
            throw Failure(message: "The former key is still in the file. First `firmground keys retire`.")
        }
        let before = try options.replaceKeys(with: ring.addingNextKey())
        Terminal.say(
            """
            \(options.keyPath) holds the next key too. The file as it was: \(before)
            Give the new file to every node and restart them, then `firmground keys rotate`.
            """)
    }
}

struct KeysRotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Wraps the keys of all cases with the next key, or goes on doing so.")
    @OptionGroup var options: LedgerOptions
    @Flag(help: "Answer in JSON.") var json = false

    func run() async throws {
        try await options.open().close()
        let ring = try options.keyRing()
        guard ring.hasNextKey || ring.hasFormerKey else {
            throw Failure(message: "There is no next key to change to. Begin with `firmground keys add`.")
        }
        if ring.hasNextKey { try options.replaceKeys(with: ring.turned()) }
        let ledger = try await options.open()
        let progress = Progress("Wrapping", unit: "keys", isSilent: json)
        let count = try await ledger.rewrapKeys { progress.show($0) }
        try await ledger.close()
        json
            ? Terminal.say(["rewrapped": JSON(count)])
            : Terminal.say(
                """
                \(Progress.grouped(count)) keys wrapped anew; no content was touched.
                Give \(options.keyPath) to every node and restart them, rotate once more, then `firmground keys retire`.
                """)
    }
}

struct KeysRetire: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retire", abstract: "Takes the former key out of the key file, if nothing needs it.")
    @OptionGroup var options: LedgerOptions

    func run() async throws {
        let ledger = try await options.open()
        let ring = try options.keyRing()
        guard ring.hasFormerKey else { throw Failure(message: "There is no former key in \(options.keyPath).") }
        let progress = Progress("Looking", unit: "keys")
        let left = try await ledger.keysOfFormerKeys { progress.show($0) }
        try await ledger.close()
        guard left == 0 else {
            throw Failure(
                message:
                    "\(Progress.grouped(left)) keys still need the former key. Run `firmground keys rotate`; nothing was changed."
            )
        }
        let before = try options.replaceKeys(with: ring.retiringFormerKey())
        Terminal.say(
            """
            The former key is out of \(options.keyPath). The file as it was: \(before)
            Backups from before the change need that file: keep it with them, and nowhere else.
            """)
    }
}

extension LedgerOptions {
    /// Puts other keys into the key file, and keeps the file as it was beside it.
    ///
    /// - Returns: where the file as it was is kept.
    @discardableResult
    fileprivate func replaceKeys(with ring: KeyRing) throws -> String {
        let manager = FileManager.default
        var number = 1
        while manager.fileExists(atPath: "\(keyPath).before-\(number)") { number += 1 }
        let kept = "\(keyPath).before-\(number)"
        let fresh = keyPath + ".new"
        do {
            try manager.copyItem(atPath: keyPath, toPath: kept)
            try? manager.removeItem(atPath: fresh)
            guard PrivateFile.make(fresh, Data(ring.serialised.utf8)), rename(fresh, keyPath) == 0
            else { throw CocoaError(.fileWriteUnknown) }
        } catch {
            throw Failure(message: "The key file \(keyPath) cannot be written. Check that you may write there.")
        }
        return kept
    }
}

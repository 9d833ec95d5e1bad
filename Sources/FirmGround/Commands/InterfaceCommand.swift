import Access
import ArgumentParser
import Casework
import Foundation
import Interface
import Ledger
import Rulebook
import StrictJSON

struct InterfaceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "interface", abstract: "Keys and descriptions for other systems.",
        subcommands: [InterfaceKeyCommand.self, InterfaceOpenAPI.self, InterfaceSchema.self])
}

struct InterfaceKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Issues, lists, changes and ends the keys of other systems.",
        subcommands: [InterfaceKeyIssue.self, InterfaceKeyList.self, InterfaceKeyRotate.self, InterfaceKeyEnd.self])
}

struct InterfaceKeyIssue: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "issue", abstract: "Issues a key to an organisation and prints it, this once.",
        discussion: """
            Example: firmground interface key issue kent-police --label "Records system" --scope referrals:write referrals:read
            """)
    @Argument(help: "The short name of an organisation that is registered.") var organisation: String
    @Option(name: .long, help: "What the key is for.") var label: String
    @Option(
        name: .long, parsing: .upToNextOption,
        help: ArgumentHelp(
            "What it may do: \(InterfaceScope.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "scope"))
    var scope: [String]
    @Option(name: .long, help: "How many days it is good.") var days = 365
    @Option(name: .long, help: "The role in which it acts.") var role = "first_responder"
    @OptionGroup var options: LedgerOptions
    @Flag(help: "Answer in JSON.") var json = false

    func validate() throws {
        for name in scope where InterfaceScope(rawValue: name) == nil {
            let known = InterfaceScope.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("“\(name)” is no scope. Choose from: \(known).")
        }
    }

    func run() async throws {
        let desk = try await options.desk()
        let scopes = InterfaceScope.allCases.map(\.rawValue).filter(scope.contains)
        let (key, secret) = try await refusing {
            try await ProgramKeys(desk.access).issue(
                for: organisation, role: role, scopes: scopes, label: label, days: days, by: desk.runner)
        }
        if json {
            var members = key.json.members ?? []
            members.append(.init(key: "secret", value: .string(secret)))
            Terminal.say(.object(members))
        } else {
            Terminal.say(
                "Key \(key.id), good until \(desk.ledger.wall(key.endsAt).day). Keep it now, it is not shown again:\n\(secret)"
            )
        }
    }
}

struct InterfaceKeyList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists keys, without what they open with.")
    @Option(name: .long, help: "Those of one organisation.") var organisation: String?
    @OptionGroup var options: LedgerOptions
    @Flag(help: "Answer in JSON.") var json = false

    func run() async throws {
        let desk = try await options.desk()
        let keys = ProgramKeys(desk.access)
        var all: [ProgramKey] = []
        while true {
            let page = try await keys.list(of: organisation, after: all.last?.id ?? "")
            if page.isEmpty { break }
            all += page
        }
        if json { return Terminal.say(.array(all.map(\.json))) }
        Terminal.say(
            Terminal.table(
                all.map { key in
                    [
                        key.id, key.organisation, key.label,
                        key.isGood(at: desk.ledger.now) ? "until \(desk.ledger.wall(key.endsAt).day)" : "ended",
                        key.usedAt.map { "\(desk.ledger.wall($0).day)" } ?? "never", key.scopes.joined(separator: " "),
                    ]
                }, header: ["Key", "Organisation", "For", "Good", "Last used", "Scopes"]))
    }
}

struct InterfaceKeyRotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Gives a key a new secret and prints it; the former one is good for another day.")
    @Argument(help: "The key, as `interface key list` names it.") var key: String
    @OptionGroup var options: LedgerOptions
    @Flag(help: "Answer in JSON.") var json = false

    func run() async throws {
        let desk = try await options.desk()
        let secret = try await refusing { try await ProgramKeys(desk.access).rotate(key, by: desk.runner) }
        json
            ? Terminal.say(["id": .string(key), "secret": .string(secret)])
            : Terminal.say("Keep it now, it is not shown again:\n\(secret)")
    }
}

struct InterfaceKeyEnd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "end", abstract: "Ends a key at once.")
    @Argument(help: "The key, as `interface key list` names it.") var key: String
    @OptionGroup var options: LedgerOptions

    func run() async throws {
        let desk = try await options.desk()
        try await refusing { try await ProgramKeys(desk.access).end(key, by: desk.runner) }
        Terminal.say("Key \(key) ended.")
    }
}

struct InterfaceOpenAPI: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "openapi", abstract: "Prints the description of the interface (OpenAPI 3.1).")
    @Option(name: .long, help: ArgumentHelp("Where the service is: https://…", valueName: "url")) var server = ""
    @OptionGroup var rulebook: RulebookOptions

    func run() throws {
        let document = OpenAPI(
            rulebook: try rulebook.load(), version: FirmGroundCommand.configuration.version, server: server)
        Terminal.say(document.document)
    }
}

struct InterfaceSchema: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Prints the answers of a record as a JSON Schema.")
    @Argument(help: "A record with which a case begins, such as referral.") var record: String
    @OptionGroup var rulebook: RulebookOptions

    func run() throws {
        let rules = try rulebook.load()
        guard let schema = AnswerSchema(beginning: record, in: rules) else {
            let known = AnswerSchema.beginnings(in: rules).map(\.record.id).joined(separator: ", ")
            throw Failure(message: "No case begins with “\(record)”. Choose one of: \(known).")
        }
        Terminal.say(schema.complete)
    }
}

/// Says why a key is not to be had, in the sentence made for it.
private func refusing<Result>(_ body: () async throws -> Result) async throws -> Result {
    do {
        return try await body()
    } catch let refused as KeyRefused {
        throw Failure(message: refused.description)
    }
}

extension ProgramKey {
    fileprivate var json: JSON {
        [
            "id": .string(id), "organisation": .string(organisation), "label": .string(label), "role": .string(role),
            "scopes": .array(scopes.map { .string($0) }), "created_at": .string(createdAt.utcText),
            "ends_at": .string(endsAt.utcText), "used_at": usedAt.map { .string($0.utcText) } ?? .null,
        ]
    }
}

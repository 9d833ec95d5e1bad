import Access
import ArgumentParser
import Rulebook
import StrictJSON

struct OrganisationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "organisation", abstract: "Registers and lists organisations.",
        subcommands: [OrganisationAdd.self, OrganisationList.self])
}

struct OrganisationAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Registers an organisation.",
        discussion: """
            Example: firmground organisation add kent-police --name "Kent Police" --kind police-force first-responder \
            --code police_force_code=kent
            """)

    @Argument(help: "A short name in lower-case letters, digits and hyphens. It never changes.") var shortName: String
    @Option(name: .long, help: "The name that others see.") var name: String
    @Option(name: .long, parsing: .upToNextOption, help: "Codes of the list organisation_kind.") var kind: [String]
    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp(
            "What it is on cases: first_responder_code, authority_code, police_force_code or local_authority_code.",
            valueName: "field=code"))
    var code: [String] = []
    @Option(name: .long, help: "The short name of the organisation that it works for.") var parent: String?
    @OptionGroup var options: LedgerOptions

    func validate() throws {
        for pair in code where pair.split(separator: "=").count != 2 {
            throw ValidationError("Write --code as field=code, not “\(pair)”.")
        }
        guard shortName.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }) else {
            throw ValidationError("A short name has lower-case letters, digits and hyphens.")
        }
    }

    func run() async throws {
        let desk = try await options.desk()
        if try await desk.access.directory.organisation(shortName) != nil {
            throw Failure(message: "There is an organisation “\(shortName)” already.")
        }
        var codes: [String: String] = [:]
        for pair in code {
            let parts = pair.split(separator: "=").map { String($0) }
            codes[parts[0]] = parts[1]
        }
        try await desk.access.register(
            OrganisationDraft(shortName, name: name, kinds: kind, codes: codes, parent: parent), by: desk.runner)
        Terminal.say("Organisation \(shortName) registered.")
    }
}

struct OrganisationList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists organisations.")
    @OptionGroup var options: LedgerOptions
    @Flag(help: "Answer in JSON.") var json = false

    func run() async throws {
        let desk = try await options.desk()
        var all: [Organisation] = []
        while true {
            let page = try await desk.access.directory.organisations(after: all.last?.id ?? "")
            if page.isEmpty { break }
            all += page
        }
        if json {
            Terminal.say(
                .array(
                    all.map { one in
                        [
                            "id": .string(one.id), "name": .string(one.name),
                            "kinds": .array(one.kinds.map { .string($0) }),
                            "on_cases": .array(one.bodies.map { .string($0) }), "open": .bool(one.isOpen),
                        ]
                    }))
        } else {
            Terminal.say(
                Terminal.table(
                    all.map { [$0.id, $0.name, $0.kinds.joined(separator: ", "), $0.bodies.joined(separator: ", ")] },
                    header: ["Short name", "Name", "Kinds", "On cases"]))
        }
    }
}

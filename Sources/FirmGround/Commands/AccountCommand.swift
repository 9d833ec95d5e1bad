import Access
import ArgumentParser
import Casework
import Foundation
import Ledger
import Rulebook
import StrictJSON

struct AccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account", abstract: "Adds people, gives them posts, ends their accounts.",
        subcommands: [AccountAdd.self, AccountLoad.self, AccountInvite.self, AccountEnd.self, AccountList.self])
}

struct AccountAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Adds somebody with a first post.",
        discussion: """
            The password is read from standard input; with --invite the person chooses one. The second factor is set up at the \
            first sign-in.
            """)

    @Argument(help: "What the person types to sign in.") var signIn: String
    @Option(name: .long, help: "One of the rulebook’s roles.") var role: String
    @Option(name: .long, help: "The name that others see.") var name: String
    @Option(name: .long, help: "The short name of an organisation that is registered.") var organisation: String
    @Option(name: .long, help: "The unit or team.") var unit: String?
    @Option(name: .long, parsing: .upToNextOption, help: "Codes of the councils whose area the post covers.")
    var area: [String] = []
    @Option(name: .long, help: "The last day, as 2026-12-31.") var until: String?
    @Flag(name: .long, help: "Print the path of an invitation that is good for a week, instead of taking a password.")
    var invite = false
    @OptionGroup var options: LedgerOptions

    func validate() throws {
        if let until, CivilDate(until) == nil {
            throw ValidationError("“\(until)” is not a day. Write it as 2026-12-31.")
        }
    }

    func run() async throws {
        let desk = try await options.desk()
        let draft = PersonDraft(
            signIn: signIn, name: name, role: role, organisation: organisation, unit: unit, areas: area,
            endsOn: until.flatMap { CivilDate($0) })
        if let refusal = try await desk.access.refusalToJoin(draft) {
            throw Failure(message: refusal.reasons.map(\.line).joined(separator: "\n"))
        }
        var password = ""
        if !invite {
            Terminal.complain("Password (at least 12 characters):")
            password = readLine() ?? ""
            try Password.checkChoice(password)
        }
        let person = try await desk.access.join(draft, by: desk.runner)
        if invite {
            Terminal.say("/invitation/\(try await desk.accounts.invite(person, by: desk.runner))")
        } else {
            try await desk.accounts.setPassword(password, of: person.id)
            let title = desk.rulebook.role(role)?.title.english.lowercased() ?? role
            Terminal.say("Account \(signIn) added as \(title).")
        }
    }
}

struct AccountInvite: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invite",
        abstract: "Prints the path of an invitation to choose a password and second factors anew.",
        discussion: "Good once, for a week. The sessions, password and second factors that the account had are gone.")
    @Argument(help: "The sign-in name.") var signIn: String
    @OptionGroup var options: LedgerOptions

    func run() async throws {
        let desk = try await options.desk()
        let person = try await desk.person(signIn)
        guard person.isActive(on: desk.ledger.today) else {
            throw Failure(
                message: "The account \(signIn) has ended or does not work today, so nobody can be invited to it.")
        }
        Terminal.say("/invitation/\(try await desk.accounts.invite(person, by: desk.runner))")
    }
}

struct AccountEnd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "end", abstract: "Ends an account for good, and its sessions at once.")
    @Argument(help: "The sign-in name.") var signIn: String
    @Option(name: .long, help: "Why.") var reason: String
    @OptionGroup var options: LedgerOptions

    func run() async throws {
        let desk = try await options.desk()
        if try await desk.person(signIn).state == "ended" {
            throw Failure(message: "The account \(signIn) has ended already.")
        }
        try await desk.access.leave(desk.person(signIn), why: reason, by: desk.runner)
        Terminal.say("Account \(signIn) ended.")
    }
}

struct AccountList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists people and their posts.")
    @OptionGroup var options: LedgerOptions
    @Flag(help: "Answer in JSON.") var json = false

    func run() async throws {
        let desk = try await options.desk()
        let today = desk.ledger.today
        var people: [Person] = []
        while true {
            let page = try await desk.access.directory.people(after: people.last?.signIn ?? "")
            if page.isEmpty { break }
            people += page
        }
        if json {
            Terminal.say(.array(people.map { $0.json(on: today) }))
        } else {
            Terminal.say(
                Terminal.table(
                    people.map { person in
                        [
                            person.signIn, person.displayName, person.isWorking(on: today) ? "yes" : "no",
                            person.posts.filter(\.isHeld).map { post in
                                let title = desk.rulebook.role(post.role)?.title.english ?? post.role
                                return "\(title), \(post.organisationName)"
                            }.joined(separator: "; "),
                        ]
                    }, header: ["Sign-in name", "Name", "Works", "Posts"]))
        }
    }
}

extension Person {
    fileprivate func json(on day: CivilDate) -> JSON {
        [
            "sign_in": .string(signIn), "name": .string(displayName), "active": .bool(isWorking(on: day)),
            "posts": .array(
                posts.map { post in
                    [
                        "role": .string(post.role), "organisation": .string(post.organisation),
                        "unit": post.unit.map { .string($0) } ?? .null, "held": .bool(post.isHeld(on: day)),
                    ]
                }),
        ]
    }
}

extension Desk {
    func person(_ signIn: String) async throws -> Person {
        guard let person = try await access.directory.person(signIn) else {
            throw Failure(message: "There is no account “\(signIn)”. List them with `firmground account list`.")
        }
        return person
    }
}

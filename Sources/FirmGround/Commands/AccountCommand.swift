import Access
import ArgumentParser
import Foundation
import Ledger
import Rulebook
import StrictJSON

struct AccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account", abstract: "Adds and lists accounts.", subcommands: [AccountAdd.self, AccountList.self])
}

struct AccountAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Adds an account; the password is read from standard input.")

    @Argument(help: "What the person types to sign in.") var signIn: String
    @Option(name: .long, help: "One of the rulebook’s roles.") var role: String
    @Option(name: .long, help: "The name that others see.") var name: String
    @Option(name: .long, help: "The organisation.") var organisation = ""
    @OptionGroup var options: LedgerOptions

    func run() async throws {
        let ledger = try await options.open()
        guard let definition = ledger.rulebook.role(role), !definition.isSystem else {
            let known = ledger.rulebook.roles.filter { !$0.isSystem }.map(\.id).joined(separator: ", ")
            throw Failure(message: "“\(role)” is not a role of the rulebook. Choose one of: \(known).", code: 2)
        }
        if try await ledger.accounts.account(signIn) != nil {
            throw Failure(message: "There is an account “\(signIn)” already.")
        }
        Terminal.complain("Password (at least 12 characters):")
        let password = readLine() ?? ""
        try await ledger.accounts.save(
            Account(
                id: UUID().uuidString.lowercased(), signIn: signIn, displayName: name, role: role,
                organisation: organisation,
                startsOn: ledger.today), password: password)
        Terminal.say("Account \(signIn) added as \(definition.title.english.lowercased()).")
    }
}

struct AccountList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists accounts.")
    @OptionGroup var options: LedgerOptions
    @Flag(help: "Answer in JSON.") var json = false

    func run() async throws {
        let ledger = try await options.open()
        let accounts = try await ledger.accounts.all()
        if json {
            Terminal.say(
                .array(
                    accounts.map { account in
                        [
                            "sign_in": .string(account.signIn), "name": .string(account.displayName),
                            "role": .string(account.role),
                            "active": .bool(account.isActive(on: ledger.today)),
                        ]
                    }))
        } else {
            Terminal.say(
                Terminal.table(
                    accounts.map { account in
                        [
                            account.signIn, account.displayName,
                            ledger.rulebook.role(account.role)?.title.english ?? account.role,
                        ]
                    }, header: ["Sign-in name", "Name", "Role"]))
        }
    }
}

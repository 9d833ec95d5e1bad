import Access
import ArgumentParser
import Crypto
import Foundation
import Ledger
import Rulebook

struct DemoCommand: AsyncParsableCommand, ServesPages {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Fills a database with invented cases, one account for each role, and serves it."
    )

    @Option(name: .long, help: "How many cases.") var cases = 240
    @Option(name: .long, help: "The same seed gives the same people and stories.") var seed: UInt64 = 1
    @Flag(name: .long, help: "Fill the database and end.") var noServe = false
    @Option(
        name: .long,
        help: ArgumentHelp("Use this password for all accounts instead of a random one.", valueName: "text"))
    var password: String?
    @OptionGroup var server: ServerOptions
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Where to make the database; must be empty. Default: a new temporary folder.", valueName: "dir")) var data:
        String?
    @Option(
        name: .long,
        help: ArgumentHelp("An empty PostgreSQL database to fill instead of a file: postgres://…", valueName: "url"))
    var database: String?
    @OptionGroup var rulebook: RulebookOptions

    func validate() throws {
        guard (0...5_000_000).contains(cases) else { throw ValidationError("--cases is from 0 to 5,000,000.") }
        guard database.map({ Place.isURL($0) }) ?? true else {
            throw ValidationError("Write the database as postgres://role@host:5432/name.")
        }
    }

    func run() async throws {
        let folder =
            data
            ?? FileManager.default.temporaryDirectory.appendingPathComponent(
                "firmground-demo-\(UUID().uuidString.prefix(8))"
            ).path
        var options = LedgerOptions()
        if let database { options.database = database } else { options.namesFolder(folder) }
        options.keys = URL(fileURLWithPath: folder).appendingPathComponent("keys/firmground.keys").path
        options.rulebook = rulebook
        if try await options.place.holdsLedger() {
            throw Failure(
                message:
                    "There is a ledger in \(options.place.shown) already. Serve it with `firmground serve`, or name another place."
            )
        }
        try await options.create()
        let desk = try await options.desk()
        let ledger = desk.ledger
        let password = password ?? DemoCommand.randomPassword()
        let cast = try await DemoCast(desk, password: password)
        let progress = Progress("Inventing cases", unit: "cases")
        try await DemoCaseload(ledger: ledger, cast: cast, cases: cases, seed: seed, progress: progress).fill()
        progress.finish(cases)
        try await ledger.checkpoint()
        tell(cast.accounts, password, ledger.rulebook, options)
        guard !noServe else { return try await ledger.close() }
        try await Server(desk: desk, options: server, demo: DemoAccounts(password: password, accounts: cast.accounts))
            .run()
        if data == nil, database == nil { try? FileManager.default.removeItem(atPath: folder) }
    }

    private func tell(_ accounts: [DemoAccount], _ password: String, _ rulebook: Rulebook, _ options: LedgerOptions) {
        let rows = accounts.map(\.account).map { account in
            [account.signIn, rulebook.role(account.role)?.title.english ?? account.role, account.organisationName]
        }
        Terminal.say(
            """

            \(noServe ? "Database   \(options.place.shown)\nKeys       \(options.keyPath)" : "Open       http://\(server.host):\(server.port)/")
            Password   \(password)   (for every account below; shown only now)
            Code       \(noServe ? "secret of every account’s authenticator app: \(DemoCast.secretText(accounts))" : "the page that asks for it shows it")

            \(Terminal.table(rows, header: ["Sign in as", "Role", "Organisation"]))

            All people and stories are invented.\(noServe ? "" : " End with Ctrl-C.")
            """)
    }

    /// Four groups of letters without those that look alike: about 75 bits.
    private static func randomPassword() -> String {
        let letters = Array("abcdefghjkmnpqrstuvwxyz")
        var generator = SystemRandomNumberGenerator()
        return (0..<4).map { _ in String((0..<4).map { _ in letters.randomElement(using: &generator) ?? "x" }) }.joined(
            separator: "-")
    }
}

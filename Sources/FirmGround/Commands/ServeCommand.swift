import Access
import ArgumentParser
import Casework
import Foundation
import Hummingbird
import Identity
import Ledger
import Logging
import Rulebook
import SignOn
import Uploads
import Web

/// Where the server listens.
struct ServerOptions: ParsableArguments {
    @Option(name: .long, help: "The address to listen on.") var host = "127.0.0.1"
    @Option(name: .long, help: "The port to listen on.") var port = 8080
    @Option(
        name: .long, help: ArgumentHelp("The address people use, when it is not this one: https://…", valueName: "url"))
    var publicURL: String?
    @Option(
        name: .long, help: ArgumentHelp("A folder whose files go before the built-in stylesheet.", valueName: "dir"))
    var assets: String?
    @Option(
        name: .long,
        help: ArgumentHelp("Settings of another provider of sign-ins (OpenID Connect), as JSON.", valueName: "file"))
    var signOn: String?
    @Option(
        name: .long,
        help: ArgumentHelp(
            "A folder for messages to others, one file each; of several nodes one hands each message on.",
            valueName: "dir"))
    var outbox: String?
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Where clamd listens, a socket’s path or host:port: files are looked through for viruses, and not taken while it is away.",
            valueName: "address"))
    var clamd: String?
    @Flag(
        name: .long,
        help: "Tell other systems that something has happened, as they asked; of several nodes one tells each.")
    var webhooks = false
    @Flag(name: .long, help: "Let webhooks lead to this machine, for a trial.") var webhooksAllowLoopback = false
}

struct ServeCommand: AsyncParsableCommand, ServesPages {
    static let configuration = CommandConfiguration(commandName: "serve", abstract: "Serves the web pages.")
    @OptionGroup var server: ServerOptions
    @OptionGroup var options: LedgerOptions

    func run() async throws {
        let desk = try await options.desk(patience: .seconds(10))
        try await Server(desk: desk, options: server, demo: nil).run()
    }
}

/// The demo's accounts, shown on its sign-in page.
struct DemoAccounts: Sendable {
    let password: String
    let accounts: [DemoAccount]
}

/// One of them.
struct DemoAccount: Sendable {
    let account: Account
    /// The secret of its authenticator app.
    let secret: OneTimeSecret

    /// What the app would show now.
    var code: String { OneTimeCode(secret).code(at: World.now.milliseconds / 1_000) }
}

/// Runs the pages until the program is told to stop; signs a checkpoint every minute and at the end.
struct Server: Sendable {
    let desk: Desk
    let options: ServerOptions
    let demo: DemoAccounts?

    private var ledger: Ledger { desk.ledger }

    func run() async throws {
        var logger = Logger(label: "firmground")
        logger.logLevel = World.environment("FIRMGROUND_LOG").flatMap { Logger.Level(rawValue: $0) } ?? .warning
        var provider: Provider?
        if let file = options.signOn { provider = try await SignOnClient.provider(settings: file) }
        var scanner: ClamDaemon?
        if let address = options.clamd {
            guard let daemon = ClamDaemon(address: address) else {
                throw Failure(message: "“\(address)” is neither the path of a socket nor host:port.")
            }
            scanner = daemon
        }
        let services = WebServices(
            access: desk.access, accounts: desk.accounts, logger: logger, provider: provider, scanner: scanner)
        let application = buildApplication(services, configuration: configuration())
        try await withThrowingTaskGroup(of: Void.self) { [logger] group in
            group.addTask { try await application.runService() }
            group.addTask { try await signCheckpoints(logger) }
            group.addTask { try await removeEndedDrafts(logger) }
            group.addTask { try await countWaits(logger) }
            if let outbox = options.outbox {
                let courier = Courier(
                    ledger: ledger, access: desk.access, folder: URL(fileURLWithPath: outbox), logger: logger)
                group.addTask { try await courier.run() }
            }
            if options.webhooks {
                let courier = WebhookCourier(
                    subscriptions: Subscriptions(desk.access), allowsLoopback: options.webhooksAllowLoopback,
                    logger: logger)
                group.addTask { try await courier.run() }
            }
            try await group.next()
            group.cancelAll()
        }
        // A database that is away at the end has lost nothing: the next process signs.
        _ = try? await ledger.checkpoint()
        try await ledger.close()
    }

    /// A database that is away for a while must not end the service: the checkpoint is signed a minute later.
    private func signCheckpoints(_ logger: Logger) async throws {
        while !Task.isCancelled {
            try await Task.sleep(for: .seconds(60))
            do {
                try await ledger.checkpoint()
            } catch {
                logger.error("checkpoint not signed")
            }
        }
    }

    /// Half an hour apart: pages keep them for an hour and need not count.
    private func countWaits(_ logger: Logger) async throws {
        while !Task.isCancelled {
            do {
                try await desk.access.countWaits()
            } catch {
                logger.error("waits not counted")
            }
            try await Task.sleep(for: .seconds(1_800))
        }
    }

    /// Drafts go on their last day, whether anybody looks or not.
    private func removeEndedDrafts(_ logger: Logger) async throws {
        while !Task.isCancelled {
            do {
                while try await desk.access.removeEndedDrafts() > 0 {}
                try await desk.access.removeOldRequests()
            } catch {
                logger.error("drafts not removed")
            }
            try await Task.sleep(for: .seconds(600))
        }
    }

    private func configuration() -> WebConfiguration {
        WebConfiguration(
            host: options.host, port: options.port, publicOrigin: options.publicURL, assetsFolder: options.assets,
            stylesheet: Embedded.bytes(Embedded.stylesheet),
            scripts: Dictionary(
                Embedded.scripts.map { ($0.name, Embedded.bytes($0.text)) }, uniquingKeysWith: { first, _ in first }),
            demoAccounts: (demo?.accounts ?? []).map { one in
                let account = one.account
                let role = ledger.rulebook.role(account.role)
                return WebConfiguration.DemoAccount(
                    signIn: account.signIn, password: demo?.password ?? "", code: { one.code },
                    title: role?.title.english ?? account.role,
                    about: role?.about?.english)
            }, metricsToken: World.environment("FIRMGROUND_METRICS_TOKEN"), limits: limits(),
            version: FirmGroundCommand.configuration.version, allowsLoopbackHooks: options.webhooksAllowLoopback)
    }

    /// As many connections as the system gives this process, less some for the database and files.
    private func limits() -> WebConfiguration.Limits {
        var limits = WebConfiguration.Limits()
        limits.connections = min(limits.connections, max(64, World.openFiles() - 256))
        return limits
    }
}

extension Embedded {
    fileprivate static func bytes(_ text: StaticString) -> [UInt8] {
        Array(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}

import Access
import Casework
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Ledger
import Logging
import Rulebook
import Synchronization
import TestSupport
import Testing
import Web

/// A whole service on a database of its own: the real rulebook, a clock that the test sets, and an account for each role.
final class TestSite: Sendable {
    static let password = "stone under the river"

    let ledger: Ledger
    let accounts: Accounts
    /// Makes the database fail where a test says so.
    let engine: WatchedEngine
    private let database: TestDatabase
    private let clock: Clock
    private let services: WebServices

    /// The moment and the civil day, which a test may move.
    private final class Clock: Sendable {
        let day: Mutex<CivilDate>
        let seconds: Mutex<Int64>

        init(_ day: CivilDate) {
            self.day = Mutex(day)
            seconds = Mutex(Int64(day.dayNumber) * 86_400 + 43_200)
        }

        var now: Instant { Instant(milliseconds: seconds.withLock { $0 } * 1_000) }
        var today: CivilDate { day.withLock { $0 } }
    }

    private static let rulebook = Result {
        try Rulebook(
            RulebookSource(
                folder: URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
                    "../../Rulebooks/uk")))
    }

    /// - Parameter roles: a role for each account; the sign-in name is the role, with a number for the second of a role.
    init(_ roles: String..., on day: String = "2026-03-02") async throws {
        database = try TestDatabase()
        let clock = Clock(try #require(CivilDate(day)))
        self.clock = clock
        engine = WatchedEngine(try database.engine())
        let ring = KeyRing()
        try await Ledger.create(engine: engine, ring: ring)
        let surroundings = Surroundings(
            now: { clock.now }, today: { clock.today },
            reference: {
                var generator = SystemRandomNumberGenerator()
                return Reference.random(using: &generator)
            })
        ledger = try await Ledger.open(
            engine: engine, ring: ring, rulebook: TestSite.rulebook.get(), surroundings: surroundings)
        accounts = Accounts(engine: engine, now: { clock.now }, today: { clock.today })
        var logger = Logger(label: "web-test")
        logger.logLevel = .critical
        services = WebServices(ledger: ledger, access: Access(ledger), accounts: accounts, logger: logger)
        for role in roles { try await addAccount(role, role: String(role.prefix { !$0.isNumber })) }
    }

    func addAccount(_ signIn: String, role: String, name: String? = nil) async throws {
        let account = Account(
            id: "account-\(signIn)", signIn: signIn, displayName: name ?? "Sam \(signIn)", role: role, organisation: "",
            startsOn: CivilDate(dayNumber: 0))
        try await accounts.save(account, password: TestSite.password)
    }

    func wait(seconds: Int64) { clock.seconds.withLock { $0 += seconds } }

    func go(to day: String) throws {
        let day = try #require(CivilDate(day))
        clock.day.withLock { $0 = day }
        clock.seconds.withLock { $0 = Int64(day.dayNumber) * 86_400 + 43_200 }
    }

    /// Runs the application, and hands over a client for it.
    func run(
        publicOrigin: String? = nil, _ setup: TestingSetup = .router, limits: WebConfiguration.Limits = .init(),
        _ body: @Sendable (any TestClientProtocol) async throws -> Void
    ) async throws {
        let configuration = WebConfiguration(
            publicOrigin: publicOrigin, stylesheet: Array("body { margin: 0 }".utf8), limits: limits)
        try await buildApplication(services, configuration: configuration).test(setup) { try await body($0) }
    }

    /// A referral of an adult who agrees, as the online form would send it, changed where the test needs it.
    @discardableResult
    func refer(_ changes: [String: String?] = [:], on day: String? = nil) async throws -> Reference {
        let record = try #require(ledger.rulebook.dossier("case")?.record("referral"))
        var answers: [String: RawAnswer] = [:]
        for field in record.fields where field.required && field.isAsked {
            answers[field.id] = .text(TestSite.anyAnswer(field, ledger.rulebook))
        }
        let usual = [
            "under_18": "no", "under_18_when_exploited": "no", "consents_to_referral": "yes", "nation": "E",
            "will_work_with_authorities": "yes", "still_in_situation": "no", "nationality": "albanian",
            "exploitation_forced_work": "yes", "given_name": "Ana", "family_name": "Kola", "phone_answer": "yes",
            "phone": "07700 900123", "decision_contact": "potential-victim", "contact_channels": "email",
            "contact_email": "ana@example.org", "email_is_safe": "yes", "current_town": "Leeds",
        ]
        for (field, value) in usual { answers[field] = .text(value) }
        for (field, value) in changes { answers[field] = value.map { .text($0) } }
        let request = ActionRequest(
            record: "referral", action: "submit", answers: answers, actor: Actor(account: "form", role: "intake"),
            purpose: "refer",
            occurredOn: try #require(day.map { CivilDate($0) } ?? clock.today))
        let outcome = try await ledger.record(Command(reference: nil, request: request, key: UUID().uuidString))
        guard case .recorded(let reference, _) = outcome else { throw Unexpected(what: "\(outcome)") }
        return reference
    }

    private static func anyAnswer(_ field: FieldDefinition, _ rulebook: Rulebook) -> String {
        switch field.kind {
        case .code, .codes:
            field.list.flatMap { rulebook.lists[$0]?.codes.last { $0.period.until == nil }?.code } ?? "x"
        case .yesNo: "no"
        case .tick: "yes"
        case .date: "1990-01-01"
        case .number: "1"
        case .email: "someone@example.org"
        case .phone: "07700 900000"
        case .text, .longText, .files: "An account of it."
        }
    }
}

/// Something came out that the test did not reckon with.
struct Unexpected: Error {
    let what: String
}

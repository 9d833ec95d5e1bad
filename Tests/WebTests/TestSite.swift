import Access
import Casework
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Identity
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
    let access: Access
    let accounts: Accounts
    /// The last step of each account's authenticator app that was used.
    private let steps = Mutex<[String: Int64]>([:])
    /// The site whose pages a test is looking at.
    @TaskLocal static var current: TestSite?
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

    private static let source = Result {
        try RulebookSource(
            folder: URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
                "../../Rulebooks/uk"))
    }
    private static let rulebook = Result { try Rulebook(TestSite.source.get()) }
    private static let withoutJourneys = Result {
        let whole = try TestSite.source.get()
        return try Rulebook(
            RulebookSource(files: whole.files.filter { !$0.key.hasPrefix("journeys/") }, name: whole.name))
    }

    /// - Parameters:
    ///   - roles: a role for each account; the sign-in name is the role, with a number for the second of a role.
    ///   - withJourneys: the rulebook as it is, or as that of a country that has written no journey yet.
    init(_ roles: String..., on day: String = "2026-03-02", withJourneys: Bool = true) async throws {
        database = try TestDatabase()
        let clock = Clock(try #require(CivilDate(day)))
        self.clock = clock
        engine = WatchedEngine(try database.engine())
        let ring = KeyRing()
        try await Ledger.create(engine: engine, ring: ring)
        let surroundings = Surroundings(
            now: { clock.now }, today: { clock.today },
            wall: { moment in
                let (days, rest) = moment.milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
                return WallTime(day: CivilDate(dayNumber: Int(days)), minutes: Int(rest / 60_000))
            },
            reference: {
                var generator = SystemRandomNumberGenerator()
                return Reference.random(using: &generator)
            })
        ledger = try await Ledger.open(
            engine: engine, ring: ring, rulebook: (withJourneys ? TestSite.rulebook : TestSite.withoutJourneys).get(),
            surroundings: surroundings)
        access = try Access(ledger)
        accounts = Accounts(access)
        var logger = Logger(label: "web-test")
        logger.logLevel = .critical
        services = WebServices(access: access, accounts: accounts, logger: logger)
        for draft in TestSite.organisations { try await access.register(draft, by: runner) }
        for role in roles { try await addAccount(role, role: String(role.prefix { !$0.isNumber })) }
    }

    private var runner: Account { Access.operatorAccount(on: clock.today) }

    static let organisations = [
        OrganisationDraft(
            "sca", name: "Single Competent Authority", kinds: ["competent-authority"], codes: ["authority_code": "sca"]),
        OrganisationDraft("harbour", name: "Harbour Support", kinds: ["support-provider"]),
        OrganisationDraft("other-support", name: "Other Support", kinds: ["support-provider"]),
        OrganisationDraft(
            "kent-police", name: "Kent Police", kinds: ["police-force", "first-responder"],
            codes: ["police_force_code": "kent", "first_responder_code": "kent-police"]),
        OrganisationDraft(
            "essex-police", name: "Essex Police", kinds: ["police-force"], codes: ["police_force_code": "essex"]),
        OrganisationDraft("lighthouse", name: "Lighthouse Guardians", kinds: ["guardian-service"]),
        OrganisationDraft(
            "kent-council", name: "Kent County Council", kinds: ["local-authority"],
            codes: ["local_authority_code": "KEN"]),
        OrganisationDraft("enforcement", name: "Immigration Enforcement", kinds: ["immigration-enforcement"]),
        OrganisationDraft(
            "office", name: "Office",
            kinds: ["prosecutor", "health", "commissioner", "legal-representative", "advocate", "operator"]),
    ]

    /// Where somebody of a role works, unless a test says otherwise.
    static func home(of role: String) -> String {
        switch role {
        case "decision_maker", "decision_manager": "sca"
        case "support_worker", "support_manager": "harbour"
        case "first_responder", "police_investigator", "police_manager": "kent-police"
        case "child_guardian", "guardian_manager": "lighthouse"
        case "local_authority_worker": "kent-council"
        case "immigration_officer": "enforcement"
        default: "office"
        }
    }

    @discardableResult
    func addAccount(
        _ signIn: String, role: String, name: String? = nil, organisation: String? = nil, hasApp: Bool = true
    ) async throws -> Account {
        let person = try await access.join(
            PersonDraft(
                signIn: signIn, name: name ?? "Sam \(signIn)", role: role,
                organisation: organisation ?? TestSite.home(of: role)), by: runner)
        let account = try #require(person.account(on: clock.today))
        try await accounts.setPassword(TestSite.password, of: account.id)
        if hasApp { _ = try await accounts.enrolApp(account, secret: TestSite.secret) }
        return account
    }

    func account(_ signIn: String) async throws -> Account {
        try #require(try await access.directory.person(signIn)?.account(on: clock.today))
    }

    private static let secret = Array("the secret of an app".utf8)

    /// What the app of an account shows now. A code works once, so each call gives another; when none is left, time goes on.
    func code(of signIn: String) throws -> String {
        let app = OneTimeCode(try #require(OneTimeSecret(TestSite.secret)))
        let step = steps.withLock { steps -> Int64 in
            let now = OneTimeCode.step(at: clock.seconds.withLock { $0 })
            let next = max(now - 1, (steps[signIn] ?? 0) + 1)
            steps[signIn] = next
            return next
        }
        let late = step - 1 - OneTimeCode.step(at: clock.seconds.withLock { $0 })
        if late > 0 { wait(seconds: late * OneTimeCode.period) }
        return app.code(at: step * OneTimeCode.period)
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
        try await buildApplication(services, configuration: configuration).test(setup) { client in
            try await TestSite.$current.withValue(self) { try await body(client) }
        }
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
            "will_work_with_authorities": "yes", "wants_support": "yes", "still_in_situation": "no",
            "nationality": "albanian",
            "exploitation_forced_work": "yes", "given_name": "Ana", "family_name": "Kola", "phone_answer": "yes",
            "phone": "07700 900123", "decision_contact": "potential-victim",
            "contact_channels": "email",
            "contact_email": "ana@example.org", "email_is_safe": "yes", "current_town": "Leeds",
        ]
        for (field, value) in usual { answers[field] = .text(value) }
        // Nobody gave a crime reference, so no force did.
        answers["police_force"] = nil
        for (field, value) in changes { answers[field] = value.map { .text($0) } }
        let request = ActionRequest(
            record: "referral", action: "submit", answers: answers, actor: Actor(account: "form", role: "intake"),
            purpose: "refer",
            occurredOn: try #require(day.map { CivilDate($0) } ?? clock.today))
        let outcome = try await ledger.record(Command(reference: nil, request: request, key: UUID().uuidString))
        guard case .recorded(let reference, _) = outcome else { throw Unexpected(what: "\(outcome)") }
        return reference
    }

    /// Gives a case to the person of a sign-in name, as their organisation's managers would.
    func assign(_ reference: Reference, to signIn: String) async throws {
        let account = try await account(signIn)
        let role = account.role.replacing("_manager", with: "_worker")
        let placed = try await act(
            reference, "assignment.place", ["role": role, "organisation": account.organisation],
            Actor(account: "placer", role: "decision_manager", organisation: "sca"), "decide")
        let instance = placed.records["assignment"]?.count ?? 1
        try await act(
            reference, "assignment.name", ["account": account.id],
            Actor(account: "namer", role: "support_manager", organisation: account.organisation), "support",
            instance: instance)
    }

    /// Does something on a case straight at the ledger, for what has to be there before a test begins.
    @discardableResult
    func act(
        _ reference: Reference, _ path: String, _ answers: [String: String], _ actor: Actor, _ purpose: String,
        instance: Int? = nil
    ) async throws -> DossierState {
        let action = FieldPath(path)
        let request = ActionRequest(
            record: try #require(action.record), instance: instance, action: action.field,
            answers: answers.mapValues { .text($0) }, actor: actor, purpose: purpose, occurredOn: clock.today)
        let outcome = try await ledger.record(
            Command(reference: reference, request: request, key: UUID().uuidString))
        guard case .recorded(_, let state) = outcome else { throw Unexpected(what: "\(outcome)") }
        return state
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
        case .text, .longText, .files, .organisation, .account: "An account of it."
        }
    }
}

/// Something came out that the test did not reckon with.
struct Unexpected: Error {
    let what: String
}

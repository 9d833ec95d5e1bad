import Access
import Casework
import Ledger
import Rulebook
import TestSupport
import Testing

@Suite("Accounts")
struct AccountTests {
    static let password = "three unlikely words"

    private func office() async throws -> (TemporaryLedger, Accounts) {
        let temporary = try await TemporaryLedger()
        let world = temporary.world
        let accounts = Accounts(engine: temporary.engine, now: { world.now }, today: { world.today })
        try await accounts.save(account(), password: Self.password)
        return (temporary, accounts)
    }

    private func account(
        id: String = "1", signIn: String = "Dana", from: String = "2026-01-01", until: String? = nil
    ) -> Account {
        Account(
            id: id, signIn: signIn, displayName: "Dana Doe", role: "decision_maker", organisation: "SCA",
            startsOn: UnitedKingdom.day(from), endsOn: until.map { UnitedKingdom.day($0) })
    }

    private func token(_ accounts: Accounts, _ name: String = "dana") async throws -> String {
        guard case .accepted(let token, _) = try await accounts.signIn(name, password: Self.password) else {
            throw Missing()
        }
        return token
    }

    private struct Missing: Error {}

    @Test("The right password opens a session, in any case of the name; a wrong one or an unknown name does not")
    func signIn() async throws {
        let (temporary, accounts) = try await office()
        defer { withExtendedLifetime(temporary) {} }
        for name in ["dana", "DANA", " dana "] {
            let session = try #require(try await accounts.session(token: try await token(accounts, name)))
            #expect(session.account.id == "1" && session.csrf.utf8.count == 43)
        }
        #expect(try await accounts.signIn("dana", password: "four unlikely words").isRefused)
        #expect(try await accounts.signIn("nobody", password: Self.password).isRefused)
        #expect(try await accounts.session(token: "") == nil)
        #expect(try await accounts.session(token: "dana") == nil)
    }

    @Test("Tokens are not guessable, each its own, and the database holds only their hash")
    func tokens() async throws {
        let (temporary, accounts) = try await office()
        defer { withExtendedLifetime(temporary) {} }
        var tokens: Set<String> = []
        for _ in 0..<5 { tokens.insert(try await token(accounts)) }
        #expect(tokens.count == 5 && tokens.allSatisfy { $0.utf8.count == 43 })
        let stored = try temporary.raw().rows("SELECT token, csrf FROM session")
        for token in tokens {
            #expect(!stored.contains { $0.contains(.text(token)) || $0.contains(.bytes(Array(token.utf8))) })
        }
    }

    @Test("A session ends after half an hour without use, and use keeps it")
    func idle() async throws {
        let (temporary, accounts) = try await office()
        defer { withExtendedLifetime(temporary) {} }
        let token = try await token(accounts)
        for _ in 0..<4 {
            temporary.world.wait(seconds: 29 * 60)
            #expect(try await accounts.session(token: token) != nil)
        }
        temporary.world.wait(seconds: 30 * 60)
        #expect(try await accounts.session(token: token) == nil)
    }

    @Test("A session ends after twelve hours in any case")
    func absolute() async throws {
        let (temporary, accounts) = try await office()
        defer { withExtendedLifetime(temporary) {} }
        let token = try await token(accounts)
        for _ in 0..<35 {
            temporary.world.wait(seconds: 20 * 60)
            #expect(try await accounts.session(token: token) != nil)
        }
        temporary.world.wait(seconds: 20 * 60)
        #expect(try await accounts.session(token: token) == nil)
    }

    @Test("Signing out ends that session and no other")
    func signOut() async throws {
        let (temporary, accounts) = try await office()
        defer { withExtendedLifetime(temporary) {} }
        let one = try await token(accounts)
        let other = try await token(accounts)
        try await accounts.signOut(token: one)
        #expect(try await accounts.session(token: one) == nil)
        #expect(try await accounts.session(token: other) != nil)
    }

    @Test("A new password ends every session; renewing the account without one ends none")
    func newPassword() async throws {
        let (temporary, accounts) = try await office()
        defer { withExtendedLifetime(temporary) {} }
        let token = try await token(accounts)
        try await accounts.save(account(signIn: "dana.doe"), password: nil)
        #expect(try await accounts.session(token: token)?.account.signIn == "dana.doe")
        try await accounts.save(account(), password: "four unlikely words")
        #expect(try await accounts.session(token: token) == nil)
        #expect(try await accounts.signIn("dana", password: Self.password).isRefused)
    }

    @Test("Five wrong tries slow an account down, ever more up to five minutes; the right password recovers it")
    func slowDown() async throws {
        let (temporary, accounts) = try await office()
        defer { withExtendedLifetime(temporary) {} }
        for _ in 0..<5 { #expect(try await accounts.signIn("dana", password: "wrong wrong wrong").isRefused) }
        for pause in [2, 4, 8, 16, 32, 64, 128, 256, 300, 300] {
            #expect(try await accounts.signIn("dana", password: Self.password).pause == pause)
            temporary.world.wait(seconds: Int64(pause) - 1)
            #expect(try await accounts.signIn("dana", password: Self.password).pause == 1)
            temporary.world.wait(seconds: 1)
            #expect(try await accounts.signIn("dana", password: "wrong wrong wrong").isRefused)
        }
        temporary.world.wait(seconds: 300)
        _ = try await token(accounts)
        for _ in 0..<4 { #expect(try await accounts.signIn("dana", password: "wrong wrong wrong").isRefused) }
        _ = try await token(accounts)
    }

    @Test("Many wrong tries at once are counted, not let through together")
    func flood() async throws {
        let (temporary, accounts) = try await office()
        defer { withExtendedLifetime(temporary) {} }
        let outcomes = try await withThrowingTaskGroup(of: SignIn.self) { group in
            for _ in 0..<30 { group.addTask { try await accounts.signIn("dana", password: "wrong wrong wrong") } }
            var outcomes: [SignIn] = []
            for try await outcome in group { outcomes.append(outcome) }
            return outcomes
        }
        #expect(outcomes.count { $0.isRefused } == 5)
        #expect(outcomes.count { $0.pause != nil } == 25)
    }

    @Test("An account slowed down does not slow another")
    func others() async throws {
        let (temporary, accounts) = try await office()
        defer { withExtendedLifetime(temporary) {} }
        try await accounts.save(account(id: "2", signIn: "eli"), password: Self.password)
        for _ in 0..<6 { _ = try await accounts.signIn("dana", password: "wrong wrong wrong") }
        _ = try await token(accounts, "eli")
    }

    @Test(
        "An account works from its first to its last day",
        arguments: [
            ("2026-11-02", nil, true, "from today"), ("2026-11-03", nil, false, "from tomorrow"),
            ("2026-01-01", "2026-11-02", true, "until today"), ("2026-01-01", "2026-11-01", false, "until yesterday"),
        ] as [(String, String?, Bool, String)])
    func dates(from: String, until: String?, works: Bool, reason: String) async throws {
        let (temporary, accounts) = try await office()
        defer { withExtendedLifetime(temporary) {} }
        try await accounts.save(account(from: from, until: until), password: nil)
        let outcome = try await accounts.signIn("dana", password: Self.password)
        #expect(outcome.isRefused == !works, "\(reason)")
    }

    @Test("A session ends with the account’s last day")
    func lastDay() async throws {
        let (temporary, accounts) = try await office()
        defer { withExtendedLifetime(temporary) {} }
        try await accounts.save(account(until: "2026-11-02"), password: nil)
        temporary.world.wait(seconds: 14 * 3_600 + 50 * 60)
        let token = try await token(accounts)
        #expect(try await accounts.session(token: token) != nil)
        temporary.world.wait(seconds: 20 * 60)
        #expect(try await accounts.session(token: token) == nil)
    }

    @Test("An account without a password cannot sign in")
    func noPassword() async throws {
        let (temporary, accounts) = try await office()
        defer { withExtendedLifetime(temporary) {} }
        try await accounts.save(account(id: "2", signIn: "eli"), password: nil)
        #expect(try await accounts.signIn("eli", password: "").isRefused)
        #expect(try await accounts.signIn("eli", password: Self.password).isRefused)
    }

    @Test("A refused password saves nothing")
    func refusedPassword() async throws {
        let (temporary, accounts) = try await office()
        defer { withExtendedLifetime(temporary) {} }
        await #expect(throws: Password.Fault.tooShort) {
            try await accounts.save(account(id: "2", signIn: "eli"), password: "short")
        }
        #expect(try await accounts.account("eli") == nil)
    }

    @Test("All accounts are listed by name, however many; one sign-in name belongs to one account")
    func all() async throws {
        let (temporary, accounts) = try await office()
        defer { withExtendedLifetime(temporary) {} }
        for index in 0..<520 {
            try await accounts.save(account(id: "n\(index)", signIn: "name\(1_000 + index)"), password: nil)
        }
        let names = try await accounts.all().map(\.signIn)
        #expect(names.count == 521 && names == names.sorted())
        await #expect(throws: EngineError.self) {
            try await accounts.save(account(id: "other", signIn: "dana"), password: nil)
        }
        #expect(try await accounts.account("dana")?.id == "1")
        #expect(try await accounts.account("n7")?.signIn == "name1007")
    }
}

extension SignIn {
    var isRefused: Bool {
        if case .refused = self { true } else { false }
    }

    var pause: Int? {
        if case .slowedDown(let seconds) = self { seconds } else { nil }
    }
}

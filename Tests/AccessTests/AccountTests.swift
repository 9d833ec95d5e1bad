import Access
import Casework
import Law
import Ledger
import Rulebook
import TestSupport
import Testing

@Suite("Accounts")
struct AccountTests {
    static let password = "three unlikely words"

    private func office(from: String? = nil, until: String? = nil) async throws -> (TemporaryLedger, Accounts) {
        let temporary = try await TemporaryLedger()
        let access = try Access(temporary.ledger)
        let accounts = Accounts(access)
        try await access.register(Offices.authority, by: runner)
        try await join("Dana", temporary, from: from, until: until)
        return (temporary, accounts)
    }

    private var runner: Account { Access.operatorAccount(on: UnitedKingdom.day("2026-11-02")) }

    @discardableResult
    private func join(
        _ signIn: String, _ temporary: TemporaryLedger, from: String? = nil, until: String? = nil
    ) async throws -> Person {
        let access = try Access(temporary.ledger)
        let person = try await access.join(
            PersonDraft(
                signIn: signIn, name: "\(signIn) Doe", role: "decision_maker", organisation: "sca",
                startsOn: from.map { UnitedKingdom.day($0) }, endsOn: until.map { UnitedKingdom.day($0) }), by: runner)
        try await Accounts(access).setPassword(Self.password, of: person.id)
        return person
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
            #expect(session.account.signIn == "dana" && session.csrf.utf8.count == 43 && session.stage == .enrol)
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

    @Test("A new password ends every session but the one in which it was chosen")
    func newPassword() async throws {
        let (temporary, accounts) = try await office()
        defer { withExtendedLifetime(temporary) {} }
        let (token, own) = (try await token(accounts), try await self.token(accounts))
        let account = try #require(try await accounts.session(token: token)?.account)
        let wrong = try await accounts.changePassword(
            from: "not the password", to: "four unlikely words", account, token: own)
        guard case .wrong = wrong else { throw Missing() }
        let short = try await accounts.changePassword(from: Self.password, to: "short", account, token: own)
        guard case .fault(.tooShort) = short else { throw Missing() }
        #expect(try await accounts.session(token: token) != nil)
        let changed = try await accounts.changePassword(
            from: Self.password, to: "four unlikely words", account, token: own)
        guard case .changed = changed else { throw Missing() }
        #expect(try await accounts.session(token: token) == nil)
        #expect(try await accounts.session(token: own) != nil)
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
        try await join("eli", temporary)
        for _ in 0..<6 { _ = try await accounts.signIn("dana", password: "wrong wrong wrong") }
        _ = try await token(accounts, "eli")
    }

    @Test(
        "An account works from its first to its last day",
        arguments: [
            ("2026-11-02", nil, true, "from today"), ("2026-11-03", nil, false, "from tomorrow"),
            ("2026-01-01", "2026-11-02", true, "until today"), ("2026-01-01", "2026-11-02", false, "until yesterday"),
        ] as [(String, String?, Bool, String)])
    func dates(from: String, until: String?, works: Bool, reason: String) async throws {
        let (temporary, accounts) = try await office(from: from, until: until)
        defer { withExtendedLifetime(temporary) {} }
        if reason == "until yesterday" { temporary.world.move(to: UnitedKingdom.day("2026-11-03")) }
        let outcome = try await accounts.signIn("dana", password: Self.password)
        #expect(outcome.isRefused == !works, "\(reason)")
    }

    @Test("A session ends with the account’s last day")
    func lastDay() async throws {
        let (temporary, accounts) = try await office(until: "2026-11-02")
        defer { withExtendedLifetime(temporary) {} }
        temporary.world.wait(seconds: 14 * 3_600 + 50 * 60)
        let token = try await token(accounts)
        #expect(try await accounts.session(token: token) != nil)
        temporary.world.wait(seconds: 20 * 60)
        #expect(try await accounts.session(token: token) == nil)
    }

    @Test("Whoever leaves is signed out at once, signs in no more, and their name is never given again")
    func leaving() async throws {
        let (temporary, accounts) = try await office()
        defer { withExtendedLifetime(temporary) {} }
        let access = try Access(temporary.ledger)
        let token = try await token(accounts)
        let person = try #require(try await access.directory.person("dana"))
        try await access.leave(person, why: "Moved away", by: runner)
        #expect(try await accounts.session(token: token) == nil)
        #expect(try await accounts.signIn("dana", password: Self.password).isRefused)
        await #expect(throws: EnrolmentRefused.self) { try await join("DANA", temporary) }
        #expect(try await access.directory.people().count == 1)
    }

    @Test("An account without a password cannot sign in")
    func noPassword() async throws {
        let (temporary, accounts) = try await office()
        defer { withExtendedLifetime(temporary) {} }
        let draft = PersonDraft(signIn: "eli", name: "Eli", role: "decision_maker", organisation: "sca")
        try await Access(temporary.ledger).join(draft, by: runner)
        #expect(try await accounts.signIn("eli", password: "").isRefused)
        #expect(try await accounts.signIn("eli", password: Self.password).isRefused)
    }

    @Test("An account that nobody has used for ninety days sleeps until its owner is invited anew")
    func sleeping() async throws {
        let (temporary, accounts) = try await office()
        defer { withExtendedLifetime(temporary) {} }
        temporary.world.move(to: UnitedKingdom.day("2027-01-30"))
        _ = try await token(accounts)
        temporary.world.move(to: UnitedKingdom.day("2027-05-01"))
        #expect(try await accounts.signIn("dana", password: Self.password).isRefused)
        let person = try #require(try await accounts.directory.person("dana"))
        let secret = try await accounts.invite(person, by: runner)
        #expect(try await accounts.accept(secret, password: Self.password, device: "") != nil)
        _ = try await token(accounts)
    }

    @Test("An invitation is good once and for a week; a password that cannot be taken leaves it as good as before")
    func invitations() async throws {
        let (temporary, accounts) = try await office()
        defer { withExtendedLifetime(temporary) {} }
        let person = try #require(try await accounts.directory.person("dana"))
        let former = try await accounts.invite(person, by: runner)
        let secret = try await accounts.invite(person, by: runner)
        #expect(try await accounts.invited(former) == nil)
        #expect(try await accounts.invited(secret)?.id == person.id)
        await #expect(throws: Password.Fault.tooShort) {
            try await accounts.accept(secret, password: "short", device: "")
        }
        let token = try #require(try await accounts.accept(secret, password: "four unlikely words", device: ""))
        #expect(try await accounts.session(token: token)?.stage == .enrol)
        #expect(try await accounts.accept(secret, password: "five unlikely words", device: "") == nil)
        let late = try await accounts.invite(person, by: runner)
        #expect(try await accounts.session(token: token) == nil)
        temporary.world.wait(seconds: Accounts.invitationSeconds)
        #expect(try await accounts.invited(late) == nil)
        #expect(try await accounts.accept(late, password: "six unlikely words", device: "") == nil)
    }

    @Test("Nobody is given a role that their organisation does not have, and nobody an organisation that is not there")
    func roles() async throws {
        let (temporary, _) = try await office()
        let access = try Access(temporary.ledger)
        for (role, organisation, code) in [
            ("support_worker", "sca", "role_of_others"), ("decision_maker", "nowhere", "no_such_organisation"),
            ("intake", "sca", "no_such_role"), ("emperor", "sca", "no_such_role"),
        ] {
            let draft = PersonDraft(signIn: "eli", name: "Eli", role: role, organisation: organisation)
            let refusal = try await access.refusalToJoin(draft)
            #expect(refusal?.reasons.map(\.code) == [code], "\(role) at \(organisation)")
            await #expect(throws: EnrolmentRefused.self) { try await access.join(draft, by: runner) }
        }
        #expect(try await access.directory.person("eli") == nil)
    }

    @Test("Whoever cannot be given their post is not half added, and their sign-in name is still free")
    func whole() async throws {
        let (temporary, accounts) = try await office()
        let access = try Access(temporary.ledger)
        var draft = PersonDraft(
            signIn: "eli", name: "Eli", role: "decision_maker", organisation: "sca", areas: ["NOWHERE"])
        await #expect(throws: EnrolmentRefused.self) { try await access.join(draft, by: runner) }
        draft.areas = []
        draft.endsOn = UnitedKingdom.day("2026-11-01")
        await #expect(throws: EnrolmentRefused.self) { try await access.join(draft, by: runner) }
        #expect(try await access.directory.person("eli") == nil)
        draft.endsOn = nil
        try await access.join(draft, by: runner)
        let table = try PeopleTable(
            """
            sign_in,name,role,organisation,areas
            uma,Uma,decision_maker,sca,
            vik,Vik,decision_maker,sca,NOWHERE
            UMA,Uma again,decision_maker,sca,

            wes,Wes,decision_maker,sca,
            """)
        for isTrial in [true, false] {
            let rows = try await accounts.load(table, by: runner, with: access, isTrial: isTrial)
            #expect(rows.map { $0.fault == nil } == [true, false, false, true], "trial \(isTrial)")
            #expect(rows.map(\.line) == [2, 3, 4, 6])
        }
        #expect(try await access.directory.people().map(\.signIn) == ["dana", "eli", "uma", "wes"])
    }

    @Test("Two who add the same sign-in name at the same moment: one of them does")
    func race() async throws {
        let (temporary, accounts) = try await office()
        let joined = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 { group.addTask { (try? await join("Frida", temporary)) != nil } }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(joined == 1)
        #expect(try await accounts.directory.people().map(\.signIn) == ["dana", "frida"])
    }

    @Test("All people are listed by name, however many")
    func all() async throws {
        let (temporary, accounts) = try await office()
        let access = try Access(temporary.ledger)
        for index in 0..<120 {
            let draft = PersonDraft(
                signIn: "name\(1_000 + index)", name: "N", role: "decision_maker", organisation: "sca")
            try await access.join(draft, by: runner)
        }
        var names: [String] = []
        while true {
            let page = try await accounts.directory.people(after: names.last ?? "").map(\.signIn)
            if page.isEmpty { break }
            names += page
        }
        #expect(names.count == 121 && names == names.sorted())
    }

    @Test("A rebuilt directory is the one that was written")
    func rebuilt() async throws {
        let (temporary, _) = try await office()
        try await join("Eli", temporary, until: "2027-01-01")
        let raw = try temporary.raw()
        let tables = ["organisation", "account", "post"].map { "SELECT * FROM \($0) ORDER BY 1" }
        let before = try tables.map { try raw.rows($0) }
        for table in ["organisation", "account", "post"] { try raw.run("DELETE FROM \(table)") }
        try await temporary.ledger.rebuild()
        #expect(try tables.map { try raw.rows($0) } == before)
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

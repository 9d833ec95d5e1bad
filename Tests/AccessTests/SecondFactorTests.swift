import Access
import Casework
import Identity
import Ledger
import Rulebook
import TestSupport
import Testing

@Suite("Second factors and sessions")
struct SecondFactorTests {
    static let password = "three unlikely words"

    private struct Office {
        let temporary: TemporaryLedger
        let access: Access
        let accounts: Accounts
        let person: Person
    }

    private func office() async throws -> Office {
        let temporary = try await TemporaryLedger()
        let access = try Access(temporary.ledger)
        let accounts = Accounts(access)
        let runner = Access.operatorAccount(on: temporary.world.today)
        try await access.register(Offices.authority, by: runner)
        let draft = PersonDraft(signIn: "dana", name: "Dana Doe", role: "decision_maker", organisation: "sca")
        let person = try await access.join(draft, by: runner)
        try await accounts.setPassword(Self.password, of: person.id)
        return Office(temporary: temporary, access: access, accounts: accounts, person: person)
    }

    private func token(_ office: Office) async throws -> String {
        guard case .accepted(let token, _) = try await office.accounts.signIn("dana", password: Self.password) else {
            throw Missing()
        }
        return token
    }

    private struct Missing: Error {}

    private func code(_ secret: OneTimeSecret, _ office: Office, steps: Int64 = 0) -> String {
        OneTimeCode(secret).code(at: office.temporary.world.now.milliseconds / 1_000 + steps * OneTimeCode.period)
    }

    @Test("An app is set up by showing a right code, brings codes for paper once, and is asked for from then on")
    func settingUp() async throws {
        let office = try await office()
        let token = try await token(office)
        let account = try #require(try await office.accounts.session(token: token)?.account)
        let secret = try await office.accounts.appToSetUp(account, token: token)
        #expect(try await office.accounts.appToSetUp(account, token: token).bytes == secret.bytes, "shown again")
        #expect(try await office.accounts.setUpApp(account, token: token, code: "000000") == .refused)
        #expect(try await office.accounts.session(token: token)?.stage == .enrol)
        let outcome = try await office.accounts.setUpApp(account, token: token, code: code(secret, office))
        guard case .setUp(let codes) = outcome else { throw Missing() }
        #expect(codes.count == RecoveryCodes.count && Set(codes).count == codes.count)
        #expect(try await office.accounts.session(token: token)?.stage == .full)
        let next = try await self.token(office)
        #expect(try await office.accounts.session(token: next)?.stage == .second)
        office.temporary.world.wait(seconds: 60)
        #expect(try await office.accounts.showCode(account, token: next, code: code(secret, office)) == .accepted)
        #expect(try await office.accounts.session(token: next)?.stage == .full)
        let stored = try office.temporary.raw().rows("SELECT id, data FROM credential")
        for value in stored.flatMap({ $0 }) {
            if case .bytes(let bytes) = value { #expect(!bytes.contains(secret.bytes)) }
        }
    }

    private func enrolled() async throws -> (Office, Account, OneTimeSecret) {
        let office = try await office()
        let account = try #require(office.person.account(on: office.temporary.world.today))
        let secret = try await office.accounts.enrolApp(account, secret: Array("twenty letters of it".utf8))
        return (office, account, secret)
    }

    @Test("A code works once, at whatever node and however many try it at a time")
    func once() async throws {
        let (office, account, secret) = try await enrolled()
        let token = try await token(office)
        let code = code(secret, office)
        let outcomes = try await withThrowingTaskGroup(of: SecondFactor.self) { group in
            for _ in 0..<8 {
                group.addTask { try await office.accounts.showCode(account, token: token, code: code) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == .accepted } == 1)
        #expect(outcomes.allSatisfy { $0 == .accepted || $0 == .used || $0.isSlow })
    }

    @Test("A code on paper works once; new ones end the old")
    func paper() async throws {
        let (office, account, _) = try await enrolled()
        let token = try await token(office)
        let codes = try await office.accounts.newRecoveryCodes(account)
        #expect(try await office.accounts.showCode(account, token: token, code: codes[3].lowercased()) == .accepted)
        #expect(try await office.accounts.showCode(account, token: token, code: codes[3]) == .refused)
        #expect(try await office.accounts.recoveryCodesLeft(account) == RecoveryCodes.count - 1)
        let fresh = try await office.accounts.newRecoveryCodes(account)
        #expect(try await office.accounts.showCode(account, token: token, code: codes[4]) == .refused)
        #expect(try await office.accounts.showCode(account, token: token, code: fresh[0]) == .accepted)
    }

    @Test("Wrong codes are slowed down, and the right one is asked to wait like any other")
    func slowed() async throws {
        let (office, account, secret) = try await enrolled()
        let token = try await token(office)
        for _ in 0..<5 {
            #expect(try await office.accounts.showCode(account, token: token, code: "000000") == .refused)
        }
        #expect(try await office.accounts.showCode(account, token: token, code: code(secret, office)).isSlow)
        office.temporary.world.wait(seconds: 3)
        #expect(try await office.accounts.showCode(account, token: token, code: code(secret, office)) == .accepted)
    }

    @Test("The last second factor cannot be taken away")
    func last() async throws {
        let (office, account, _) = try await enrolled()
        let factor = try #require(try await office.accounts.secondFactors(of: account.id).first)
        #expect(try await !office.accounts.removeSecondFactor(factor.kind, factor.id, of: account))
        #expect(try await office.accounts.secondFactors(of: account.id).count == 1)
    }

    @Test("A proof counts for five minutes")
    func proof() async throws {
        let (office, account, secret) = try await enrolled()
        let token = try await token(office)
        _ = try await office.accounts.showCode(account, token: token, code: code(secret, office))
        let session = try #require(try await office.accounts.session(token: token))
        #expect(office.accounts.isProved(session))
        office.temporary.world.wait(seconds: 300)
        #expect(!office.accounts.isProved(session))
    }

    @Test("A session made or given to another account in the database alone opens nothing")
    func forged() async throws {
        let (office, account, secret) = try await enrolled()
        let token = try await token(office)
        _ = try await office.accounts.showCode(account, token: token, code: code(secret, office))
        let runner = Access.operatorAccount(on: office.temporary.world.today)
        let draft = PersonDraft(signIn: "eli", name: "Eli", role: "decision_maker", organisation: "sca")
        let other = try await office.access.join(draft, by: runner)
        #expect(try await office.accounts.session(token: token) != nil)
        try office.temporary.raw().run("UPDATE session SET account = '\(other.id)'")
        #expect(try await office.accounts.session(token: token) == nil)
    }

    @Test("Sessions are listed and ended by their owner, the others all at once")
    func sessions() async throws {
        let (office, account, _) = try await enrolled()
        let tokens = [try await token(office), try await token(office), try await token(office)]
        let listed = try await office.accounts.sessions(of: account, token: tokens[0])
        #expect(listed.count == 3 && listed.count { $0.isThisOne } == 1)
        let one = try #require(listed.first { !$0.isThisOne })
        try await office.accounts.endSession(one.id, of: account, token: tokens[0])
        #expect(try await office.accounts.sessions(of: account, token: tokens[0]).count == 2)
        try await office.accounts.endSession(nil, of: account, token: tokens[0])
        #expect(try await office.accounts.session(token: tokens[0]) != nil)
        #expect(try await office.accounts.session(token: tokens[1]) == nil)
        #expect(try await office.accounts.session(token: tokens[2]) == nil)
    }

    @Test("Somebody with two posts acts in one at a time, and in none that they do not hold")
    func posts() async throws {
        let (office, account, _) = try await enrolled()
        let runner = Access.operatorAccount(on: office.temporary.world.today)
        let harbour = OrganisationDraft("harbour", name: "Harbour", kinds: ["support-provider"])
        try await office.access.register(harbour, by: runner)
        let draft = PersonDraft(signIn: "dana", name: "Dana", role: "support_worker", organisation: "harbour")
        try await office.access.give(draft, to: office.person.reference, by: runner)
        let token = try await token(office)
        #expect(try await office.accounts.session(token: token)?.account.role == "decision_maker")
        #expect(try await office.accounts.change(to: 2, token: token, account: account))
        #expect(try await office.accounts.session(token: token)?.account.organisation == "harbour")
        #expect(try await !office.accounts.change(to: 3, token: token, account: account))
        let person = try #require(try await office.access.directory.person("dana"))
        try await office.access.endPost(2, of: person, by: runner)
        #expect(try await office.accounts.session(token: token) == nil, "the post has ended")
    }

    @Test("A password kept at a lower cost is kept anew at the next sign-in")
    func raised() async throws {
        let office = try await office()
        // scrypt of the same password at an eighth of the cost (RFC 7914), made with another program.
        let weak = "scrypt$2048$8$1$AAECAwQFBgcICQoLDA0ODw==$o5anwXQKDNb45nrz+YqeE20ssG4I+TX7453oT86z9Z0="
        try await office.accounts.keepStored(weak, of: office.person.id)
        #expect(await Password.matches(Self.password, stored: weak))
        _ = try await token(office)
        let stored = try #require(try await office.accounts.storedPassword(of: office.person.id))
        #expect(stored.hasPrefix("scrypt$16384$8$1$"))
        _ = try await token(office)
    }

    @Test("Whom a provider vouches for gets an account the first time, and the post that the groups give from then on")
    func provider() async throws {
        let office = try await office()
        let runner = Access.operatorAccount(on: office.temporary.world.today)
        let harbour = OrganisationDraft("harbour", name: "Harbour", kinds: ["support-provider"])
        try await office.access.register(harbour, by: runner)
        func identity(_ role: String, _ organisation: String, name: String = "eli", factor: Bool = true)
            -> ProvidedIdentity
        {
            ProvidedIdentity(
                issuer: "https://sign-in.example", subject: "17-\(name)", displayName: "Eli", accountName: name,
                role: role, organisation: organisation, hasSecondFactor: factor)
        }
        func session(_ identity: ProvidedIdentity) async throws -> Session? {
            let outcome = try await office.accounts.signIn(identity, device: "", with: office.access)
            guard case .accepted(let token, _) = outcome else { return nil }
            return try await office.accounts.session(token: token)
        }
        let first = try #require(try await session(identity("decision_maker", "sca")))
        #expect(first.isFull && first.account.signIn == "eli" && first.account.role == "decision_maker")
        let moved = try #require(try await session(identity("support_worker", "harbour", factor: false)))
        #expect(moved.account.id == first.account.id && moved.account.role == "support_worker" && moved.stage == .enrol)
        let person = try #require(try await office.access.directory.person("eli"))
        #expect(person.posts.count { $0.isHeld } == 1)
        // A name that somebody else has is never handed to a stranger.
        await #expect(throws: EnrolmentRefused.self) {
            try await office.accounts.signIn(
                identity("decision_maker", "sca", name: "dana"), device: "", with: office.access)
        }
        try await office.access.leave(person, why: "Left", by: runner)
        #expect(try await session(identity("support_worker", "harbour")) == nil)
    }
}

extension SecondFactor {
    fileprivate var isSlow: Bool {
        if case .slowedDown = self { true } else { false }
    }
}

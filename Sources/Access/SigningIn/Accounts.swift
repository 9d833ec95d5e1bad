import Casework
import Crypto
import Foundation
public import Ledger
import Rulebook

/// Sign-in and sessions. Who there is, and where they work, is the ``Directory``'s.
public struct Accounts: Sendable {
    let ledger: Ledger
    public let directory: Directory
    let lookout: Lookout

    /// A session ends after half an hour without use, and after twelve hours in any case.
    public static let idleMilliseconds: Int64 = 30 * 60 * 1_000
    public static let absoluteMilliseconds: Int64 = 12 * 60 * 60 * 1_000
    /// How long a proof counts for what asks for one: breaking the glass, changing how one signs in.
    public static let proofMilliseconds: Int64 = 5 * 60 * 1_000
    /// Days without a sign-in after which an account sleeps.
    public static let sleepDays = 90

    public init(_ access: Access) {
        ledger = access.ledger
        directory = access.directory
        lookout = access.lookout
    }

    var engine: any Engine { ledger.database }
    var now: Int64 { ledger.now.milliseconds }

    /// Checks a password and opens a session, which asks for a second factor next.
    ///
    /// After five wrong tries a name answers only after a pause that doubles up to five minutes, on whatever node: an attacker is
    /// slowed, the owner is never locked out for good. A name without an account is treated alike.
    public func signIn(_ name: String, password: String, device: String = "") async throws -> SignIn {
        let name = name.lowercased().trimmingCharacters(in: .whitespaces)
        let subject = Attempts.Subject("sign-in", name)
        let begun = ledger.now
        let (found, pause) = try await engine.glance { connection in
            (
                try connection.first(.personBySignIn, [.text(name)]) { try Person(row: $0) }?.withPosts(connection),
                try Attempts.pause(of: subject, at: begun, connection)
            )
        }
        if let pause { return .slowedDown(seconds: pause) }
        let stored = try await credentials(.password, of: found?.id ?? "").first
        let check = await Password.check(password, stored: stored.map { String(decoding: $0.data, as: UTF8.self) })
        let account = found?.account(on: ledger.today)
        let isAwake = try await isAwake(found)
        let moment = ledger.now
        // Looked up again: many tries at once must not all pass before the first of them is counted.
        let left = try await engine.write { connection -> Int? in
            if let left = try Attempts.pause(of: subject, at: moment, connection) { return left }
            if check.matches, account != nil, isAwake {
                try Attempts.forget(subject, connection)
            } else {
                try Attempts.count(subject, at: moment, connection)
            }
            return nil
        }
        if let left { return .slowedDown(seconds: left) }
        guard check.matches, let account, isAwake else {
            if let known = found?.account(on: ledger.today) {
                _ = await lookout.note(.signedIn, by: known, detail: "refused")
            }
            return .refused
        }
        if check.isWeak { try? await keep(password, for: account.id) }
        let stage: SessionStage = try await secondFactors(of: account.id).isEmpty ? .enrol : .second
        return .accepted(token: try await begin(account, stage: stage, device: device), stage: stage)
    }

    /// Opens a session.
    func begin(_ account: Account, stage: SessionStage, device: String) async throws -> String {
        let (token, moment) = (Accounts.randomToken(), now)
        let (hash, csrf) = (self.hash(token), self.csrf(token, account.id))
        try await engine.write { connection in
            try connection.run(.endOldSessions, [.integer(moment - Accounts.absoluteMilliseconds)])
            try connection.run(
                .insertSession,
                [
                    .bytes(hash), .text(account.id), .int(account.post), .text(csrf),
                    .text(stage.rawValue), .text(String(device.prefix(100))), .integer(moment), .integer(moment),
                    .integer(moment),
                ])
        }
        _ = await lookout.note(.signedIn, by: account, detail: stage.rawValue)
        return token
    }

    /// The session a cookie stands for, or `nil`. Cost: some index lookups; the time of last use is noted once a minute.
    public func session(token: String) async throws -> Session? {
        let hash = self.hash(token)
        let moment = now
        let today = ledger.today
        let found = try await engine.glance { connection in
            try connection.first(.session, [.bytes(hash)]) { try SessionRow(row: $0) }
        }
        guard let row = found, let account = row.account(on: today), row.csrf == csrf(token, account.id),
            moment - row.seenAt < Accounts.idleMilliseconds, moment - row.startedAt < Accounts.absoluteMilliseconds
        else { return nil }
        if moment - row.seenAt > 60_000 { await touch(hash, at: moment) }
        return Session(account: account, csrf: row.csrf, stage: row.stage, provedAt: row.provedAt)
    }

    /// The account whose session has ended of itself, by being left alone: for the last form that it sent. `nil` for any other.
    func endedSession(token: String, csrf given: String) async throws -> String? {
        let hash = self.hash(token)
        let found = try await engine.glance { connection in
            try connection.first(.session, [.bytes(hash)]) { try SessionRow(row: $0) }
        }
        guard let row = found, row.stage == .full, let account = row.account(on: ledger.today),
            row.csrf == csrf(token, account.id), row.csrf == given,
            now - row.seenAt >= Accounts.idleMilliseconds || now - row.startedAt >= Accounts.absoluteMilliseconds
        else { return nil }
        return account.id
    }

    /// Notes the use of a session, if that can be done soon: a database that can be read and not written to still shows its pages.
    private func touch(_ session: [UInt8], at moment: Int64) async {
        _ = await Patience.wait(atMost: .seconds(2)) { [engine] in
            try? await engine.write { connection in
                try connection.run(.touchSession, [.integer(moment), .bytes(session)])
            }
        }
    }

    /// Ends a session.
    public func signOut(token: String) async throws {
        let hash = self.hash(token)
        try await engine.write { connection in _ = try connection.run(.endSession, [.bytes(hash)]) }
    }

    /// Acts in another of one's posts from now on. `false`: the person does not hold it today.
    public func change(to post: Int, token: String, account: Account) async throws -> Bool {
        guard let next = try await directory.person(account.id)?.account(in: post, on: ledger.today) else {
            return false
        }
        let hash = self.hash(token)
        try await engine.write { connection in
            _ = try connection.run(.changePost, [.int(next.post), .bytes(hash), .text(account.id)])
        }
        return true
    }

    /// The sessions of an account, the latest used first.
    public func sessions(of account: Account, token: String) async throws -> [SessionListing] {
        let own = self.hash(token)
        let moment = now
        return try await engine.glance { connection in
            try connection.all(.sessionsOfAccount, [.text(account.id)]) { row in
                SessionListing(
                    id: Accounts.name(of: row.bytes(0)), device: row.text(1), startedAt: row.integer(2),
                    seenAt: row.integer(3), isThisOne: row.bytes(0) == own)
            }
        }
        .filter {
            moment - $0.seenAt < Accounts.idleMilliseconds && moment - $0.startedAt < Accounts.absoluteMilliseconds
        }
        .sorted { $0.seenAt > $1.seenAt }
    }

    /// Ends one of an account's sessions, by its name in the list; every other one when `name` is `nil`.
    public func endSession(_ name: String?, of account: Account, token: String) async throws {
        let own = self.hash(token)
        try await engine.write { connection in
            let all = try connection.all(.sessionsOfAccount, [.text(account.id)]) { $0.bytes(0) }
            for hash in all where name.map({ $0 == Accounts.name(of: hash) }) ?? (hash != own) {
                try connection.run(.endSession, [.bytes(hash)])
            }
        }
        _ = await lookout.note(.signedIn, by: account, detail: "session ended")
    }

    /// Whether an account has been used of late, or is new. One that has not sleeps until an administrator invites its owner anew.
    func isAwake(_ person: Person?) async throws -> Bool {
        guard let person else { return false }
        let used = try await engine.glance { connection in
            try connection.all(.uses, [.text(person.id)]) { $0.integer(0) }.max()
        }
        guard let used else { return true }
        return now - used < Int64(Accounts.sleepDays) * 86_400_000
    }

    /// 256 random bits, as letters that a cookie may hold.
    static func randomToken() -> String { base64URL(randomBytes()) }

    static func randomBytes() -> [UInt8] { SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) } }

    static func base64URL(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacingOccurrences(of: "+", with: "-")
            .replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
    }

    /// What is stored of a token: a keyed code, so that whoever can write to the database cannot make a session or a slip of their own.
    func hash(_ token: String) -> [UInt8] { ledger.code(of: token, as: "token") }

    /// Ties a session to its account: a row whose account was changed is no session.
    private func csrf(_ token: String, _ account: String) -> String {
        Accounts.base64URL(ledger.code(of: token + "\n" + account, as: "form of a session"))
    }

    /// A session's name in its owner's list.
    private static func name(of hash: [UInt8]) -> String { base64URL(Array(hash.prefix(9))) }
}

/// A session as a row, with the account and the post it is in.
private struct SessionRow: Sendable {
    let csrf: String
    let stage: SessionStage
    let startedAt: Int64
    let seenAt: Int64
    let provedAt: Int64
    private let person: Person
    private let post: Person.Post

    init(row: any SQLRow) throws {
        csrf = row.text(0)
        stage = SessionStage(rawValue: row.text(1)) ?? .second
        startedAt = row.integer(2)
        seenAt = row.integer(3)
        provedAt = row.integer(4)
        person = try Person(row: row, from: 5)
        post = Person.Post(row: row, from: 12)
    }

    func account(on day: CivilDate) -> Account? {
        person.isActive(on: day) && post.isHeld(on: day) ? Account(person, post) : nil
    }
}

extension SQLText {
    static let insertSession: SQLText =
        """
        INSERT INTO session (token, account, post, csrf, stage, device, started_at, seen_at, proved_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    static let session: SQLText =
        """
        SELECT session.csrf, session.stage, session.started_at, session.seen_at, session.proved_at,
          account.id, account.reference, account.sign_in, account.display_name, account.state, account.starts_on,
          account.ends_on, post.instance, post.role, post.organisation, post.unit, post.areas, post.state, post.starts_on,
          post.ends_on, organisation.name, organisation.bodies
        FROM session JOIN account ON account.id = session.account
          JOIN post ON post.account = session.account AND post.instance = session.post
          LEFT JOIN organisation ON organisation.id = post.organisation
        WHERE session.token = ?
        """
    static let touchSession: SQLText = "UPDATE session SET seen_at = ? WHERE token = ?"
    static let changePost: SQLText = "UPDATE session SET post = ? WHERE token = ? AND account = ?"
    static let promoteSession: SQLText = "UPDATE session SET stage = ?, proved_at = ? WHERE token = ? AND account = ?"
    static let endSession: SQLText = "DELETE FROM session WHERE token = ?"
    static let endSessionsOfAccount: SQLText = "DELETE FROM session WHERE account = ?"
    static let sessionsOfAccount: SQLText =
        "SELECT token, device, started_at, seen_at FROM session WHERE account = ?"
    static let endOldSessions: SQLText = "DELETE FROM session WHERE seen_at < ?"
    static let uses: SQLText = "SELECT used_at FROM credential WHERE account = ? AND used_at IS NOT NULL"

    /// All of them, for the test that none scans.
    public static let access: [SQLText] =
        [
            insertSession, session, touchSession, changePost, promoteSession, endSession, endSessionsOfAccount,
            sessionsOfAccount, endOldSessions, uses, attempt, countAttempt, forgetAttempt, forgetAttempts,
        ] + credentials + directory
}

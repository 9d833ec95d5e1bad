public import Casework
import Crypto
import Foundation
public import Ledger
public import Rulebook

/// A session as the server knows it.
public struct Session: Sendable, Hashable {
    public let account: Account
    /// Goes with every form; a form without it is refused.
    public let csrf: String
}

/// What came of trying to sign in.
public enum SignIn: Sendable {
    /// The token for the session cookie. Only its hash is stored.
    case accepted(token: String, account: Account)
    case refused
    /// Too many wrong tries; the account answers again after so many seconds.
    case slowedDown(seconds: Int)
}

/// Accounts and sessions, kept in the ledger's database.
public struct Accounts: Sendable {
    private let engine: any Engine
    private let now: @Sendable () -> Instant
    private let today: @Sendable () -> CivilDate

    /// A session ends after half an hour without use, and after twelve hours in any case.
    public static let idleMilliseconds: Int64 = 30 * 60 * 1_000
    public static let absoluteMilliseconds: Int64 = 12 * 60 * 60 * 1_000

    public init(engine: any Engine, now: @escaping @Sendable () -> Instant, today: @escaping @Sendable () -> CivilDate)
    {
        self.engine = engine
        self.now = now
        self.today = today
    }

    /// Adds an account, or renews the one with the same id. A new password ends the account's sessions.
    public func save(_ account: Account, password: String?) async throws {
        let stored: String? = if let password { try await Password.hash(password) } else { nil }
        try await engine.write { connection in
            _ = try connection.run(
                .saveAccount,
                [
                    .text(account.id), .text(account.signIn.lowercased()), .text(account.displayName),
                    .text(account.role),
                    .text(account.organisation), .optional(stored), .int(account.startsOn.dayNumber),
                    .optional(account.endsOn?.dayNumber),
                ])
            if stored != nil { try connection.run(.endSessionsOfAccount, [.text(account.id)]) }
        }
    }

    /// The account of that sign-in name or id, whether it works today or not.
    public func account(_ name: String) async throws -> Account? {
        try await engine.glance { connection in
            try connection.first(.accountBySignIn, [.text(name.lowercased())]) { Account(row: $0) }
                ?? connection.first(.accountByID, [.text(name)]) { Account(row: $0) }
        }
    }

    /// Every account, by sign-in name.
    public func all() async throws -> [Account] {
        var accounts: [Account] = []
        while true {
            let last = accounts.last?.signIn ?? ""
            let page = try await engine.glance { connection in
                try connection.all(.accountsAfter, [.text(last)]) { Account(row: $0) }
            }
            if page.isEmpty { return accounts }
            accounts += page
        }
    }

    /// Checks a password and opens a session.
    ///
    /// After five wrong tries a name answers only after a pause that doubles up to five minutes, on whatever node: an attacker is
    /// slowed, the owner is never locked out for good. A name without an account is treated alike.
    public func signIn(_ name: String, password: String) async throws -> SignIn {
        let name = name.lowercased().trimmingCharacters(in: .whitespaces)
        let subject = Attempts.Subject("sign-in", name)
        let begun = now()
        let (stored, pause) = try await engine.glance { connection in
            (
                try connection.first(.accountBySignIn, [.text(name)]) { Stored(row: $0) },
                try Attempts.pause(of: subject, at: begun, connection)
            )
        }
        if let pause { return .slowedDown(seconds: pause) }
        let matches = await Password.matches(password, stored: stored?.password)
        let (token, csrf) = (Accounts.randomToken(), Accounts.randomToken())
        let (moment, day) = (now(), today())
        // Read again: many tries at once must not all pass before the first of them is counted.
        return try await engine.write { connection in
            if let left = try Attempts.pause(of: subject, at: moment, connection) { return .slowedDown(seconds: left) }
            let account = try connection.first(.accountBySignIn, [.text(name)]) { Stored(row: $0) }?.account
            guard matches, let account, account.isActive(on: day) else {
                try Attempts.count(subject, at: moment, connection)
                return .refused
            }
            try Attempts.forget(subject, connection)
            try connection.run(.endOldSessions, [.integer(moment.milliseconds - Accounts.absoluteMilliseconds)])
            try connection.run(
                .insertSession,
                [
                    .bytes(Accounts.hash(token)), .text(account.id), .text(csrf), .integer(moment.milliseconds),
                    .integer(moment.milliseconds),
                ])
            return .accepted(token: token, account: account)
        }
    }

    /// The session a cookie stands for, or `nil`. Cost: one index lookup; the time of last use is noted once a minute.
    public func session(token: String) async throws -> Session? {
        let hash = Accounts.hash(token)
        let moment = now().milliseconds
        let day = today()
        let found = try await engine.glance { connection in
            try connection.first(.session, [.bytes(hash)]) { row in
                (account: Account(row: row), csrf: row.text(7), started: row.integer(8), seen: row.integer(9))
            }
        }
        guard let found, found.account.isActive(on: day), moment - found.seen < Accounts.idleMilliseconds,
            moment - found.started < Accounts.absoluteMilliseconds
        else { return nil }
        if moment - found.seen > 60_000 { await touch(hash, at: moment) }
        return Session(account: found.account, csrf: found.csrf)
    }

    /// Notes the use of a session, if that can be done soon: a database that can be read and not written to still shows its pages.
    private func touch(_ session: [UInt8], at moment: Int64) async {
        let engine = engine
        _ = await Patience.wait(atMost: .seconds(2)) {
            try? await engine.write { try $0.run(.touchSession, [.integer(moment), .bytes(session)]) }
        }
    }

    public func signOut(token: String) async throws {
        let hash = Accounts.hash(token)
        _ = try await engine.write { try $0.run(.endSession, [.bytes(hash)]) }
    }

    private static func hash(_ token: String) -> [UInt8] { Array(SHA256.hash(data: Array(token.utf8))) }

    /// 256 random bits, in letters that fit a cookie.
    private static func randomToken() -> String {
        SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }.base64EncodedString()
            .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }
}

/// An account with what is needed to check a sign-in.
private struct Stored: Sendable {
    let account: Account
    let password: String?

    init(row: any SQLRow) {
        account = Account(row: row)
        password = row.optionalText(7)
    }
}

extension Account {
    init(row: any SQLRow) {
        self.init(
            id: row.text(0), signIn: row.text(1), displayName: row.text(2), role: row.text(3),
            organisation: row.text(4),
            startsOn: CivilDate(dayNumber: row.int(5)), endsOn: row.optionalInt(6).map { CivilDate(dayNumber: $0) })
    }
}

extension SQLText {
    static let saveAccount: SQLText =
        """
        INSERT INTO account (id, sign_in, display_name, role, organisation, password, starts_on, ends_on)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET sign_in = excluded.sign_in, display_name = excluded.display_name, role = excluded.role,
          organisation = excluded.organisation, password = COALESCE(excluded.password, account.password),
          starts_on = excluded.starts_on, ends_on = excluded.ends_on
        """
    static let accountBySignIn: SQLText =
        """
        SELECT id, sign_in, display_name, role, organisation, starts_on, ends_on, password
        FROM account WHERE sign_in = ?
        """
    static let accountByID: SQLText =
        """
        SELECT id, sign_in, display_name, role, organisation, starts_on, ends_on, password
        FROM account WHERE id = ?
        """
    static let accountsAfter: SQLText =
        """
        SELECT id, sign_in, display_name, role, organisation, starts_on, ends_on, password
        FROM account WHERE sign_in > ? ORDER BY sign_in LIMIT 500
        """
    static let insertSession: SQLText =
        "INSERT INTO session (token, account, csrf, started_at, seen_at) VALUES (?, ?, ?, ?, ?)"
    static let session: SQLText =
        """
        SELECT account.id, account.sign_in, account.display_name, account.role, account.organisation, account.starts_on,
          account.ends_on, session.csrf, session.started_at, session.seen_at
        FROM session JOIN account ON account.id = session.account WHERE session.token = ?
        """
    static let touchSession: SQLText = "UPDATE session SET seen_at = ? WHERE token = ?"
    static let endSession: SQLText = "DELETE FROM session WHERE token = ?"
    static let endSessionsOfAccount: SQLText = "DELETE FROM session WHERE account = ?"
    static let endOldSessions: SQLText = "DELETE FROM session WHERE seen_at < ?"

    /// All of them, for the test that none scans.
    public static let access: [SQLText] = [
        saveAccount, accountBySignIn, accountByID, accountsAfter, insertSession, session, touchSession,
        endSession,
        endSessionsOfAccount, endOldSessions, attempt, countAttempt, forgetAttempt, forgetAttempts,
    ]
}

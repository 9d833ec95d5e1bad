import Casework
public import Identity
import Ledger

/// What came of showing a second factor.
public enum SecondFactor: Sendable, Hashable {
    case accepted
    /// The codes to keep on paper, shown once: a factor was set up and there were none.
    case setUp(recoveryCodes: [String])
    case refused
    /// It was right, and has been used: each works once.
    case used
    /// Too many wrong tries; it answers again after so many seconds.
    case slowedDown(seconds: Int)
}

extension Accounts {
    /// The secret of an authenticator app that is being set up in a session: the same one until it is confirmed or an hour has passed.
    public func appToSetUp(_ account: Account, token: String) async throws -> OneTimeSecret {
        let name = Accounts.appSlip(token)
        if let slip = try await look(at: .app, secret: name), slip.account == account.id,
            let secret = ledger.unseal(slip.data, as: Accounts.appContext(account.id)).flatMap({ OneTimeSecret($0) })
        {
            return secret
        }
        let bytes = Array(Accounts.randomBytes().prefix(OneTimeSecret.byteCount))
        guard let secret = OneTimeSecret(bytes) else { throw EngineError.failed("a secret of another length") }
        let sealed = try ledger.seal(bytes, as: Accounts.appContext(account.id))
        _ = try await take(.app, secret: name)
        try await hand(.app, secret: name, to: account.id, data: sealed, seconds: 3_600)
        return secret
    }

    /// Gives an account an authenticator app with a secret that is known: for demonstrations and tests.
    public func enrolApp(_ account: Account, secret: [UInt8]) async throws -> OneTimeSecret {
        guard let secret = OneTimeSecret(secret) else { throw EngineError.failed("a secret of another length") }
        try await keep(
            .app, Accounts.only(of: account.id), try appData(secret.bytes, 0, account.id), label: "Authenticator app",
            of: account.id)
        return secret
    }

    /// Sets an authenticator app up once it has shown a right code. An app that was there before is replaced.
    public func setUpApp(_ account: Account, token: String, code: String) async throws -> SecondFactor {
        let secret = try await appToSetUp(account, token: token)
        return try await slowed("app " + account.id) {
            guard let step = OneTimeCode(secret).accepts(code, at: now / 1_000, after: nil) else { return .refused }
            _ = try await take(.app, secret: Accounts.appSlip(token))
            try await keep(
                .app, Accounts.only(of: account.id), try appData(secret.bytes, step, account.id),
                label: "Authenticator app",
                of: account.id)
            return try await setUp(account, token: token, detail: "app set up")
        }
    }

    /// After a factor was set up: codes for paper where there are none, and the session is whole.
    func setUp(_ account: Account, token: String, detail: String) async throws -> SecondFactor {
        let codes = try await credentials(.recovery, of: account.id).isEmpty ? newRecoveryCodes(account) : []
        try await promote(token, of: account)
        _ = await lookout.note(.signedIn, by: account, detail: detail)
        return codes.isEmpty ? .accepted : .setUp(recoveryCodes: codes)
    }

    /// Checks a code from the app, or one from paper, and makes the session whole. Also proves again who is there.
    public func showCode(_ account: Account, token: String, code: String) async throws -> SecondFactor {
        let outcome = try await slowed("code " + account.id) { try await check(code, account) }
        if outcome == .accepted { try await promote(token, of: account) }
        _ = await lookout.note(.signedIn, by: account, detail: outcome == .accepted ? "second factor" : "code refused")
        return outcome
    }

    private func check(_ code: String, _ account: Account) async throws -> SecondFactor {
        let all = try await credentials(of: account.id)
        for app in all where app.kind == .app {
            guard let (secret, last) = appSecret(app.data, account.id) else { continue }
            let oneTime = OneTimeCode(secret)
            if let step = oneTime.accepts(code, at: now / 1_000, after: last) {
                return try await use(app, step, secret, account) ? .accepted : .used
            }
            if oneTime.accepts(code, at: now / 1_000, after: nil) != nil { return .used }
        }
        let papers = all.filter { $0.kind == .recovery }
        guard let place = RecoveryCodes.match(code, account: account.id, among: papers.map(\.id)) else {
            return .refused
        }
        let isFirst = try await engine.write { connection in
            try connection.run(
                .removeCredential,
                [.text(account.id), .text(Credential.Kind.recovery.rawValue), .bytes(papers[place].id)]) > 0
        }
        return isFirst ? .accepted : .used
    }

    /// Notes the step of a code that was right, unless another has just used it.
    private func use(_ app: Credential, _ step: Int64, _ secret: OneTimeSecret, _ account: Account) async throws -> Bool
    {
        let data = try appData(secret.bytes, step, account.id)
        let moment = now
        return try await engine.write { connection in
            try connection.run(
                .useCredentialOnce,
                [
                    .bytes(data), .integer(moment), .text(account.id), .text(app.kind.rawValue), .bytes(app.id),
                    .bytes(app.data),
                ]) > 0
        }
    }

    /// New codes for paper; those made before are good no more.
    public func newRecoveryCodes(_ account: Account) async throws -> [String] {
        let bytes = (0..<4).flatMap { _ in Accounts.randomBytes() }
        guard let codes = RecoveryCodes.make(from: Array(bytes.prefix(RecoveryCodes.randomByteCount))) else {
            throw EngineError.failed("codes of another length")
        }
        let hashes = codes.compactMap { RecoveryCodes.hash($0, account: account.id) }
        let moment = now
        try await engine.write { connection in
            try connection.run(.removeCredentials, [.text(account.id), .text(Credential.Kind.recovery.rawValue)])
            for hash in hashes {
                try connection.run(
                    .putCredential,
                    [
                        .text(account.id), .text(Credential.Kind.recovery.rawValue), .bytes(hash), .bytes([]),
                        .text(""), .integer(moment), .null,
                    ])
            }
        }
        _ = await lookout.note(.signedIn, by: account, detail: "recovery codes made")
        return codes
    }

    /// How many codes on paper are left.
    public func recoveryCodesLeft(_ account: Account) async throws -> Int {
        try await credentials(.recovery, of: account.id).count
    }

    /// Takes a second factor away, unless it is the last.
    ///
    /// - Returns: `false` when it is the last, or not there.
    public func removeSecondFactor(_ kind: Credential.Kind, _ id: [UInt8], of account: Account) async throws -> Bool {
        let isRemoved = try await engine.write { connection in
            let all = try connection.all(.credentialsOfAccount, [.text(account.id)]) { Credential(row: $0) }
            let factors = all.compactMap { $0 }.filter { $0.kind == .app || $0.kind == .passkey }
            guard factors.count > 1, factors.contains(where: { $0.kind == kind && $0.id == id }) else { return false }
            return try connection.run(
                .removeCredential, [.text(account.id), .text(kind.rawValue), .bytes(id)]) > 0
        }
        if isRemoved { _ = await lookout.note(.signedIn, by: account, detail: "factor removed") }
        return isRemoved
    }

    /// Whether whoever holds a session has proved of late that they own the account.
    public func isProved(_ session: Session) -> Bool {
        session.isFull && now - session.provedAt < Accounts.proofMilliseconds
    }

    /// Makes a session whole, and notes that its owner has just proved to be one.
    func promote(_ token: String, of account: Account) async throws {
        let moment = now
        try await engine.write { connection in
            _ = try connection.run(
                .promoteSession,
                [
                    .text(SessionStage.full.rawValue), .integer(moment), .bytes(hash(token)),
                    .text(account.id),
                ])
        }
    }

    /// Runs a check that somebody may try to guess their way through, with the pauses of ``Attempts``.
    func slowed(_ subject: String, _ check: () async throws -> SecondFactor) async throws -> SecondFactor {
        let subject = Attempts.Subject("factor", subject)
        let moment = ledger.now
        if let pause = try await engine.glance({ try Attempts.pause(of: subject, at: moment, $0) }) {
            return .slowedDown(seconds: pause)
        }
        let outcome = try await check()
        try await engine.write { connection in
            if outcome == .refused {
                try Attempts.count(subject, at: moment, connection)
            } else {
                try Attempts.forget(subject, connection)
            }
        }
        return outcome
    }

    private static func appSlip(_ token: String) -> String { "app " + token }
    private static func appContext(_ account: String) -> String { "authenticator app of \(account)" }

    /// The sealed secret after the last step that was used.
    private func appData(_ secret: [UInt8], _ step: Int64, _ account: String) throws -> [UInt8] {
        let head = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * $0)) }
        return head + (try ledger.seal(secret, as: Accounts.appContext(account)))
    }

    private func appSecret(_ data: [UInt8], _ account: String) -> (OneTimeSecret, Int64)? {
        guard data.count > 8, let bytes = ledger.unseal(Array(data[8...]), as: Accounts.appContext(account)),
            let secret = OneTimeSecret(bytes)
        else { return nil }
        return (secret, data[..<8].reduce(0) { $0 << 8 | Int64($1) })
    }
}

extension SQLText {
    static let useCredentialOnce: SQLText =
        "UPDATE credential SET data = ?, used_at = ? WHERE account = ? AND kind = ? AND id = ? AND data = ?"
}

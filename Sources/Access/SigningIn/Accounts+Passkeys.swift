import Crypto
public import Identity
import Ledger
import StrictJSON

extension Accounts {
    /// How long the answer to a challenge is waited for, in seconds.
    private static let challengeSeconds: Int64 = 300

    /// What a page gives to the browser to make a passkey for whoever holds a session.
    public func passkeyToSetUp(_ party: RelyingParty, _ account: Account, token: String) async throws -> String {
        let challenge = try await challenge("make", token, account)
        let known = try await credentials(.passkey, of: account.id).map(\.id)
        return party.creationOptions(
            challenge: challenge, user: try Accounts.user(account.id), name: account.signIn,
            displayName: account.displayName, excluding: known
        ).text
    }

    /// Keeps a passkey that the browser made.
    ///
    /// - Throws: ``PasskeyFault`` with a sentence for whoever tries.
    public func setUpPasskey(
        _ party: RelyingParty, _ account: Account, token: String, answer: String, label: String
    ) async throws -> SecondFactor {
        guard let challenge = try await answered("make", token, account) else { return .refused }
        let passkey = try party.registered(PasskeyAnswer(answer), challenge: challenge)
        let isTaken = try await engine.glance { connection in
            try connection.first(
                .accountOfCredential, [.text(Credential.Kind.passkey.rawValue), .bytes(passkey.id)]
            ) { _ in true } ?? false
        }
        guard !isTaken else { return .used }
        let name = String(label.split(whereSeparator: \.isNewline).joined(separator: " ").prefix(60))
        try await keep(
            .passkey, passkey.id, try sealed(passkey, account.id), label: name.isEmpty ? "Passkey" : name,
            of: account.id)
        return try await setUp(account, token: token, detail: "passkey set up")
    }

    /// What a page gives to the browser to use one of the account's passkeys.
    public func passkeyToShow(_ party: RelyingParty, _ account: Account, token: String) async throws -> String {
        let challenge = try await challenge("show", token, account)
        let known = try await credentials(.passkey, of: account.id).map(\.id)
        return party.requestOptions(challenge: challenge, allowing: known).text
    }

    /// Checks a passkey that the browser used, and makes the session whole.
    ///
    /// - Throws: ``PasskeyFault``.
    public func showPasskey(
        _ party: RelyingParty, _ account: Account, token: String, answer: String
    ) async throws -> SecondFactor {
        var fault: PasskeyFault?
        let outcome = try await slowed("passkey " + account.id) {
            do {
                return try await check(party, account, token, answer)
            } catch let found as PasskeyFault {
                fault = found
                return .refused
            }
        }
        if outcome == .accepted { try await promote(token, of: account) }
        _ = await lookout.note(
            .signedIn, by: account, detail: outcome == .accepted ? "second factor" : "passkey refused")
        if let fault { throw fault }
        return outcome
    }

    private func check(
        _ party: RelyingParty, _ account: Account, _ token: String, _ answer: String
    ) async throws -> SecondFactor {
        guard let challenge = try await answered("show", token, account) else { return .refused }
        let answer = try PasskeyAnswer(answer)
        let known = try await credentials(.passkey, of: account.id).first { $0.id == answer.credentialID }
        guard let known, let passkey = opened(known, account.id) else { return .refused }
        let use = try party.used(answer, challenge: challenge, passkey: passkey, user: Accounts.user(account.id))
        try await used(known, data: sealed(passkey.after(use), account.id), of: account.id)
        return .accepted
    }

    private func challenge(_ what: String, _ token: String, _ account: Account) async throws -> PasskeyChallenge {
        let bytes = Accounts.randomBytes()
        guard let challenge = PasskeyChallenge(bytes) else { throw EngineError.failed("a challenge of another length") }
        let name = "\(what) \(token)"
        _ = try await take(.challenge, secret: name)
        try await hand(.challenge, secret: name, to: account.id, data: bytes, seconds: Accounts.challengeSeconds)
        return challenge
    }

    /// The challenge that an answer must be to. Taken whatever comes of it: it is good for one answer.
    private func answered(_ what: String, _ token: String, _ account: Account) async throws -> PasskeyChallenge? {
        guard let slip = try await take(.challenge, secret: "\(what) \(token)"), slip.account == account.id else {
            return nil
        }
        return PasskeyChallenge(slip.data)
    }

    /// Sealed, though it is no secret: so nobody who can write to the database alone gives an account a passkey of their own.
    private func sealed(_ passkey: Passkey, _ account: String) throws -> [UInt8] {
        try ledger.seal(passkey.stored, as: "passkey of \(account)")
    }

    private func opened(_ credential: Credential, _ account: String) -> Passkey? {
        ledger.unseal(credential.data, as: "passkey of \(account)").flatMap { Passkey(id: credential.id, stored: $0) }
    }

    /// The handle by which devices know an account: says nothing about whose it is.
    private static func user(_ account: String) throws -> PasskeyUser {
        guard let user = PasskeyUser(Array(SHA512.hash(data: Array("firmground passkey user \(account)".utf8)))) else {
            throw EngineError.failed("a handle of another length")
        }
        return user
    }
}

extension Passkey {
    /// Sign count, flags, model and public key, one after the other.
    fileprivate var stored: [UInt8] {
        let count = (0..<4).map { UInt8(truncatingIfNeeded: signCount >> (24 - 8 * UInt32($0))) }
        return count + [(isBackupEligible ? 1 : 0) | (isBackedUp ? 2 : 0)] + aaguid + publicKey
    }

    fileprivate init?(id: [UInt8], stored: [UInt8]) {
        guard stored.count > 21 else { return nil }
        self.init(
            id: id, publicKey: Array(stored[21...]), signCount: stored[..<4].reduce(0) { $0 << 8 | UInt32($1) },
            isBackupEligible: stored[4] & 1 != 0, isBackedUp: stored[4] & 2 != 0, aaguid: Array(stored[5..<21]))
    }

    fileprivate func after(_ use: PasskeyUse) -> Passkey {
        Passkey(
            id: id, publicKey: publicKey, signCount: use.signCount, isBackupEligible: isBackupEligible,
            isBackedUp: use.isBackedUp, aaguid: aaguid)
    }
}

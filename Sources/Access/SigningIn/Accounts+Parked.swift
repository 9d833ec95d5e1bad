import Ledger

/// A form that was sent after its session had ended.
public struct Parked: Sendable {
    public let path: String
    /// As it was sent, without the token of its session.
    public let form: [UInt8]
}

extension Accounts {
    /// For how long it waits for its owner: an hour.
    static let parkedSeconds: Int64 = 3_600

    /// Keeps a form, sealed, for the owner of a session that has ended of itself.
    ///
    /// - Parameters:
    ///   - token: what the session’s cookie holds.
    ///   - csrf: what came with the form: whoever cannot show it did not send it from a page of ours.
    /// - Returns: the secret that leads back to it; `nil` when the session never was, was ended by its owner, or is not the form’s.
    public func park(_ form: [UInt8], path: String, token: String, csrf: String) async throws -> String? {
        guard let owner = try await endedSession(token: token, csrf: csrf) else { return nil }
        let secret = Accounts.randomToken()
        let text = Array(path.utf8) + [10] + form
        let sealed = try ledger.seal(text, as: "parked " + owner)
        try await hand(.parked, secret: secret, to: owner, data: sealed, seconds: Accounts.parkedSeconds)
        return secret
    }

    /// The form behind a secret, for the account it was kept for. It stays until it is thrown away.
    public func parked(_ secret: String, for account: Account) async throws -> Parked? {
        guard let slip = try await look(at: .parked, secret: secret), slip.account == account.id,
            let text = ledger.unseal(slip.data, as: "parked " + account.id), let end = text.firstIndex(of: 10)
        else { return nil }
        return Parked(path: String(decoding: text[..<end], as: UTF8.self), form: Array(text[(end + 1)...]))
    }

    /// Throws away a form that has been put where it belongs.
    public func throwAway(parked secret: String) async throws { _ = try await take(.parked, secret: secret) }
}

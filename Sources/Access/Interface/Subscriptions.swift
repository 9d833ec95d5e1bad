public import Casework
import Ledger
import StrictJSON

/// The webhooks of organisations.
public struct Subscriptions: Sendable {
    /// The most that an organisation has.
    public static let most = 10
    /// How long messages are signed with the former secret too, after it was changed.
    public static let overlapMilliseconds: Int64 = 24 * 60 * 60 * 1_000
    /// Sent once to a new one, where it is asked for.
    public static let trial = "webhook.test"

    let access: Access

    public init(_ access: Access) {
        self.access = access
    }

    var ledger: Ledger { access.ledger }
    var engine: any Engine { ledger.database }

    public func list(of account: Account) async throws -> [Subscription] {
        try await engine.glance { [ledger] connection in
            try connection.all(.hooksOfOrganisation, [.text(account.organisation)]) { Subscription(row: $0, ledger) }
                .compactMap(\.self)
        }
    }

    /// Asks to be told from now on.
    ///
    /// - Returns: `nil` when the organisation has ``most`` already.
    public func add(
        _ address: String, events: [String], secret: String, by account: Account
    ) async throws -> Subscription? {
        let id = "\(ledger.freshReference())"
        let now = ledger.now.milliseconds
        let body = Subscription.body(address: address, role: account.role, secrets: [.init(text: secret, until: nil)])
        let sealed = try ledger.seal(body, as: Subscription.context(id, account.organisation, events))
        guard await access.lookout.note(.administered, by: account, detail: "webhook made: \(id)") else {
            throw LookNotKept()
        }
        let isMade = try await engine.write { connection -> Bool in
            let known = try connection.all(.hooksOfOrganisation, [.text(account.organisation)]) { _ in true }.count
            guard known < Subscriptions.most else { return false }
            try connection.run(
                .insertHook,
                [
                    .text(id), .text(account.organisation), .text(events.joined(separator: " ")), .bytes(sealed),
                    .integer(now),
                ])
            if events.contains(Subscriptions.trial) {
                try connection.run(
                    .insertHookMessage,
                    [.text(id), .integer(0), .text(Subscriptions.trial), .null, .integer(now), .integer(now)])
            }
            return true
        }
        return isMade ? try await found(id, of: account) : nil
    }

    /// - Throws: `LedgerError.unknownReference` when the organisation has none of this id.
    public func remove(_ id: String, by account: Account) async throws {
        let found = try await found(id, of: account)
        guard await access.lookout.note(.administered, by: account, detail: "webhook removed: \(found.id)") else {
            throw LookNotKept()
        }
        try await engine.write { connection in
            try connection.send([
                SQLCall(.removeMessagesOfHook, [.text(found.id)]), SQLCall(.removeHook, [.text(found.id)]),
            ])
        }
    }

    /// Gives it a new secret.
    ///
    /// - Returns: until when messages are signed with the former one too.
    /// - Throws: `LedgerError.unknownReference` when the organisation has none of this id.
    public func changeSecret(_ id: String, to secret: String, by account: Account) async throws -> Instant {
        let found = try await found(id, of: account)
        let now = ledger.now
        let until = now.milliseconds + Subscriptions.overlapMilliseconds
        let former = found.secrets(at: now).prefix(1).map { Subscription.Secret(text: $0, until: until) }
        let body = Subscription.body(
            address: found.address, role: found.role, secrets: [.init(text: secret, until: nil)] + former)
        let sealed = try ledger.seal(body, as: Subscription.context(found.id, found.organisation, found.events))
        guard await access.lookout.note(.administered, by: account, detail: "webhook secret changed: \(found.id)")
        else {
            throw LookNotKept()
        }
        try await engine.write { connection in
            _ = try connection.run(.saveHook, [.bytes(sealed), .text(found.id)])
        }
        return Instant(milliseconds: until)
    }

    private func found(_ id: String, of account: Account) async throws -> Subscription {
        guard let found = try await subscription(id), found.organisation == account.organisation else {
            throw LedgerError.unknownReference
        }
        return found
    }

    func subscription(_ id: String) async throws -> Subscription? {
        try await engine.glance { [ledger] connection in
            try connection.first(.hook, [.text(id)]) { Subscription(row: $0, ledger) } ?? nil
        }
    }
}

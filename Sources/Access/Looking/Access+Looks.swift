import Casework
public import Ledger

/// A look, with the names of who looked.
public struct NamedLook: Sendable {
    public let position: Int64
    public let look: Look
    /// The name of whoever looked; `nil` where the reader of the log may not know.
    public let person: String?
    public let organisation: String
}

extension Access {
    /// Who looked at a case and why, latest first. For those who watch over looking; that they read it is kept too.
    public func looks(
        at reference: Reference, before position: Int64 = .max, limit: Int = 50, for account: Account
    ) async throws -> [NamedLook]? {
        guard mayList("looks", account) else { return nil }
        return try await read(by: account, reference: reference, detail: "case") {
            try await ledger.looks(at: reference, before: position, limit: limit)
        }
    }

    /// What an account looked at, latest first.
    public func looks(
        of person: String, before position: Int64 = .max, limit: Int = 50, for account: Account
    ) async throws -> [NamedLook]? {
        guard mayList("looks", account) else { return nil }
        return try await read(by: account, reference: nil, detail: "account") {
            try await ledger.looks(of: person, before: position, limit: limit)
        }
    }

    /// Looks with something unusual about them, latest first: one's own name, somebody else's case, the night, many cases.
    public func unusualLooks(before position: Int64 = .max, limit: Int = 50, for account: Account) async throws
        -> [NamedLook]?
    {
        guard mayList("looks", account) else { return nil }
        return try await read(by: account, reference: nil, detail: "unusual") {
            try await ledger.unusualLooks(before: position, limit: limit)
        }
    }

    private func read(
        by account: Account, reference: Reference?, detail: String, _ looks: () async throws -> [LoggedLook]
    ) async throws -> [NamedLook] {
        let found = try await looks()
        guard
            await lookout.note(.audited, by: account, purpose: "protect_data", reference: reference, detail: detail)
        else { throw LookNotKept() }
        var people: [String: String] = [:]
        var organisations: [String: String] = [:]
        var named: [NamedLook] = []
        for logged in found {
            let actor = logged.look.actor
            if people[actor.account] == nil {
                people[actor.account] = try await directory.person(actor.account)?.displayName ?? actor.account
            }
            if organisations[actor.organisation] == nil {
                organisations[actor.organisation] =
                    try await directory.organisation(actor.organisation)?.name ?? actor.organisation
            }
            named.append(
                NamedLook(
                    position: logged.position, look: logged.look, person: people[actor.account],
                    organisation: organisations[actor.organisation] ?? ""))
        }
        return named
    }
}

import Casework
import Law
import Ledger
import Rulebook

/// The keys of other systems: issued, listed, changed and ended by whoever runs the service.
public struct ProgramKeys: Sendable {
    let access: Access

    /// How long the former secret of a key opens after it was changed.
    public static let overlapMilliseconds: Int64 = 24 * 60 * 60 * 1_000
    /// The most days for which a key is issued.
    public static let mostDays = 730
    /// With this every secret begins, so that one that was published by accident can be searched for.
    static let prefix = "fgk_"

    public init(_ access: Access) {
        self.access = access
    }

    private var ledger: Ledger { access.ledger }
    private var engine: any Engine { ledger.database }

    /// Issues a key.
    ///
    /// - Parameters:
    ///   - organisation: its short name.
    ///   - role: one that makes referrals.
    ///   - scopes: as the interface names them; not looked at here.
    ///   - days: how long it is good.
    /// - Returns: the key, and its secret, which nobody can be shown again.
    /// - Throws: ``KeyRefused``.
    public func issue(
        for organisation: String, role: String, scopes: [String], label: String, days: Int, by account: Account
    ) async throws -> (key: ProgramKey, secret: String) {
        let now = ledger.now
        guard let found = try await access.directory.organisation(organisation), found.isOpen else {
            throw KeyRefused("There is no open organisation “\(organisation)”.")
        }
        if let refusal = Directory.refusal(role: role, at: found, in: ledger.rulebook) {
            throw KeyRefused(refusal.reasons.map(\.sentence).joined(separator: " "))
        }
        guard (1...ProgramKeys.mostDays).contains(days) else {
            throw KeyRefused("A key is good for 1 to \(ProgramKeys.mostDays) days.")
        }
        guard !scopes.isEmpty else { throw KeyRefused("Say with --scope what the key may do.") }
        let name = label.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard (1...100).contains(name.count) else {
            throw KeyRefused("Say in up to 100 characters what the key is for.")
        }
        let key = ProgramKey(
            id: "\(ledger.freshReference())", organisation: found.id, label: name, scopes: scopes, role: role,
            createdAt: now, endsAt: Instant(milliseconds: now.milliseconds + Int64(days) * 86_400_000), usedAt: nil,
            formerUntil: nil)
        guard !access.journeys(self.account(key, found)).isEmpty else {
            throw KeyRefused("The role “\(role)” makes no referrals, so a key for it could do nothing.")
        }
        let secret = ProgramKeys.prefix + Accounts.randomToken()
        let hash = self.hash(secret)
        let arguments: [SQLValue] = [
            .text(key.id), .text(key.organisation), .text(key.label), .text(scopes.joined(separator: " ")),
            .bytes(hash),
            .text(key.role), .integer(now.milliseconds), .integer(key.endsAt.milliseconds),
            .bytes(mark(key, hash, nil)),
        ]
        try await keep("key issued", key, by: account)
        try await engine.write { connection in _ = try connection.run(.insertProgramKey, arguments) }
        return (key, secret)
    }

    /// Keys in the order of their ids, those after one of them; of one organisation, or of all.
    public func list(of organisation: String? = nil, after id: String = "", limit: Int = 100) async throws
        -> [ProgramKey]
    {
        try await engine.glance { connection in
            if let organisation {
                return try connection.all(
                    .programKeysOfOrganisation, [.text(organisation), .text(id), .int(limit)]
                ) { ProgramKeyRow(row: $0).key }
            }
            return try connection.all(.programKeysAfter, [.text(id), .int(limit)]) { ProgramKeyRow(row: $0).key }
        }
    }

    /// Gives a key a new secret; the former one opens for another day.
    ///
    /// - Throws: ``KeyRefused`` when there is no such key, or it has ended.
    public func rotate(_ id: String, by account: Account) async throws -> String {
        let now = ledger.now
        let row = try await goodRow(id)
        let until = Instant(milliseconds: now.milliseconds + ProgramKeys.overlapMilliseconds)
        let secret = ProgramKeys.prefix + Accounts.randomToken()
        let (hash, former) = (self.hash(secret), row.hash)
        let arguments: [SQLValue] = [
            .bytes(hash), .bytes(former), .integer(until.milliseconds),
            .bytes(mark(row.key.with(formerUntil: until), hash, former)), .text(id),
        ]
        try await keep("key changed", row.key, by: account)
        try await engine.write { connection in _ = try connection.run(.turnProgramKey, arguments) }
        return secret
    }

    /// Ends a key at once.
    ///
    /// - Throws: ``KeyRefused`` when there is no such key, or it has ended.
    public func end(_ id: String, by account: Account) async throws {
        let now = ledger.now
        let row = try await goodRow(id)
        let arguments: [SQLValue] = [
            .integer(now.milliseconds), .bytes(mark(row.key.with(endsAt: now), row.hash, row.formerHash)), .text(id),
        ]
        try await keep("key ended", row.key, by: account)
        try await engine.write { connection in _ = try connection.run(.endProgramKey, arguments) }
    }

    /// The system that a secret stands for; `nil` for one that opens nothing.
    ///
    /// Cost: an index lookup or two. That it was used is noted once a minute.
    public func program(_ secret: String) async throws -> Program? {
        guard secret.hasPrefix(ProgramKeys.prefix), secret.utf8.count < 100 else { return nil }
        let hash = self.hash(secret)
        let now = ledger.now
        let found = try await engine.glance { connection -> (ProgramKeyRow, isFormer: Bool)? in
            if let row = try connection.first(.programKeyByHash, [.bytes(hash)], { ProgramKeyRow(row: $0) }) {
                return (row, false)
            }
            return try connection.first(.programKeyByFormerHash, [.bytes(hash)]) { (ProgramKeyRow(row: $0), true) }
        }
        guard let (row, isFormer) = found, row.mark == mark(row.key, row.hash, row.formerHash), row.key.isGood(at: now),
            !isFormer || row.key.formerUntil.map({ now < $0 }) ?? false,
            let organisation = try await access.directory.organisation(row.key.organisation), organisation.isOpen
        else { return nil }
        if now.milliseconds - (row.key.usedAt?.milliseconds ?? 0) > 60_000 { await noteUse(of: row.key, at: now) }
        return Program(key: row.key, account: account(row.key, organisation))
    }

    /// The account as which a key acts: every gate applies to it as to a person of the organisation.
    func account(_ key: ProgramKey, _ organisation: Organisation) -> Account {
        Account(
            id: Account.programPrefix + key.id, signIn: Account.programPrefix + key.id, displayName: key.label,
            role: key.role, organisation: organisation.id, organisationName: organisation.name,
            bodies: organisation.bodies, startsOn: ledger.wall(key.createdAt).day)
    }

    private func goodRow(_ id: String) async throws -> ProgramKeyRow {
        let row = try await engine.glance { connection in
            try connection.first(.programKeyByID, [.text(id)]) { ProgramKeyRow(row: $0) }
        }
        guard let row else {
            throw KeyRefused("There is no key “\(id)”. List them with `firmground interface key list`.")
        }
        guard row.key.isGood(at: ledger.now) else { throw KeyRefused("The key \(id) has ended already.") }
        return row
    }

    /// A database that can be read and not written to still answers.
    private func noteUse(of key: ProgramKey, at moment: Instant) async {
        _ = await Patience.wait(atMost: .seconds(2)) { [engine] in
            try? await engine.write { connection in
                _ = try connection.run(.useProgramKey, [.integer(moment.milliseconds), .text(key.id)])
            }
        }
    }

    private func keep(_ what: String, _ key: ProgramKey, by account: Account) async throws {
        guard await access.lookout.note(.administered, by: account, detail: "\(what): \(key.id)") else {
            throw LookNotKept()
        }
    }

    private func hash(_ secret: String) -> [UInt8] { ledger.code(of: secret, as: "interface key") }

    /// Ties everything that a key may do to its secret: a row that was changed by somebody without the ledger's keys opens nothing.
    private func mark(_ key: ProgramKey, _ hash: [UInt8], _ former: [UInt8]?) -> [UInt8] {
        let parts = [
            key.id, key.organisation, key.role, key.scopes.joined(separator: " "), "\(key.endsAt.milliseconds)",
            "\(key.formerUntil?.milliseconds ?? 0)", "\(hash)", "\(former ?? [])",
        ]
        return ledger.code(of: parts.joined(separator: "\n"), as: "interface key, what it may do")
    }
}

extension ProgramKey {
    fileprivate func with(endsAt: Instant? = nil, formerUntil: Instant? = nil) -> ProgramKey {
        ProgramKey(
            id: id, organisation: organisation, label: label, scopes: scopes, role: role, createdAt: createdAt,
            endsAt: endsAt ?? self.endsAt, usedAt: usedAt, formerUntil: formerUntil ?? self.formerUntil)
    }
}

import Ledger

/// Something that was handed out and comes back once, before it runs out: an invitation, a challenge, a sign-in on its way to
/// another provider. Known by a secret, of which only the hash is kept.
struct Slip: Sendable {
    enum Kind: String, Sendable {
        case invitation, challenge, provider
        /// The secret of an authenticator app that is being set up.
        case app
        /// A form that was sent when the session had ended, until its owner signs in again.
        case parked
    }

    let account: String
    let data: [UInt8]
}

extension Accounts {
    /// Hands out a slip.
    ///
    /// - Parameter seconds: for how long it is good.
    func hand(
        _ kind: Slip.Kind, secret: String, to account: String, data: [UInt8] = [], seconds: Int64
    ) async throws {
        let end = now + seconds * 1_000
        let moment = now
        try await engine.write { connection in
            try connection.run(.endOldSlips, [.integer(moment)])
            try connection.run(
                .insertSlip,
                [
                    .bytes(hash(secret)), .text(kind.rawValue), .text(account), .bytes(data), .integer(end),
                ])
        }
    }

    /// Looks at a slip and leaves it where it is; `nil` when there is none, or no longer.
    func look(at kind: Slip.Kind, secret: String) async throws -> Slip? {
        let moment = now
        return try await engine.glance { connection in
            try connection.first(.slip, [.bytes(hash(secret)), .text(kind.rawValue)]) { row in
                row.integer(2) > moment ? Slip(account: row.text(0), data: row.bytes(1)) : nil
            } ?? nil
        }
    }

    /// Takes a slip back: of two who bring the same one, one gets it.
    func take(_ kind: Slip.Kind, secret: String) async throws -> Slip? {
        guard let slip = try await look(at: kind, secret: secret) else { return nil }
        let isFirst = try await engine.write { connection in
            try connection.run(.takeSlip, [.bytes(hash(secret)), .text(kind.rawValue)]) > 0
        }
        return isFirst ? slip : nil
    }
}

extension Accounts {
    /// How long an invitation is good, in seconds: a week.
    public static let invitationSeconds: Int64 = 7 * 86_400

    /// Invites the owner of an account to set a password. Earlier invitations end; so do all its sessions and credentials, so that a
    /// lost device opens nothing.
    ///
    /// - Parameter account: who invites; kept in the log, for whoever invites could keep the address to themselves.
    /// - Returns: the secret of the address to hand over, which is kept nowhere.
    public func invite(_ person: Person, by account: Account) async throws -> String {
        guard
            await lookout.note(
                .administered, by: account, purpose: "administer", reference: person.reference, detail: "invited")
        else { throw LookNotKept() }
        let secret = Accounts.randomToken()
        try await engine.write { connection in
            try connection.run(.endSlips, [.text(person.id), .text(Slip.Kind.invitation.rawValue)])
            try connection.run(.endSessionsOfAccount, [.text(person.id)])
            for kind in Credential.Kind.allCases where kind != .provider {
                try connection.run(.removeCredentials, [.text(person.id), .text(kind.rawValue)])
            }
        }
        try await hand(.invitation, secret: secret, to: person.id, seconds: Accounts.invitationSeconds)
        return secret
    }

    /// Whom an invitation is for; `nil` when it does not exist, was used, or has run out.
    public func invited(_ secret: String) async throws -> Person? {
        guard let slip = try await look(at: .invitation, secret: secret),
            let person = try await directory.person(slip.account), person.isActive(on: ledger.today)
        else { return nil }
        return person
    }

    /// Takes an invitation up with a password, and signs in. `nil` when it is no longer good.
    ///
    /// - Throws: ``Password/Fault``; the invitation is then as good as before.
    public func accept(_ secret: String, password: String, device: String) async throws -> String? {
        guard let person = try await invited(secret), let account = person.account(on: ledger.today) else { return nil }
        let text = try await Password.hash(password)
        guard try await take(.invitation, secret: secret) != nil else { return nil }
        try await keep(.password, Accounts.only(of: account.id), Array(text.utf8), label: "", of: account.id)
        return try await begin(account, stage: .enrol, device: device)
    }
}

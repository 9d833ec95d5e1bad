import Casework
import Crypto
import Ledger

/// Something by which somebody shows who they are.
public struct Credential: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        /// scrypt text.
        case password
        /// The secret of an authenticator app, sealed.
        case app
        /// A public key in a device.
        case passkey
        /// The hash of a code on paper, good once.
        case recovery
        /// The identity at another provider of sign-ins.
        case provider
    }

    public let kind: Kind
    public let id: [UInt8]
    let data: [UInt8]
    /// What its owner calls it.
    public let label: String
    public let createdAt: Int64
    public let usedAt: Int64?

    init?(row: any SQLRow) {
        guard let kind = Kind(rawValue: row.text(0)) else { return nil }
        self.kind = kind
        id = row.bytes(1)
        data = row.bytes(2)
        label = row.text(3)
        createdAt = row.integer(4)
        usedAt = row.isNull(5) ? nil : row.integer(5)
    }
}

extension Accounts {
    /// The id of a credential of which an account has one. Ids are its own among all accounts.
    static func only(of account: String) -> [UInt8] { Array(account.utf8) }

    /// What an account signs in with, of one kind.
    func credentials(_ kind: Credential.Kind, of account: String) async throws -> [Credential] {
        try await credentials(of: account).filter { $0.kind == kind }
    }

    /// Everything an account signs in with.
    func credentials(of account: String) async throws -> [Credential] {
        try await engine.glance { connection in
            try connection.all(.credentialsOfAccount, [.text(account)]) { Credential(row: $0) }.compactMap { $0 }
        }
    }

    /// The second factors of an account: an app, passkeys.
    public func secondFactors(of account: String) async throws -> [Credential] {
        try await credentials(of: account).filter { $0.kind == .app || $0.kind == .passkey }
    }

    /// Keeps a credential, or puts it in the place of the one with the same id.
    func keep(_ kind: Credential.Kind, _ id: [UInt8], _ data: [UInt8], label: String, of account: String) async throws {
        let moment = now
        try await engine.write { connection in
            _ = try connection.run(
                .putCredential,
                [
                    .text(account), .text(kind.rawValue), .bytes(id), .bytes(data), .text(label), .integer(moment),
                    .integer(moment),
                ])
        }
    }

    /// Notes that a credential was used, with what is to be kept of that.
    func used(_ credential: Credential, data: [UInt8]? = nil, of account: String) async throws {
        let moment = now
        try await engine.write { connection in
            _ = try connection.run(
                .useCredential,
                [
                    .bytes(data ?? credential.data), .integer(moment), .text(account), .text(credential.kind.rawValue),
                    .bytes(credential.id),
                ])
        }
    }

    /// Gives an account a password. Ends its sessions, but for one.
    ///
    /// - Throws: ``Password/Fault``.
    public func setPassword(_ password: String, of account: String, sparing token: String? = nil) async throws {
        try await keep(password, for: account)
        let spared = token.map { hash($0) }
        try await engine.write { connection in
            let all = try connection.all(.sessionsOfAccount, [.text(account)]) { $0.bytes(0) }
            for hash in all where hash != spared { try connection.run(.endSession, [.bytes(hash)]) }
        }
    }

    /// Puts a stored text in the place of a password: for tests of what was kept before.
    package func keepStored(_ text: String, of account: String) async throws {
        try await keep(.password, Accounts.only(of: account), Array(text.utf8), label: "", of: account)
    }

    package func storedPassword(of account: String) async throws -> String? {
        try await credentials(.password, of: account).first.map { String(decoding: $0.data, as: UTF8.self) }
    }

    func keep(_ password: String, for account: String) async throws {
        let text = try await Password.hash(password)
        try await keep(.password, Accounts.only(of: account), Array(text.utf8), label: "", of: account)
    }
}

extension SQLText {
    static let credentialsOfAccount: SQLText =
        "SELECT kind, id, data, label, created_at, used_at FROM credential WHERE account = ? ORDER BY kind, id"
    static let putCredential: SQLText =
        """
        INSERT INTO credential (account, kind, id, data, label, created_at, used_at) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (account, kind, id) DO UPDATE SET data = excluded.data, label = excluded.label,
          created_at = excluded.created_at, used_at = excluded.used_at
        """
    static let useCredential: SQLText =
        "UPDATE credential SET data = ?, used_at = ? WHERE account = ? AND kind = ? AND id = ?"
    static let removeCredential: SQLText = "DELETE FROM credential WHERE account = ? AND kind = ? AND id = ?"
    static let removeCredentials: SQLText = "DELETE FROM credential WHERE account = ? AND kind = ?"
    static let accountOfCredential: SQLText = "SELECT account FROM credential WHERE kind = ? AND id = ?"
    static let insertSlip: SQLText = "INSERT INTO slip (id, kind, account, data, expires_at) VALUES (?, ?, ?, ?, ?)"
    static let slip: SQLText = "SELECT account, data, expires_at FROM slip WHERE id = ? AND kind = ?"
    static let takeSlip: SQLText = "DELETE FROM slip WHERE id = ? AND kind = ?"
    static let endSlips: SQLText = "DELETE FROM slip WHERE account = ? AND kind = ?"
    static let endOldSlips: SQLText = "DELETE FROM slip WHERE expires_at < ?"

    static let credentials: [SQLText] = [
        credentialsOfAccount, putCredential, useCredential, removeCredential, removeCredentials, accountOfCredential,
        insertSlip, slip, takeSlip, endSlips, endOldSlips, useCredentialOnce,
    ]
}

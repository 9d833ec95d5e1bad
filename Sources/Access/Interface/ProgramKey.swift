public import Casework
import Ledger

/// A key with which another system of an organisation uses the interface. What it opens with is shown once and not kept.
public struct ProgramKey: Sendable, Hashable {
    /// Looks like a reference: `7KD2-M9QX-W3T`.
    public let id: String
    /// The short name of the organisation.
    public let organisation: String
    /// What it is for, in the words of whoever issued it.
    public let label: String
    /// What it may do, as the interface names it: `referrals:read`.
    public let scopes: [String]
    /// The role in which it acts.
    public let role: String
    public let createdAt: Instant
    /// From then on it opens nothing.
    public let endsAt: Instant
    /// To the minute; `nil` before the first time.
    public let usedAt: Instant?
    /// Until when the secret before the last change opens too; `nil` when there is none.
    public let formerUntil: Instant?

    public func isGood(at moment: Instant) -> Bool { moment < endsAt }
}

/// Why a key is not issued, in a sentence.
public struct KeyRefused: Error, Sendable, CustomStringConvertible {
    public let description: String

    init(_ sentence: String) { description = sentence }
}

/// A key that was shown, and the account as which it acts.
public struct Program: Sendable {
    public let key: ProgramKey
    public let account: Account
}

extension Account {
    static let programPrefix = "key:"

    /// Whether it is another system and no person.
    public var isProgram: Bool { id.hasPrefix(Account.programPrefix) }
}

/// A key as a row.
struct ProgramKeyRow: Sendable {
    let key: ProgramKey
    let hash: [UInt8]
    let formerHash: [UInt8]?
    let mark: [UInt8]

    init(row: any SQLRow) {
        key = ProgramKey(
            id: row.text(0), organisation: row.text(1), label: row.text(2),
            scopes: row.text(3).split(separator: " ").map { String($0) }, role: row.text(5),
            createdAt: Instant(milliseconds: row.integer(6)), endsAt: Instant(milliseconds: row.integer(7)),
            usedAt: row.isNull(8) ? nil : Instant(milliseconds: row.integer(8)),
            formerUntil: row.isNull(10) ? nil : Instant(milliseconds: row.integer(10)))
        hash = row.bytes(4)
        formerHash = row.optionalBytes(9)
        mark = row.bytes(11)
    }
}

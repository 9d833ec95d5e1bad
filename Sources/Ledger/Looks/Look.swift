public import Casework
import Crypto

/// That somebody looked, or was refused: who, in which role, why, at what.
public struct Look: Sendable, Hashable {
    public enum Act: String, Sendable, CaseIterable {
        /// A case was opened.
        case opened
        /// The answers of a record were read.
        case read
        /// Cases were searched for.
        case searched
        /// A list of cases was opened.
        case listed
        /// Something left the system.
        case exported
        /// There was nothing, or nothing for these eyes.
        case refused
        /// An administrator opened an account or an organisation.
        case administered
        /// Somebody signed in, or failed to, or changed how they sign in.
        case signedIn = "signed_in"
        /// The log itself was looked at.
        case audited
    }

    /// What is unusual about a look, found when it is made.
    public enum Mark: String, Sendable, CaseIterable {
        /// The family name searched for or seen is the looker's own.
        case ownName = "own_name"
        /// The looker's organisation has the case; the looker was never assigned to it.
        case neverAssigned = "never_assigned"
        /// Between eleven at night and six in the morning.
        case night
        /// More different cases today than anybody usually needs.
        case volume
        /// The glass was broken.
        case emergency
        /// One refusal after another.
        case guessing
    }

    public let at: Instant
    public let actor: Actor
    public let purpose: String
    public let act: Act
    /// The dossier looked at or asked for; `nil` for a search or a list.
    public let reference: Reference?
    /// Which part: a record's id, a list's name. Never anything that somebody typed.
    public let detail: String
    /// What opened it: `assigned`, `organisation`, …; empty for what needs none.
    public let relation: String
    public let marks: [Mark]
    /// What was searched for. Sealed in the database.
    public let text: String?

    public init(
        at: Instant, actor: Actor, purpose: String, act: Act, reference: Reference? = nil, detail: String = "",
        relation: String = "", marks: [Mark] = [], text: String? = nil
    ) {
        self.at = at
        self.actor = actor
        self.purpose = purpose
        self.act = act
        self.reference = reference
        self.detail = detail
        self.relation = relation
        self.marks = marks
        self.text = text
    }
}

/// A look as a row, with the link to the one before it.
///
/// The link is a keyed code: whoever has the database and not the keys can neither change a look nor leave one out unseen.
struct StoredLook: Sendable {
    let position: Int64
    let look: Look
    let sealed: [UInt8]?
    let hash: [UInt8]

    init(_ look: Look, position: Int64, previous: [UInt8], ring: KeyRing) throws {
        self.position = position
        self.look = look
        sealed = try look.text.map { try StoredLook.seal($0, position: position, ring: ring) }
        hash = StoredLook.link(look, position: position, sealed: sealed, previous: previous, ring: ring)
    }

    init(row: any SQLRow) throws {
        position = row.integer(0)
        guard let act = Look.Act(rawValue: row.text(6)) else { throw LedgerError.tampered("look \(row.integer(0))") }
        look = Look(
            at: Instant(milliseconds: row.integer(1)),
            actor: Actor(account: row.text(2), role: row.text(3), organisation: row.text(4)), purpose: row.text(5),
            act: act, reference: row.isNull(7) ? nil : Reference(number: row.integer(7)), detail: row.text(8),
            relation: row.text(9),
            marks: row.text(10).split(separator: ",").compactMap { Look.Mark(rawValue: String($0)) })
        sealed = row.optionalBytes(11)
        hash = row.bytes(12)
    }

    func isLinked(to previous: [UInt8], ring: KeyRing) -> Bool {
        StoredLook.link(look, position: position, sealed: sealed, previous: previous, ring: ring) == hash
    }

    /// The look with what was searched for, where there is something and it opens.
    func opened(_ ring: KeyRing) -> Look {
        guard let sealed, let text = StoredLook.open(sealed, position: position, ring: ring) else { return look }
        return Look(
            at: look.at, actor: look.actor, purpose: look.purpose, act: look.act, reference: look.reference,
            detail: look.detail, relation: look.relation, marks: look.marks, text: text)
    }

    var arguments: [SQLValue] {
        [
            .integer(position), .integer(look.at.milliseconds), .text(look.actor.account), .text(look.actor.role),
            .text(look.actor.organisation), .text(look.purpose), .text(look.act.rawValue),
            look.reference.map { .integer($0.number) } ?? .null, .text(look.detail), .text(look.relation),
            .text(look.marks.map(\.rawValue).joined(separator: ",")), .optional(sealed), .bytes(hash),
        ]
    }

    private static func link(
        _ look: Look, position: Int64, sealed: [UInt8]?, previous: [UInt8], ring: KeyRing
    ) -> [UInt8] {
        var bytes = previous
        bytes.append(bigEndian: UInt64(bitPattern: position))
        bytes.append(bigEndian: UInt64(bitPattern: look.at.milliseconds))
        bytes.append(bigEndian: UInt64(bitPattern: look.reference?.number ?? -1))
        let marks = look.marks.map(\.rawValue).joined(separator: ",")
        for text in [
            look.actor.account, look.actor.role, look.actor.organisation, look.purpose, look.act.rawValue, look.detail,
            look.relation, marks,
        ] {
            bytes.append(bigEndian: UInt32(text.utf8.count))
            bytes.append(contentsOf: text.utf8)
        }
        bytes.append(contentsOf: sealed ?? [])
        return Array(ring.lookCode(bytes))
    }

    private static func seal(_ text: String, position: Int64, ring: KeyRing) throws -> [UInt8] {
        try AES.GCM.seal(
            Array(text.utf8), using: ring.looks, nonce: SystemRandom.nonce(), authenticating: additional(position)
        ).allBytes
    }

    private static func open(_ sealed: [UInt8], position: Int64, ring: KeyRing) -> String? {
        guard let box = try? AES.GCM.SealedBox(combined: sealed),
            let text = try? AES.GCM.open(box, using: ring.looks, authenticating: additional(position))
        else { return nil }
        return String(decoding: text, as: UTF8.self)
    }

    private static func additional(_ position: Int64) -> [UInt8] { Array("firmground look \(position)".utf8) }
}

extension KeyRing {
    func lookCode(_ bytes: [UInt8]) -> HMAC<SHA256>.MAC {
        var code = HMAC<SHA256>(key: index)
        code.update(data: Array("firmground look\n".utf8))
        code.update(data: bytes)
        return code.finalize()
    }
}

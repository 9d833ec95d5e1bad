public import Casework
import Crypto
public import Rulebook

/// A civil day and the time of it, as clocks on the wall show them.
public struct WallTime: Sendable, Hashable {
    public let day: CivilDate
    /// Minutes since midnight.
    public let minutes: Int

    public init(day: CivilDate, minutes: Int) {
        self.day = day
        self.minutes = minutes
    }

    /// 0 to 23.
    public var hour: Int { minutes / 60 }

    /// As `14:05`.
    public var clock: String {
        let (hours, minutes) = minutes.quotientAndRemainder(dividingBy: 60)
        return (hours < 10 ? "0" : "") + String(hours) + (minutes < 10 ? ":0" : ":") + String(minutes)
    }
}

/// What the ledger takes from the world around it, so that tests can choose it.
public struct Surroundings: Sendable {
    /// The present moment.
    public let now: @Sendable () -> Instant
    /// The present civil day where the rulebook's clocks tick.
    public let today: @Sendable () -> CivilDate
    /// What clocks on the wall showed there at a moment.
    public let wall: @Sendable (Instant) -> WallTime
    /// A fresh, unguessable reference.
    public let reference: @Sendable () -> Reference

    public init(
        now: @escaping @Sendable () -> Instant, today: @escaping @Sendable () -> CivilDate,
        wall: @escaping @Sendable (Instant) -> WallTime,
        reference: @escaping @Sendable () -> Reference
    ) {
        self.now = now
        self.today = today
        self.wall = wall
        self.reference = reference
    }
}

/// Something to be done, and how to recognise it when it is asked again.
public struct Command: Sendable {
    /// `nil` opens a new dossier.
    public var reference: Reference?
    public var kind: String
    public var request: ActionRequest
    /// Idempotency key: the same key is answered the same and done once. Any text; only an HMAC of it is kept.
    public var key: String
    /// The version that whoever asks has seen. `nil`: whatever it is now.
    public var expected: Int?

    public init(reference: Reference?, kind: String = "case", request: ActionRequest, key: String, expected: Int? = nil)
    {
        self.reference = reference
        self.kind = kind
        self.request = request
        self.key = key
        self.expected = expected
    }
}

/// What became of a ``Command``.
public enum Outcome: Sendable {
    case recorded(Reference, DossierState)
    /// It had been done before, as this version of that dossier.
    case repeated(Reference, version: Int)
    case refused(Refusal)
    /// Somebody changed the dossier since the asker saw it. Entries after the version seen tell what.
    case conflict(Reference, current: Int)
}

/// The append-only record of everything done, sealed, chained and durable.
///
/// A command is decided by the pure kernel, sealed and chained on the caller's thread, and written with its projections
/// by one group-committing writer.
public final class Ledger: Sendable {
    public let casework: Casework
    let engine: any Engine
    let ring: KeyRing
    let surroundings: Surroundings
    let queue: CommitQueue
    let looks: LookWriter
    let drafts: DraftWriter
    public let measures = LedgerMeasures()
    private let titles = OpenedTitles()

    public var rulebook: Rulebook { casework.rulebook }
    /// The database, for what is kept beside the ledger: accounts and sessions.
    public var database: any Engine { engine }
    public var today: CivilDate { surroundings.today() }

    /// Opens a ledger that exists.
    ///
    /// - Throws: ``LedgerError`` when the database is of another version, or the keys are not its own.
    public static func open(
        engine: any Engine, ring: KeyRing, rulebook: Rulebook, surroundings: Surroundings
    ) async throws -> Ledger {
        let reached = try await Migrations.reached(on: engine)
        if reached > Migrations.latest { throw LedgerError.laterVersion(reached) }
        if reached < Migrations.latest { throw LedgerError.needsMigration(reached) }
        let (fingerprint, copy) = try await engine.read { connection in
            (
                try connection.first(.setting, [.text("keys")]) { $0.bytes(0) },
                try connection.first(.setting, [.text(CopyNote.name)]) { $0.bytes(0) }
            )
        }
        if copy != nil { throw LedgerError.copyUnfinished }
        guard ring.opens(fingerprint) else { throw LedgerError.keyWrong }
        return Ledger(engine: engine, ring: ring, rulebook: rulebook, surroundings: surroundings)
    }

    /// Makes the tables of a new ledger and binds it to its keys. Harmless on a ledger that these keys belong to.
    public static func create(engine: any Engine, ring: KeyRing) async throws {
        try await Migrations.run(on: engine)
        try await engine.write { connection in
            if let known = try connection.first(.setting, [.text("keys")], { $0.bytes(0) }) {
                guard ring.opens(known) else { throw LedgerError.keyWrong }
            } else {
                try connection.run(.saveSetting, [.text("keys"), .bytes(ring.fingerprint)])
                let note = CheckpointNote(size: 0).sealed(by: ring)
                try connection.run(.saveSetting, [.text(CheckpointNote.name), .bytes(note)])
            }
        }
    }

    /// The present moment.
    public var now: Instant { surroundings.now() }
    /// What clocks on the wall showed at a moment, where the rulebook's clocks tick.
    public func wall(_ moment: Instant) -> WallTime { surroundings.wall(moment) }

    init(engine: any Engine, ring: KeyRing, rulebook: Rulebook, surroundings: Surroundings) {
        casework = Casework(rulebook)
        self.engine = engine
        self.ring = ring
        self.surroundings = surroundings
        looks = LookWriter(engine: engine, ring: ring)
        drafts = DraftWriter(engine: engine)
        queue = CommitQueue(engine: engine, measures: measures)
    }

    /// Transactions written so far, for benchmarks: with the number of actions it tells how well commits are grouped.
    public var transactions: Int { queue.transactions }

    public func close() async throws {
        try await engine.close()
    }

    /// The sealed summary line of a row, opened with its wrapped key. `nil` when there is none, or it was erased.
    func title(_ summary: [UInt8]?, wrapped: [UInt8]?, _ reference: Reference) -> String? {
        guard let summary, let wrapped else { return nil }
        return titles.title(summary) {
            guard
                let key = try? DossierKeys.unwrap(wrapped, ring: ring, reference: reference, class: .personal),
                let text = try? Sealer.open(summary, key: key, reference: reference, version: 0, class: .personal)
            else { return nil }
            return String(decoding: text, as: UTF8.self)
        }
    }

    var projector: Projector { Projector(casework: casework, ring: ring) }

    /// HMAC of a request's key: recognises a repetition and says nothing else.
    func requestKey(_ text: String) -> [UInt8] {
        Array(ring.code(UInt8(ascii: "r"), text).prefix(16))
    }
}

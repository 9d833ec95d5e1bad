public import Casework
public import Rulebook

/// The head of a dossier, as lists show it.
struct DossierRow: Sendable {
    let id: Int64
    let reference: Reference
    let kind: String
    let nation: String?
    let openedOn: Int
    let version: Int
    let standing: String
    let updatedAt: Int64
    let head: [UInt8]
    let summary: [UInt8]?
    let openQuestions: Int

    init(row: any SQLRow) throws {
        id = row.integer(0)
        guard let reference = Reference(number: row.integer(1)) else { throw EngineError.damaged("a reference") }
        self.reference = reference
        kind = row.text(2)
        nation = row.optionalText(3)
        openedOn = row.int(4)
        version = row.int(5)
        standing = row.text(6)
        updatedAt = row.integer(7)
        head = row.bytes(8)
        summary = row.optionalBytes(9)
        openQuestions = row.int(10)
    }
}

/// A dossier opened for somebody who may read all or some of its classes.
public struct OpenedDossier: Sendable {
    public let reference: Reference
    /// The fold of all entries, with the answers of the opened classes.
    public let state: DossierState
    public let entries: [Entry]
    public let standing: String
    public let updatedAt: Instant
    let row: DossierRow
    let keys: DossierKeys
    /// The hash of the last entry.
    let head: [UInt8]
    /// The requests that made the entries, in their order.
    let requests: [[UInt8]]

    /// The same with further classes unsealed in the entries of each record.
    func unsealing(
        _ stored: StoredDossier, classes: (String) -> SealingClasses
    ) throws -> OpenedDossier {
        guard entries.contains(where: { !classes($0.record).isEmpty }) else { return self }
        var keys = keys
        let entries = try zip(entries, stored.entries).map { entry, row in
            try EntryReader.entry(entry, with: classes(entry.record), of: row, reference: reference, keys: &keys)
        }
        guard let state = DossierState.folding(entries, kind: row.kind) else {
            throw LedgerError.tampered("case \(reference)")
        }
        return OpenedDossier(
            reference: reference, state: state, entries: entries, standing: standing, updatedAt: updatedAt, row: row,
            keys: keys, head: head, requests: requests)
    }

    /// What a request was answered when it was made before; `nil` for a new one.
    func repetition(of request: [UInt8]) -> Outcome? {
        requests.firstIndex(of: request).map { .repeated(reference, version: $0 + 1) }
    }
}

/// A dossier in a list.
public struct DossierListing: Sendable, Hashable {
    public let reference: Reference
    public let kind: String
    public let nation: Nation?
    public let standing: String
    /// The first line of the dossier's summary: for a case the person's name. `nil` when there is none or it was erased.
    public let title: String?
    public let openQuestions: Int

    /// The same without its name, for those who may not see it.
    public var withoutTitle: DossierListing {
        DossierListing(
            reference: reference, kind: kind, nation: nation, standing: standing, title: nil,
            openQuestions: openQuestions)
    }
}

/// One line of a worklist: a running clock, or a draft that waits for a second person, and the dossier it belongs to.
public struct WorklistItem: Sendable, Hashable {
    public let dossier: DossierListing
    /// The clock’s id; for a draft `review.` and the record.
    public let clock: String
    public let startedOn: CivilDate
    /// For a `due` clock the last day; for an `earliest` one the first.
    public let due: CivilDate
    /// The id of the rule value that the clock counts by.
    public let basis: String
    /// Where the next page begins.
    public let cursor: WorklistCursor

    /// The record whose draft waits for a second person; `nil` for a clock.
    public var draftOf: String? {
        clock.hasPrefix("review.") ? String(clock.dropFirst("review.".count)) : nil
    }

    static func review(of record: String) -> String { "review." + record }

    /// The same without the name.
    public var withoutTitle: WorklistItem {
        WorklistItem(
            dossier: dossier.withoutTitle, clock: clock, startedOn: startedOn, due: due, basis: basis, cursor: cursor)
    }
}

/// A place in a worklist: after this due date, dossier and clock.
public struct WorklistCursor: Sendable, Hashable, CustomStringConvertible {
    let due: Int
    let dossier: Int64
    let clock: String

    public static let start = WorklistCursor(due: Int(Int32.min), dossier: 0, clock: "")

    init(due: Int, dossier: Int64, clock: String) {
        self.due = due
        self.dossier = dossier
        self.clock = clock
    }

    /// Reads what ``description`` wrote.
    public init?(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 2)
        guard parts.count == 3, let due = Int(parts[0]), let dossier = Int64(parts[1]), text.utf8.count < 200 else {
            return nil
        }
        self.init(due: due, dossier: dossier, clock: String(parts[2]))
    }

    public var description: String { "\(due).\(dossier).\(clock)" }
}

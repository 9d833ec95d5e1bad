import Casework
public import Rulebook

extension Ledger {
    /// Opens a dossier: every entry, and the fold of them.
    ///
    /// - Parameter classes: the sealing classes to unseal; the answers of the others are absent.
    /// - Throws: ``LedgerError/unknownReference`` when there is none.
    public func open(
        _ reference: Reference, classes: SealingClasses = .sealed
    ) async throws -> OpenedDossier {
        let stored = try await engine.glance { try StoredDossier($0, reference) }
        return try opened(stored) { _ in classes }
    }

    /// Opens a dossier in two steps: first as far as it takes to decide who may see what, then the classes that this allows.
    ///
    /// - Parameters:
    ///   - first: the classes that deciding needs.
    ///   - decide: told the dossier as far as it is open, answers what it found and which classes to unseal in each record's entries.
    ///     When it throws, nothing else is unsealed.
    public func open<Finding>(
        _ reference: Reference, first: SealingClasses,
        then decide: (OpenedDossier) throws -> (Finding, classes: (String) -> SealingClasses)
    ) async throws -> (OpenedDossier, Finding) {
        let stored = try await engine.glance { try StoredDossier($0, reference) }
        let opened = try opened(stored) { _ in first }
        let (finding, classes) = try decide(opened)
        return (try opened.unsealing(stored) { classes($0).subtracting(first) }, finding)
    }

    /// The classes that deciding a request on one record needs in the entries of another: of others what tests and laws may ask of
    /// them, which is never a narrative, a contact or a place.
    public static func classesToDecide(in other: String, on record: String) -> SealingClasses {
        other == record ? .sealed : [.personal, .immigration]
    }

    /// Opens a stored dossier.
    ///
    /// - Parameter classes: which sealing classes to unseal in the entries of a record.
    func opened(_ stored: StoredDossier, classes: (String) -> SealingClasses) throws -> OpenedDossier {
        let row = stored.row
        var keys = DossierKeys(
            ring, reference: row.reference, wrapped: stored.keys.wrapped, destroyed: stored.keys.destroyed)
        let entries = try stored.entries.map { entry in
            try EntryReader.entry(entry, reference: row.reference, keys: &keys, classes: classes(entry.record))
        }
        guard let state = DossierState.folding(entries, kind: row.kind), let last = stored.entries.last else {
            throw LedgerError.tampered("case \(row.reference)")
        }
        return OpenedDossier(
            reference: row.reference, state: state, entries: entries, standing: row.standing,
            updatedAt: Instant(milliseconds: row.updatedAt), row: row, keys: keys, head: last.hash,
            requests: stored.entries.map(\.request))
    }

    /// Whose work a worklist shows.
    public enum Hands: Sendable, Hashable {
        /// A body's or an organisation's, by its scope; `nil`: what is in nobody's hands.
        case holder(String?)
        /// One person's, by the account's id.
        case assignee(String)
    }

    /// Running clocks of a kind that a role owns, soonest first; drafts that wait for a second person are among the due ones.
    /// Cost: one walk along an index, whatever the size of the ledger.
    public func worklist(
        owner: String, in hands: Hands, kind: ClockDefinition.Kind = .due, after cursor: WorklistCursor = .start,
        limit: Int = 25
    ) async throws -> [WorklistItem] {
        let (query, hand): (SQLText, Int64) =
            switch hands {
            case .holder(let scope): (.worklist, scope.map(ring.scope) ?? 0)
            case .assignee(let account): (.ownWorklist, ring.scope(Scope.account(account)))
            }
        return try await engine.glance { [self] connection in
            let arguments: [SQLValue] = [
                .text(owner), .text(kind.rawValue), .integer(hand), .int(cursor.due), .integer(cursor.dossier),
                .text(cursor.clock), .int(limit),
            ]
            return try connection.all(query, arguments) { row in
                guard let reference = Reference(number: row.integer(6)) else {
                    throw EngineError.damaged("a reference")
                }
                let listing = DossierListing(
                    reference: reference, kind: row.text(7), nation: row.optionalText(8).map { Nation($0) },
                    standing: row.text(9),
                    title: title(row.optionalBytes(10), wrapped: row.optionalBytes(12), reference),
                    openQuestions: row.int(11))
                return WorklistItem(
                    dossier: listing, clock: row.text(1), startedOn: CivilDate(dayNumber: row.int(3)),
                    due: CivilDate(dayNumber: row.int(4)), basis: row.text(5),
                    cursor: WorklistCursor(due: row.int(4), dossier: row.integer(0), clock: row.text(1)))
            }
        }
    }
}

/// A dossier as rows. Read without a transaction: the entries are what counts, and their last hash is the head of the chain.
struct StoredDossier: Sendable {
    let row: DossierRow
    let keys: KeyRows
    let entries: [StoredEntry]

    init(_ connection: any SQLConnection, _ reference: Reference) throws {
        let number: [SQLValue] = [.integer(reference.number)]
        var row: DossierRow?
        var entries: [StoredEntry] = []
        var keys = KeyRows()
        // The keys after the entries: a key is stored with the entry that first needs it, so every one is here.
        let calls = [
            SQLCall(.dossierByReference, number), SQLCall(.entriesByReference, number),
            SQLCall(.keysByReference, number),
        ]
        try connection.rows(calls) { place, found in
            switch place {
            case 0: row = try DossierRow(row: found)
            case 1: entries.append(StoredEntry(row: found))
            default: keys.add(found)
            }
        }
        guard let row else { throw LedgerError.unknownReference }
        self.row = row
        self.entries = entries
        self.keys = keys
    }
}

/// The wrapped keys of a dossier as rows.
struct KeyRows: Sendable {
    private(set) var wrapped = ClassTable<[UInt8]>()
    private(set) var destroyed: SealingClasses = []

    init() {}

    init(_ connection: any SQLConnection, dossier: Int64) throws {
        try connection.rows(.keys, [.integer(dossier)]) { row in
            add(row)
            return true
        }
    }

    /// Takes in a row of a class and its wrapped key, which is missing when it was destroyed.
    mutating func add(_ row: any SQLRow) {
        guard let sealingClass = SealingClass(code: row.int(0)) else { return }
        if let bytes = row.optionalBytes(1) {
            wrapped[sealingClass] = bytes
        } else {
            destroyed.insert(SealingClasses(sealingClass))
        }
    }
}

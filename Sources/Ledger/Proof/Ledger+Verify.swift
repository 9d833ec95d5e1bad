import Casework
import Crypto
import Rulebook

/// What a verification found.
public struct Verification: Sendable, Hashable {
    public let entries: Int64
    /// The first fault in one sentence; `nil` when there is none.
    public let firstFault: String?

    public var isWhole: Bool { firstFault == nil }
}

extension Ledger {
    /// Proves the ledger: every entry's hash, every link of every chain, every sealed segment, every head, every checkpoint.
    ///
    /// Reads everything once, in the order it was recorded; memory stays flat but for one hash a dossier.
    ///
    /// - Parameters:
    ///   - lodged: checkpoints that were kept elsewhere. Each must be this ledger's and still hold: without one, a database that was
    ///     put back to an earlier day as a whole cannot be told from that day's.
    ///   - progress: called now and then with the entries checked so far.
    public func verify(
        against lodged: [CheckpointStatement] = [], progress: @Sendable (Int64) -> Void = { _ in }
    ) async throws -> Verification {
        var check = LedgerCheck(ring: ring, lodged: lodged)
        do {
            try await run(&check, progress)
        } catch EngineError.damaged(let what) {
            check.fault =
                "After entry \(check.range.size) the database is damaged (\(what)). Restore the last good backup."
        }
        return Verification(entries: check.range.size, firstFault: check.fault)
    }

    private func run(_ check: inout LedgerCheck, _ progress: @Sendable (Int64) -> Void) async throws {
        let (checkpoints, note) = try await engine.read { connection in
            (
                try connection.all(.checkpointsAfter, [.integer(-1), .int(1_000_000)]) { Checkpoint(row: $0) },
                try connection.first(.setting, [.text(CheckpointNote.name)]) { $0.bytes(0) }
            )
        }
        check.checkpoints = checkpoints
        check.compare(note.flatMap { CheckpointNote($0, ring: ring) }, last: checkpoints.last)
        var position: Int64 = 0
        while check.fault == nil {
            let from = position
            let page = try await engine.read { connection in try VerifyPage(connection, after: from) }
            guard let last = page.entries.last else { break }
            for entry in page.entries where check.fault == nil { check.add(entry, page) }
            position = last.position
            progress(check.range.size)
        }
        if check.fault == nil { check.finish() }
        if check.fault == nil { try await checkHeads(&check) }
    }

    /// Each dossier's head must be the hash of its last entry: a removed last entry shows here.
    private func checkHeads(_ check: inout LedgerCheck) async throws {
        var id: Int64 = 0
        while check.fault == nil {
            let from = id
            let rows = try await engine.read { connection in
                try connection.all(.dossiersAfter, [.integer(from), .int(2_000)]) { try DossierRow(row: $0) }
            }
            guard let last = rows.last else { break }
            for row in rows where check.fault == nil {
                // A dossier may have moved on since its entries were read: then its whole chain is read again, at one moment.
                if check.isAhead(row), let fault = try await recheck(row.id) { check.fault = fault }
                if check.fault == nil { check.head(row) }
            }
            id = last.id
        }
        if check.fault == nil, let orphan = check.heads.keys.min() {
            check.fault = "There are entries of dossier number \(orphan), but the dossier is gone."
        }
    }
}

extension Ledger {
    /// Checks one dossier's chain and head on one view of the data. Answers the fault.
    private func recheck(_ id: Int64) async throws -> String? {
        let found = try await engine.read { connection -> (DossierRow, [StoredEntry])? in
            guard let row = try connection.first(.dossierByID, [.integer(id)], { try DossierRow(row: $0) }) else {
                return nil
            }
            return (row, try connection.all(.entries, [.integer(id)]) { StoredEntry(row: $0) })
        }
        guard let (row, entries) = found else { return "The dossier number \(id) vanished while it was verified." }
        var previous: [UInt8] = []
        for (index, entry) in entries.enumerated() {
            guard entry.version == index + 1,
                entry.chainHash(reference: row.reference, previous: previous) == entry.hash
            else {
                return
                    "Entry \(entry.position) (version \(entry.version) of case \(row.reference)) was changed, added or moved."
            }
            previous = entry.hash
        }
        return previous == row.head && entries.count == row.version
            ? nil
            : "Case \(row.reference) should end with version \(row.version), but \(entries.count) entries are there: an entry was removed or added."
    }
}

/// Entries with the dossiers and keys they need.
private struct VerifyPage: Sendable {
    let entries: [StoredEntry]
    let references: [Int64: Reference]
    let keys: [Int64: KeyRows]

    init(_ connection: any SQLConnection, after position: Int64) throws {
        let entries = try connection.all(.entriesAfter, [.integer(position), .int(500)]) { StoredEntry(row: $0) }
        let dossiers = Set(entries.map(\.dossier)).sorted()
        let calls = dossiers.flatMap { id in
            [SQLCall(.dossierByID, [.integer(id)]), SQLCall(.keys, [.integer(id)])]
        }
        var references: [Int64: Reference] = [:]
        var keys: [Int64: KeyRows] = [:]
        try connection.rows(calls) { place, row in
            let dossier = dossiers[place / 2]
            if place.isMultiple(of: 2) {
                references[dossier] = try DossierRow(row: row).reference
            } else {
                keys[dossier, default: KeyRows()].add(row)
            }
        }
        self.entries = entries
        self.references = references
        self.keys = keys
    }
}

private struct LedgerCheck {
    let ring: KeyRing
    var range = MerkleRange()
    var fault: String?
    /// The last hash and version of each dossier.
    var heads: [Int64: (version: Int, hash: [UInt8])] = [:]
    var checkpoints: [Checkpoint] = []
    private var nextCheckpoint = 0
    /// Checkpoints that were kept elsewhere, by their size, those that are still to come.
    private var lodged: [CheckpointStatement]

    init(ring: KeyRing, lodged: [CheckpointStatement]) {
        self.ring = ring
        self.lodged = lodged.sorted { $0.size < $1.size }
        if let foreign = lodged.first(where: { !$0.isSigned(by: ring) }) {
            fault = "The lodged checkpoint over \(foreign.size) entries is not signed with this ledger’s key."
        }
    }

    /// The last checkpoint must be the one that was noted when it was signed: a removed one shows here.
    mutating func compare(_ note: CheckpointNote?, last: Checkpoint?) {
        guard let note else {
            fault = fault ?? "The note of the last checkpoint is missing or was changed."
            return
        }
        guard fault == nil else { return }
        if last?.size ?? 0 < note.size {
            fault = "The checkpoint over \(note.size) entries is gone: it was removed."
        }
    }

    mutating func add(_ entry: StoredEntry, _ page: VerifyPage) {
        guard entry.position == range.size + 1 else {
            fault = "Entry \(range.size + 1) is gone: entry \(entry.position) stands in its place."
            return
        }
        guard let reference = page.references[entry.dossier] else {
            fault = "Entry \(entry.position) belongs to a dossier that is gone."
            return
        }
        let before = heads[entry.dossier]
        guard entry.version == (before?.version ?? 0) + 1 else {
            fault =
                "Entry \(entry.position) of case \(reference) is version \(entry.version), but version \((before?.version ?? 0) + 1) should follow: an entry was removed, added or moved."
            return
        }
        guard entry.chainHash(reference: reference, previous: before?.hash ?? []) == entry.hash else {
            fault =
                "Entry \(entry.position) (version \(entry.version) of case \(reference)) was changed: its hash does not match."
            return
        }
        if let broken = brokenSeal(entry, reference, page.keys[entry.dossier]) {
            fault =
                "Entry \(entry.position) (version \(entry.version) of case \(reference)): its sealed \(broken) content does not open."
            return
        }
        heads[entry.dossier] = (entry.version, entry.hash)
        range.append(entry.hash)
        while nextCheckpoint < checkpoints.count, checkpoints[nextCheckpoint].size == range.size {
            check(checkpoints[nextCheckpoint])
            nextCheckpoint += 1
        }
        while fault == nil, let claim = lodged.first, claim.size == range.size {
            lodged.removeFirst()
            if claim.root != range.root {
                fault =
                    "The lodged checkpoint over \(claim.size) entries does not match: an entry before it was changed, removed or moved."
            }
        }
    }

    private func brokenSeal(_ entry: StoredEntry, _ reference: Reference, _ rows: KeyRows?) -> String? {
        guard !entry.sealed.isEmpty else { return nil }
        guard let segments = entry.segments else { return "form of the" }
        var keys = DossierKeys(
            ring, reference: reference, wrapped: rows?.wrapped ?? ClassTable(), destroyed: rows?.destroyed ?? [])
        for (sealingClass, bytes) in segments {
            do {
                guard let key = try keys.key(for: sealingClass) else { return sealingClass.rawValue }
                _ = try Sealer.open(bytes, key: key, reference: reference, version: entry.version, class: sealingClass)
            } catch LedgerError.erased {
                continue
            } catch {
                return sealingClass.rawValue
            }
        }
        return nil
    }

    private mutating func check(_ checkpoint: Checkpoint) {
        if !checkpoint.isSigned(by: ring) || checkpoint.position != range.size {
            fault = "The checkpoint over \(checkpoint.size) entries is not signed with this ledger’s key."
        } else if checkpoint.root != range.root || checkpoint.peaks != range.peaks.flatMap({ $0 }) {
            fault =
                "The checkpoint over \(checkpoint.size) entries does not match: an entry before it was changed, removed or moved."
        }
    }

    mutating func finish() {
        if let claim = lodged.first(where: { $0.size > range.size }) {
            fault =
                "The lodged checkpoint covers \(claim.size) entries, but only \(range.size) are there: the ledger was cut off or put back to an earlier day."
        } else if nextCheckpoint < checkpoints.count {
            let checkpoint = checkpoints[nextCheckpoint]
            fault =
                "A checkpoint covers \(checkpoint.size) entries, but only \(range.size) are there: entries were removed."
        }
    }

    /// Whether the dossier has more entries than were seen, or was opened since.
    func isAhead(_ row: DossierRow) -> Bool { row.version > heads[row.id]?.version ?? 0 }

    mutating func head(_ row: DossierRow) {
        if isAhead(row) {
            heads[row.id] = nil
            return
        }
        guard let head = heads.removeValue(forKey: row.id) else {
            fault = "Case \(row.reference) has no entries: they were removed."
            return
        }
        if head.version != row.version || head.hash != row.head {
            fault =
                "Case \(row.reference) should end with version \(row.version), but ends with version \(head.version): an entry was removed or added."
        }
    }
}

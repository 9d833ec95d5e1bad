/// Copies a ledger to another database, of the same engine or the other, while it stays in use.
///
/// Chain, checkpoints and sealed content are taken over as they stand; nothing is opened. A copy that was broken off goes on
/// where it stopped. Until it is whole the other ledger cannot be opened.
public struct LedgerCopy: Sendable {
    private let source: Ledger
    private let target: any Engine

    /// - Parameters:
    ///   - source: the ledger to copy.
    ///   - target: a database without a ledger, or one that an earlier copy of the same ledger has begun to fill.
    public init(of source: Ledger, to target: any Engine) {
        self.source = source
        self.target = target
    }

    /// Copies, or goes on with a copy. The copy is verified before it can be opened.
    ///
    /// - Parameters:
    ///   - progress: called with the rows copied in this run and the share of the tables done, 0 to 1.
    ///   - verifying: called with the entries verified so far.
    /// - Returns: the rows copied in this run.
    /// - Throws: ``LedgerError/copyOccupied`` when another ledger is there.
    @discardableResult
    public func run(
        progress: @Sendable (Int, Double) -> Void = { _, _ in }, verifying: @Sendable (Int64) -> Void = { _ in }
    ) async throws -> Int {
        try await source.checkpoint()
        var note = try await prepare()
        var rows = 0
        while note.table < CopiedTable.all.count {
            rows += try await copyPage(&note)
            progress(rows, Double(note.table) / Double(CopiedTable.all.count))
        }
        rows += try await catchUp(from: note.begin)
        try await takeCheckpoints()
        let found = try await copy.verify(progress: verifying)
        if let fault = found.firstFault { throw LedgerError.copyDamaged(fault) }
        try await target.write { _ = try $0.run(.removeSetting, [.text(CopyNote.name)]) }
        return rows
    }

    /// Makes the tables and the note, or reads the note of the copy that was broken off.
    private func prepare() async throws -> CopyNote {
        let (origin, end) = try await source.engine.read { connection in
            (
                try connection.first(.firstHash, []) { $0.bytes(0) } ?? [],
                try connection.first(.lastPosition, []) { $0.integer(0) } ?? 0
            )
        }
        if try await Migrations.reached(on: target) > 0 {
            let known = try await target.read { connection in
                try connection.first(.setting, [.text(CopyNote.name)]) { $0.bytes(0) }
            }
            guard let note = known.flatMap({ CopyNote($0) }), note.origin == origin else {
                throw LedgerError.copyOccupied
            }
            try await Migrations.run(on: target)
            return note
        }
        let note = CopyNote(origin: origin, begin: end)
        // The note before the tables are complete would be lost with them; without it they count as a ledger.
        try await Migrations.run(on: target, with: [SQLCall(.saveSetting, [.text(CopyNote.name), .bytes(note.text)])])
        return note
    }

    /// Copies one page of one table, and notes how far it came.
    private func copyPage(_ note: inout CopyNote) async throws -> Int {
        let table = CopiedTable.all[note.table]
        let arguments = note.key + [.int(table.rows)]
        let rows = try await source.engine.read { connection in
            try connection.all(table.page, arguments) { table.values($0) }
        }
        if let last = rows.last { note.key = Array(last.prefix(table.keys)) }
        if rows.count < table.rows { note.turnToNextTable() }
        let text = note.text
        try await target.write { connection in
            try connection.send(rows.map { SQLCall(table.insert, $0) })
            try connection.send([SQLCall(.saveSetting, [.text(CopyNote.name), .bytes(text)])])
        }
        return rows.count
    }

    /// Copies what was recorded since the copy began, and derives anew what hangs on it.
    private func catchUp(from begin: Int64) async throws -> Int {
        var position = begin
        var done = 0
        while true {
            let from = position
            let tail = try await source.engine.read { try CopyTail($0, after: from) }
            guard let last = tail.lastPosition else { return done }
            try await target.write { try $0.send(tail.calls) }
            try await copy.rebuild(dossiers: tail.dossiers)
            position = last
            done += tail.calls.count
        }
    }

    private var copy: Ledger {
        Ledger(engine: target, ring: source.ring, rulebook: source.rulebook, surroundings: source.surroundings)
    }

    /// Takes over the checkpoints of what was copied.
    private func takeCheckpoints() async throws {
        let ring = source.ring
        let checkpoints = try await source.engine.read { connection in
            try connection.all(.checkpointsAfter, [.integer(-1), .int(1_000_000)]) { Checkpoint(row: $0) }
        }
        try await target.write { connection in
            let end = try connection.first(.lastPosition, []) { $0.integer(0) } ?? 0
            let covered = checkpoints.filter { $0.position <= end }
            try connection.send(covered.map { SQLCall(.insertCheckpoint, $0.arguments) })
            let note = CheckpointNote(size: covered.last?.size ?? 0).sealed(by: ring)
            // Looks made while the copy ran are not all in it: it says how far its own reach.
            if let (position, hash) = try connection.first(.lastLook, [], { ($0.integer(0), $0.bytes(1)) }) {
                let reached = LookNote(position: position, hash: hash).sealed(by: ring)
                try connection.run(.saveSetting, [.text(LookNote.name), .bytes(reached)])
            }
            try connection.send([
                SQLCall(.saveSetting, [.text(CheckpointNote.name), .bytes(note)]),
                SQLCall(.saveSetting, [.text("keys"), .bytes(ring.fingerprint)]),
            ])
        }
    }
}

/// Entries recorded since a position, with the heads and keys of their dossiers, as they stand at one moment.
private struct CopyTail: Sendable {
    let calls: [SQLCall]
    let dossiers: [Int64]
    let lastPosition: Int64?

    init(_ connection: any SQLConnection, after position: Int64) throws {
        let entries = try connection.all(.entriesAfter, [.integer(position), .int(500)]) { StoredEntry(row: $0) }
        lastPosition = entries.last?.position
        dossiers = Set(entries.map(\.dossier)).sorted()
        var calls: [SQLCall] = []
        for dossier in dossiers {
            let ownRow: [SQLValue] = [.integer(dossier - 1), .int(1)]
            calls += try connection.all(.copyDossiers, ownRow) {
                SQLCall(.putDossier, CopiedTable.all[0].values($0))
            }
            calls += try connection.all(.keys, [.integer(dossier)]) {
                SQLCall(.putKey, [.integer(dossier), .integer($0.integer(0)), .optional($0.optionalBytes(1))])
            }
            // A dossier may have moved on beyond this page; its head must not be ahead of its entries.
            calls += try connection.all(.entries, [.integer(dossier)]) {
                SQLCall(.putEntry, StoredEntry(row: $0).arguments)
            }
        }
        for entry in entries where entry.version == 1 {
            calls.append(SQLCall(.insertRequestKey, [.bytes(entry.request), .integer(entry.dossier)]))
        }
        self.calls = calls
    }
}

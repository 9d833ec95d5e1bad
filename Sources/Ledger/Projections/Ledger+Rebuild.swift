import Casework
import Rulebook

extension Ledger {
    /// Derives all projections anew from the entries, dossier by dossier, while the ledger stays in use.
    ///
    /// - Parameter progress: called with the dossiers done so far.
    /// - Returns: how many dossiers were rebuilt.
    @discardableResult
    public func rebuild(progress: @Sendable (Int64) -> Void = { _ in }) async throws -> Int64 {
        var id: Int64 = 0
        var done: Int64 = 0
        while true {
            let from = id
            let rows = try await engine.read { connection in
                try connection.all(.dossiersAfter, [.integer(from), .int(200)]) { try DossierRow(row: $0) }
            }
            guard let last = rows.last else { return done }
            try await rebuild(dossiers: rows.map(\.id))
            id = last.id
            done += Int64(rows.count)
            progress(done)
        }
    }

    /// Derives the projections of some dossiers anew, in one transaction.
    func rebuild(dossiers: [Int64]) async throws {
        try await engine.write { [self] connection in
            var rows: [Int: DossierRow] = [:]
            var keys: [Int: KeyRows] = [:]
            var entries: [Int: [StoredEntry]] = [:]
            let calls = dossiers.flatMap { id in
                [SQLText.dossierByID, .keys, .entries].map { SQLCall($0, [.integer(id)]) }
            }
            try connection.rows(calls) { place, row in
                let dossier = place / 3
                switch place % 3 {
                case 0: rows[dossier] = try DossierRow(row: row)
                case 1: keys[dossier, default: KeyRows()].add(row)
                default: entries[dossier, default: []].append(StoredEntry(row: row))
                }
            }
            for (dossier, row) in rows.sorted(by: { $0.key < $1.key }) {
                try rebuild(row, keys[dossier] ?? KeyRows(), entries[dossier] ?? [], connection)
            }
        }
    }

    private func rebuild(_ row: DossierRow, _ rows: KeyRows, _ stored: [StoredEntry], _ connection: any SQLConnection)
        throws
    {
        guard let definition = rulebook.dossier(row.kind) else { return }
        var keys = DossierKeys(ring, reference: row.reference, wrapped: rows.wrapped, destroyed: rows.destroyed)
        var calls = [
            SQLCall(.clearClocks, [.integer(row.id)]), SQLCall(.clearTies, [.integer(row.id)]),
            SQLCall(.clearWaits, [.integer(row.id)]),
        ]
        let index = SearchTokens(ring: ring)
        var state: DossierState?
        var summary: [UInt8]?
        var last: Projection?
        for item in stored {
            let entry = try EntryReader.entry(
                item, reference: row.reference, keys: &keys, classes: .sealed)
            let before = state
            var after = state ?? DossierState(kind: row.kind, openedOn: entry.occurredOn)
            after.apply(entry)
            state = after
            let projection = try projector.projection(
                of: entry, before: before, state: after, definition: definition, reference: row.reference, keys: &keys,
                summary: summary
            )
            summary = projection.summary
            last = projection
            EntryWriter.add(projection, item, to: &calls)
            for token in index.tokens(of: entry, search: definition.search).sorted() {
                calls.append(EntryWriter.token(token, of: row.id))
            }
            for token in index.takenBack(by: entry, from: before, to: after, search: definition.search).sorted() {
                calls.append(EntryWriter.removal(of: token, of: row.id))
            }
        }
        guard let last, let end = stored.last else { return }
        calls.append(
            SQLCall(
                .updateDossier,
                [
                    .optional(last.nation), .int(end.version), .text(last.standing), .integer(end.recordedAt),
                    .bytes(end.hash), .optional(summary), .int(last.openQuestions), .integer(row.id),
                    .int(row.version),
                ]))
        try connection.send(calls)
    }
}

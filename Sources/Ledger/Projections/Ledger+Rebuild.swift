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
            try await rebuild(rows)
            id = last.id
            done += Int64(rows.count)
            progress(done)
        }
    }

    private func rebuild(_ rows: [DossierRow]) async throws {
        try await engine.write { [self] connection in
            for row in rows {
                // Read again inside the transaction: the dossier may have moved on.
                guard let row = try connection.first(.dossierByID, [.integer(row.id)], { try DossierRow(row: $0) })
                else { continue }
                let keys = try KeyRows(connection, dossier: row.id)
                let stored = try connection.all(.entries, [.integer(row.id)]) { StoredEntry(row: $0) }
                try rebuild(row, keys, stored, connection)
            }
        }
    }

    private func rebuild(_ row: DossierRow, _ rows: KeyRows, _ stored: [StoredEntry], _ connection: any SQLConnection)
        throws
    {
        guard let definition = rulebook.dossier(row.kind) else { return }
        var keys = DossierKeys(ring, reference: row.reference, wrapped: rows.wrapped, destroyed: rows.destroyed)
        try connection.run(.clearClocks, [.integer(row.id)])
        let writer = EntryWriter(connection)
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
            let tokens = index.tokens(of: entry, search: definition.search).sorted()
            let prepared = PreparedEntry(
                dossier: row.id, reference: row.reference, kind: row.kind, openedOn: row.openedOn, expected: 0,
                entry: item, keys: [], tokens: tokens, projection: projection)
            try writer.writeProjection(projection, prepared, id: row.id, position: item.position)
            for token in tokens { try writer.writeToken(token, of: row.id) }
        }
        guard let last, let end = stored.last else { return }
        try connection.run(
            .updateDossier,
            [
                .optional(last.nation), .int(end.version), .text(last.standing), .integer(end.recordedAt),
                .bytes(end.hash),
                summary.map { .bytes($0) } ?? .null, .int(last.openQuestions), .integer(row.id), .int(row.version),
            ])
    }
}

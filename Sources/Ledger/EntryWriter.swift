import Rulebook

/// Writes prepared entries and their projections inside one transaction, in three journeys to the database: where the ledger
/// ends; who may go on; and everything else, whose answers nobody waits for.
struct EntryWriter {
    private let connection: any SQLConnection

    init(_ connection: any SQLConnection) {
        self.connection = connection
    }

    /// Writes the entries after the ends that ``ends()`` told in the same transaction.
    func write(_ batch: [PreparedEntry], after ends: (position: Int64, dossier: Int64)) throws -> [CommitResult] {
        var (position, dossier) = ends
        let ids = batch.map { prepared in
            if let id = prepared.dossier { return id }
            dossier += 1
            return dossier
        }
        let isFirst = try connection.run(zip(batch, ids).map { gate($0, id: $1) }).map { $0 > 0 }
        var calls: [SQLCall] = []
        calls.reserveCapacity(batch.count * 8)
        var tokens: [(token: Int64, dossier: Int64)] = []
        var results: [CommitResult?] = []
        for (index, prepared) in batch.enumerated() {
            guard isFirst[index] else {
                results.append(prepared.dossier == nil ? nil : .conflict)
                continue
            }
            position += 1
            add(prepared, id: ids[index], position: position, to: &calls)
            for token in prepared.tokens { tokens.append((token, ids[index])) }
            results.append(.recorded(version: prepared.entry.version))
        }
        // In order of the index: neighbouring pages are touched together.
        tokens.sort { ($0.token, $0.dossier) < ($1.token, $1.dossier) }
        for (token, dossier) in tokens { calls.append(EntryWriter.token(token, of: dossier)) }
        try connection.send(calls)
        return try zip(batch, results).map { prepared, result in try result ?? former(prepared.entry.request) }
    }

    /// The last position and the last dossier; 0 in an empty ledger. From then on nobody else adds to them.
    func ends() throws -> (position: Int64, dossier: Int64) {
        var ends: [Int64] = [0, 0]
        try connection.rows([SQLCall(.lastPosition), SQLCall(.lastDossier)]) { ends[$0] = $1.integer(0) }
        return (ends[0], ends[1])
    }

    /// The statement that changes no row when an entry may not be written: for an opening, the key of its request is known; for a
    /// change, the dossier has moved on.
    private func gate(_ prepared: PreparedEntry, id: Int64) -> SQLCall {
        if prepared.dossier == nil {
            return SQLCall(.insertRequestKey, [.bytes(prepared.entry.request), .integer(id)])
        }
        let projection = prepared.projection
        return SQLCall(
            .updateDossier,
            [
                .optional(projection.nation), .int(prepared.entry.version), .text(projection.standing),
                .integer(prepared.entry.recordedAt), .bytes(prepared.entry.hash), .optional(projection.summary),
                .int(projection.openQuestions), .integer(id), .int(prepared.expected),
            ])
    }

    /// What a request that opened a dossier was answered before.
    private func former(_ request: [UInt8]) throws -> CommitResult {
        let found = try connection.first(.requestKey, [.bytes(request)]) { row in
            guard let reference = Reference(number: row.integer(0)) else { throw EngineError.damaged("a reference") }
            return CommitResult.repeated(reference, version: 1)
        }
        guard let found else { throw EngineError.damaged("the key of a request without its case") }
        return found
    }

    private func add(_ prepared: PreparedEntry, id: Int64, position: Int64, to calls: inout [SQLCall]) {
        if prepared.dossier == nil { calls.append(head(of: prepared, id: id)) }
        for (sealingClass, wrapped) in prepared.keys {
            calls.append(SQLCall(.insertKey, [.integer(id), .int(sealingClass.code), .bytes(wrapped)]))
        }
        var stored = prepared.entry
        stored.dossier = id
        stored.position = position
        calls.append(SQLCall(.insertEntry, stored.arguments))
        EntryWriter.add(prepared.projection, stored, to: &calls)
        for token in prepared.tokensGone { calls.append(EntryWriter.removal(of: token, of: id)) }
        calls += prepared.along
    }

    private func head(of prepared: PreparedEntry, id: Int64) -> SQLCall {
        let projection = prepared.projection
        return SQLCall(
            .insertDossier,
            [
                .integer(id), .integer(prepared.reference.number), .text(prepared.kind), .optional(projection.nation),
                .int(prepared.openedOn), .int(prepared.entry.version), .text(projection.standing),
                .integer(prepared.entry.recordedAt), .bytes(prepared.entry.hash), .optional(projection.summary),
                .int(projection.openQuestions),
            ])
    }

    static func token(_ token: Int64, of dossier: Int64) -> SQLCall {
        SQLCall(.insertToken, [.integer(SearchTokens.segment(of: dossier)), .integer(token), .integer(dossier)])
    }

    static func removal(of token: Int64, of dossier: Int64) -> SQLCall {
        SQLCall(.removeToken, [.integer(SearchTokens.segment(of: dossier)), .integer(token), .integer(dossier)])
    }

    /// The clocks, the fact and the message of an entry that has its place.
    static func add(_ projection: Projection, _ entry: StoredEntry, to calls: inout [SQLCall]) {
        for scope in projection.ties { calls.append(SQLCall(.insertTie, [.integer(scope), .integer(entry.dossier)])) }
        for scope in projection.untied {
            calls.append(SQLCall(.removeTie, [.integer(scope), .integer(entry.dossier)]))
        }
        calls += projection.directory
        for wait in projection.waits { calls.append(SQLCall(.saveWait, [.integer(entry.dossier)] + wait)) }
        for clock in projection.clocks { calls.append(SQLCall(.saveClock, [.integer(entry.dossier)] + clock)) }
        calls.append(
            SQLCall(
                .saveFact,
                [
                    .integer(entry.position), .integer(entry.dossier), .int(entry.version), .text(entry.record),
                    .int(entry.instance), .text(entry.action), .int(entry.occurredOn), .optional(projection.nation),
                    .text(projection.fact),
                ]))
        guard let audiences = projection.audiences else { return }
        calls.append(
            SQLCall(
                .insertOutbox,
                [
                    .integer(entry.position), .integer(entry.dossier), .int(entry.version), .text(audiences),
                    .integer(entry.recordedAt),
                ]))
    }
}

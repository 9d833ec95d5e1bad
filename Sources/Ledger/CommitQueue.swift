import Casework
import Rulebook

/// What became of one prepared entry.
enum CommitResult: Sendable {
    case recorded(version: Int)
    /// The request had been answered before; nothing was written.
    case repeated(Reference, version: Int)
    /// The dossier has moved on since the decision was made; nothing was written.
    case conflict
    case failed(any Error)
}

/// Group commit: writers queue, one transaction carries many entries, each caller gets an answer of their own.
///
/// While one transaction is being written and made durable, the next callers gather. Under load this costs one
/// synchronisation of the disk for many actions; alone, a caller waits for one.
actor CommitQueue {
    private struct Waiting {
        let batch: [PreparedEntry]
        let answer: CheckedContinuation<[CommitResult], Never>
    }

    private let engine: any Engine
    private var waiting: [Waiting] = []
    private var isWriting = false
    /// Transactions written so far, for measuring.
    private(set) var transactions = 0
    /// The most entries in one transaction: bounds memory and how long others wait.
    private let largest: Int

    init(engine: any Engine, largest: Int = 2_000) {
        self.engine = engine
        self.largest = largest
    }

    /// Writes the entries durably, and answers for each in the order given.
    func commit(_ batch: [PreparedEntry]) async -> [CommitResult] {
        await withCheckedContinuation { answer in
            waiting.append(Waiting(batch: batch, answer: answer))
            if !isWriting {
                isWriting = true
                Task { await self.drain() }
            }
        }
    }

    private func drain() async {
        while !waiting.isEmpty {
            var taken: [Waiting] = []
            var count = 0
            // Half of those who wait: while these are written, those answered before prepare their next, so that writing and
            // deciding overlap. Were all taken at once, everybody would wait for the disk and then the disk for everybody.
            let share = max(32, waiting.count / 2)
            while let next = waiting.first,
                taken.isEmpty || (taken.count < share && count + next.batch.count <= largest)
            {
                taken.append(next)
                count += next.batch.count
                waiting.removeFirst()
            }
            let results = await write(taken.flatMap(\.batch))
            var position = 0
            for caller in taken {
                caller.answer.resume(returning: Array(results[position..<(position + caller.batch.count)]))
                position += caller.batch.count
            }
        }
        isWriting = false
    }

    private func write(_ batch: [PreparedEntry]) async -> [CommitResult] {
        transactions += 1
        do {
            return try await engine.write { try EntryWriter($0).write(batch) }
        } catch {
            guard batch.count > 1 else { return [.failed(error)] }
            if CommitQueue.concernsAll(error) { return batch.map { _ in .failed(error) } }
        }
        // One of them cannot be written: each alone, so that it harms none of its neighbours.
        var results: [CommitResult] = []
        for entry in batch {
            do {
                results += try await engine.write { try EntryWriter($0).write([entry]) }
            } catch {
                results.append(.failed(error))
            }
        }
        return results
    }

    /// Whether an error lies with the database and not with one of the entries: trying each alone would only repeat it.
    private static func concernsAll(_ error: any Error) -> Bool {
        switch error as? EngineError {
        case .noSpace, .busy, .unreachable: true
        case .damaged, .failed, nil: false
        }
    }
}

/// Writes prepared entries and their projections inside one transaction.
struct EntryWriter {
    private let connection: any SQLConnection

    init(_ connection: any SQLConnection) {
        self.connection = connection
    }

    func write(_ batch: [PreparedEntry]) throws -> [CommitResult] {
        var position = try connection.first(.lastPosition, []) { $0.integer(0) } ?? 0
        var dossier = try connection.first(.lastDossier, []) { $0.integer(0) } ?? 0
        var tokens: [(token: Int64, dossier: Int64)] = []
        var results: [CommitResult] = []
        results.reserveCapacity(batch.count)
        for prepared in batch {
            let id = prepared.dossier ?? dossier + 1
            if prepared.dossier == nil, let former = try claim(prepared.entry.request, dossier: id) {
                results.append(former)
                continue
            }
            guard try writeHead(prepared, id: id) else {
                results.append(.conflict)
                continue
            }
            if prepared.dossier == nil { dossier = id }
            position += 1
            try writeEntry(prepared, id: id, position: position)
            try writeProjection(prepared.projection, prepared, id: id, position: position)
            for token in prepared.tokens { tokens.append((token, id)) }
            results.append(.recorded(version: prepared.entry.version))
        }
        // In order of the index: neighbouring pages are touched together.
        tokens.sort { ($0.token, $0.dossier) < ($1.token, $1.dossier) }
        for (token, dossier) in tokens { try writeToken(token, of: dossier) }
        return results
    }

    /// Notes the key of a request that opens a dossier. Answers the former result when it had been noted before.
    private func claim(_ request: [UInt8], dossier: Int64) throws -> CommitResult? {
        if try connection.run(.insertRequestKey, [.bytes(request), .integer(dossier)]) > 0 { return nil }
        return try connection.first(.requestKey, [.bytes(request)]) { row in
            guard let reference = Reference(number: row.integer(0)) else { throw EngineError.damaged("a reference") }
            return CommitResult.repeated(reference, version: 1)
        }
    }

    private func writeHead(_ prepared: PreparedEntry, id: Int64) throws -> Bool {
        let projection = prepared.projection
        let summary = projection.summary.map { SQLValue.bytes($0) } ?? .null
        if prepared.dossier == nil {
            try connection.run(
                .insertDossier,
                [
                    .integer(id), .integer(prepared.reference.number), .text(prepared.kind),
                    .optional(projection.nation),
                    .int(prepared.openedOn), .int(prepared.entry.version), .text(projection.standing),
                    .integer(prepared.entry.recordedAt), .bytes(prepared.entry.hash), summary,
                    .int(projection.openQuestions),
                ])
            return true
        }
        return try connection.run(
            .updateDossier,
            [
                .optional(projection.nation), .int(prepared.entry.version), .text(projection.standing),
                .integer(prepared.entry.recordedAt), .bytes(prepared.entry.hash), summary,
                .int(projection.openQuestions),
                .integer(id), .int(prepared.expected),
            ]) > 0
    }

    func writeToken(_ token: Int64, of dossier: Int64) throws {
        try connection.run(
            .insertToken, [.integer(SearchTokens.segment(of: dossier)), .integer(token), .integer(dossier)])
    }

    private func writeEntry(_ prepared: PreparedEntry, id: Int64, position: Int64) throws {
        for (sealingClass, wrapped) in prepared.keys {
            try connection.run(.insertKey, [.integer(id), .int(sealingClass.code), .bytes(wrapped)])
        }
        var stored = prepared.entry
        stored.dossier = id
        stored.position = position
        try connection.run(.insertEntry, stored.arguments)
    }

    func writeProjection(_ projection: Projection, _ prepared: PreparedEntry, id: Int64, position: Int64) throws {
        for clock in projection.clocks { try connection.run(.saveClock, [.integer(id)] + clock) }
        let entry = prepared.entry
        try connection.run(
            .saveFact,
            [
                .integer(position), .integer(id), .int(entry.version), .text(entry.record), .int(entry.instance),
                .text(entry.action),
                .int(entry.occurredOn), .optional(projection.nation), .text(projection.fact),
            ])
        if let audiences = projection.audiences {
            try connection.run(
                .insertOutbox,
                [.integer(position), .integer(id), .int(entry.version), .text(audiences), .integer(entry.recordedAt)])
        }
    }
}

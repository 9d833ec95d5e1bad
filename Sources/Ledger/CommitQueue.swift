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
    private let measures: LedgerMeasures

    init(engine: any Engine, measures: LedgerMeasures, largest: Int = 2_000) {
        self.engine = engine
        self.measures = measures
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
            let start = ContinuousClock.now
            let results = await write(taken.flatMap(\.batch))
            measures.count(results, in: ContinuousClock.now - start)
            var position = 0
            for caller in taken {
                caller.answer.resume(returning: Array(results[position..<(position + caller.batch.count)]))
                position += caller.batch.count
            }
            if let error = CommitQueue.silence(results) { refuseAll(error) }
        }
        isWriting = false
    }

    /// Answers everybody who waits, without trying: each has waited as long as the one before, and would wait as long again.
    private func refuseAll(_ error: EngineError) {
        let refused = waiting
        waiting = []
        for caller in refused { caller.answer.resume(returning: caller.batch.map { _ in .failed(error) }) }
    }

    /// Why nothing can be written for a while, when that is what came out.
    private static func silence(_ results: [CommitResult]) -> EngineError? {
        guard case .failed(let error as EngineError) = results.first else { return nil }
        switch error {
        case .busy, .unreachable: return error
        // Theirs was never sent.
        case .unanswered: return .unreachable("the server does not answer. Try again in a moment.")
        case .noSpace, .noTables, .damaged, .failed: return nil
        }
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
        case .noSpace, .busy, .unanswered, .noTables, .unreachable: true
        case .damaged, .failed, nil: false
        }
    }
}

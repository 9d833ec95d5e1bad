import Casework
import Rulebook
import Synchronization

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
/// While one transaction is being written and made durable, the next callers gather. A transaction takes those who wait when it
/// has the database to itself, not when it asks for it: where several nodes take turns, it carries all who came meanwhile. Alone, a
/// caller waits for one transaction.
final class CommitQueue: Sendable {
    fileprivate struct Waiting: Sendable {
        let batch: [PreparedEntry]
        let answer: CheckedContinuation<[CommitResult], Never>
    }

    private struct State {
        var waiting: [Waiting] = []
        var isWriting = false
        var transactions = 0
    }

    private let engine: any Engine
    private let measures: LedgerMeasures
    /// The most entries in one transaction: bounds memory and how long others wait.
    private let largest: Int
    private let state = Mutex(State())

    init(engine: any Engine, measures: LedgerMeasures, largest: Int = 2_000) {
        self.engine = engine
        self.measures = measures
        self.largest = largest
    }

    /// Transactions written so far, for measuring.
    var transactions: Int { state.withLock { $0.transactions } }

    /// Writes the entries durably, and answers for each in the order given.
    func commit(_ batch: [PreparedEntry]) async -> [CommitResult] {
        await withCheckedContinuation { answer in
            let isFirst = state.withLock { state in
                state.waiting.append(Waiting(batch: batch, answer: answer))
                defer { state.isWriting = true }
                return !state.isWriting
            }
            if isFirst { Task { await self.drain() } }
        }
    }

    private func drain() async {
        while isAnyoneWaiting() {
            let start = ContinuousClock.now
            let (taken, results) = await write()
            measures.count(results, in: ContinuousClock.now - start)
            var position = 0
            for caller in taken {
                caller.answer.resume(returning: Array(results[position..<(position + caller.batch.count)]))
                position += caller.batch.count
            }
            if let error = CommitQueue.silence(results) { refuse(everybody(), error) }
        }
    }

    /// Whether there is more to write; if not, the next caller begins anew.
    private func isAnyoneWaiting() -> Bool {
        state.withLock { state in
            state.isWriting = !state.waiting.isEmpty
            return state.isWriting
        }
    }

    /// Takes half of those who wait: while these are written, those answered before prepare their next, so that writing and
    /// deciding overlap. Were all taken at once, everybody would wait for the disk and then the disk for everybody.
    private func take() -> [Waiting] {
        state.withLock { state in
            let share = max(32, state.waiting.count / 2)
            var (callers, entries) = (0, 0)
            for next in state.waiting {
                guard callers == 0 || callers < share && entries + next.batch.count <= largest else { break }
                callers += 1
                entries += next.batch.count
            }
            let taken = Array(state.waiting.prefix(callers))
            state.waiting.removeFirst(callers)
            state.transactions += 1
            return taken
        }
    }

    private func everybody() -> [Waiting] {
        state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }
    }

    private func write() async -> ([Waiting], [CommitResult]) {
        let taken = TakenOnce()
        let failure: any Error
        do {
            let results = try await engine.write { connection in
                let writer = EntryWriter(connection)
                let ends = try writer.ends()
                return try writer.write(taken.batch { self.take() }, after: ends)
            }
            return (taken.callers, results)
        } catch {
            failure = error
        }
        // Whoever waited for a transaction that never came about learns why, and waits no longer.
        let callers = taken.isTaken ? taken.callers : everybody()
        let batch = callers.flatMap(\.batch)
        if !taken.isTaken || batch.count == 1 || CommitQueue.concernsAll(failure) {
            return (callers, batch.map { _ in .failed(failure) })
        }
        return (callers, await writeEach(batch))
    }

    /// One of them cannot be written: each alone, so that it harms none of its neighbours.
    private func writeEach(_ batch: [PreparedEntry]) async -> [CommitResult] {
        var results: [CommitResult] = []
        for entry in batch {
            do {
                results += try await engine.write { connection in
                    let writer = EntryWriter(connection)
                    return try writer.write([entry], after: writer.ends())
                }
            } catch {
                results.append(.failed(error))
            }
        }
        return results
    }

    /// Answers callers without trying: each has waited as long as the one before, and would wait as long again.
    private func refuse(_ callers: [Waiting], _ error: EngineError) {
        for caller in callers { caller.answer.resume(returning: caller.batch.map { _ in .failed(error) }) }
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

    /// Whether an error lies with the database and not with one of the entries: trying each alone would only repeat it.
    private static func concernsAll(_ error: any Error) -> Bool {
        switch error as? EngineError {
        case .noSpace, .busy, .unanswered, .noTables, .unreachable: true
        case .damaged, .failed, nil: false
        }
    }
}

/// Those whom a transaction took: the same ones when an engine runs it again.
private final class TakenOnce: Sendable {
    private let taken = Mutex<[CommitQueue.Waiting]?>(nil)

    func batch(_ take: () -> [CommitQueue.Waiting]) -> [PreparedEntry] {
        taken.withLock { taken in
            let callers = taken ?? take()
            taken = callers
            return callers.flatMap(\.batch)
        }
    }

    var isTaken: Bool { taken.withLock { $0 != nil } }
    var callers: [CommitQueue.Waiting] { taken.withLock { $0 ?? [] } }
}

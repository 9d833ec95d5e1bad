import Casework
import Rulebook

extension Ledger {
    /// Decides and records one command. Returns when it is on stable storage.
    ///
    /// Without an expected version a command that loses a race is decided anew on what the winner left. In every round one
    /// wins, so a command loses at most as often as others act on the same dossier at the same moment.
    ///
    /// - Throws: ``LedgerError/unknownReference``, or ``EngineError`` when nothing can be written.
    public func record(_ command: Command) async throws -> Outcome {
        for _ in 0..<200 {
            let opened: OpenedDossier?
            switch try await look(at: command) {
            case .new: opened = nil
            case .answered(let outcome): return outcome
            case .opened(let dossier): opened = dossier
            }
            let prepared: PreparedEntry
            let state: DossierState
            switch try prepare(command, on: opened) {
            case .refused(let refusal): return .refused(refusal)
            case .conflict(let reference, let current): return .conflict(reference, current: current)
            case .ready(let entry, let after): (prepared, state) = (entry, after)
            }
            switch await queue.commit([prepared])[0] {
            case .recorded: return .recorded(prepared.reference, state)
            case .repeated(let reference, let version): return .repeated(reference, version: version)
            case .failed(let error): throw error
            case .conflict:
                if command.expected != nil {
                    let current = try await open(prepared.reference).state.version
                    return .conflict(prepared.reference, current: current)
                }
            }
        }
        throw EngineError.busy
    }

    /// Decides and records many commands that open new dossiers, in one or few transactions.
    ///
    /// Preparation happens on the calling task; run several tasks to use several cores. Each outcome stands alone: a
    /// refused one harms no other.
    public func open(_ commands: [Command]) async throws -> [Outcome] {
        var outcomes: [Outcome?] = Array(repeating: nil, count: commands.count)
        var ready: [(index: Int, entry: PreparedEntry, state: DossierState)] = []
        ready.reserveCapacity(commands.count)
        for (index, command) in commands.enumerated() {
            switch try prepare(command, on: nil) {
            case .refused(let refusal): outcomes[index] = .refused(refusal)
            case .conflict(let reference, let current): outcomes[index] = .conflict(reference, current: current)
            case .ready(let entry, let state): ready.append((index, entry, state))
            }
        }
        let results = ready.isEmpty ? [] : await queue.commit(ready.map(\.entry))
        for (item, result) in zip(ready, results) {
            switch result {
            case .recorded: outcomes[item.index] = .recorded(item.entry.reference, item.state)
            case .repeated(let reference, let version): outcomes[item.index] = .repeated(reference, version: version)
            case .conflict: throw EngineError.failed("a new case met another of the same number")
            case .failed(let error): throw error
            }
        }
        return outcomes.compactMap { $0 }
    }

    private enum Look {
        case new
        case answered(Outcome)
        case opened(OpenedDossier)
    }

    /// Opens what a command is about. A command that had been answered before is recognised first: decided anew, a
    /// repetition could look like a refusal.
    private func look(at command: Command) async throws -> Look {
        guard let reference = command.reference else { return .new }
        let key = requestKey(command.key)
        let (answered, stored) = try await engine.glance { connection in
            let answered = try connection.first(.requestKey, [.bytes(key)]) { row in
                guard let reference = Reference(number: row.integer(0)) else {
                    throw EngineError.damaged("a reference")
                }
                return Outcome.repeated(reference, version: row.int(1))
            }
            return (answered, answered == nil ? try StoredDossier(connection, reference) : nil)
        }
        if let answered { return .answered(answered) }
        guard let stored else { return .new }
        return .opened(try opened(stored, classes: classesToDecide(on: command.request, stored)))
    }

    /// What has to be unsealed to decide a request: everything of the record acted on; of other records what tests and laws
    /// may ask of them, which is never a narrative, a contact or a place.
    private func classesToDecide(on request: ActionRequest, _ stored: StoredDossier) -> (String) -> Set<SealingClass> {
        { record in
            record == request.record ? Set(SealingClass.sealed) : [.personal, .immigration]
        }
    }

    enum Preparation {
        case ready(PreparedEntry, DossierState)
        case refused(Refusal)
        case conflict(Reference, current: Int)
    }

    /// Everything that needs no database: decide, seal, chain, tokens, projections.
    func prepare(_ command: Command, on opened: OpenedDossier?) throws -> Preparation {
        if let expected = command.expected, let opened, expected != opened.state.version {
            return .conflict(opened.reference, current: opened.state.version)
        }
        let decision = casework.decide(
            command.request, on: opened?.state, kind: command.kind, today: surroundings.today(), now: surroundings.now()
        )
        guard case .accepted(let entry, let state) = decision else {
            guard case .refused(let refusal) = decision else { return .refused(Refusal([])) }
            return .refused(refusal)
        }
        guard let definition = rulebook.dossier(command.kind), let record = definition.record(entry.record) else {
            return .refused(Refusal([]))
        }
        let reference = opened?.reference ?? surroundings.reference()
        var keys = opened?.keys ?? DossierKeys(ring, reference: reference)
        let stored = try StoredEntry(
            entry, definition: record, reference: reference, keys: &keys, previous: opened?.head ?? [])
        let projection = try projector.projection(
            of: entry, state: state, definition: definition, reference: reference, keys: &keys,
            summary: opened?.row.summary)
        return .ready(
            PreparedEntry(
                dossier: opened?.row.id, reference: reference, kind: command.kind, openedOn: state.openedOn.dayNumber,
                expected: entry.version - 1, entry: stored, request: requestKey(command.key), keys: keys.fresh,
                tokens: Array(SearchTokens(key: ring.index).tokens(of: entry, search: definition.search)),
                projection: projection),
            state)
    }
}

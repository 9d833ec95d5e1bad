import Casework
import Rulebook

extension Ledger {
    /// Decides and records one command. Returns when it is on stable storage.
    ///
    /// Without an expected version a command that loses a race is decided anew on what the winner left. In every round one
    /// wins, so a command loses at most as often as others act on the same dossier at the same moment.
    ///
    /// - Parameters:
    ///   - opened: the command's dossier as ``openToDecide(_:on:)`` just answered it, to save opening it again.
    ///   - closing: the draft from which the command comes, to be closed in the same transaction; asked with the dossier's reference.
    /// - Throws: ``LedgerError/unknownReference``, or ``EngineError`` when nothing can be written.
    public func record(
        _ command: Command, on opened: OpenedDossier? = nil, closing: (@Sendable (Reference) -> DraftClosing)? = nil
    ) async throws -> Outcome {
        let outcome = try await decideAndCommit(command, on: opened, closing)
        if case .repeated = outcome { try await engine.confirm() }
        return outcome
    }

    private func decideAndCommit(
        _ command: Command, on opened: OpenedDossier?, _ closing: (@Sendable (Reference) -> DraftClosing)?
    ) async throws -> Outcome {
        var known = opened
        for _ in 0..<200 {
            var current: OpenedDossier?
            if let reference = command.reference {
                current = known?.reference == reference ? known : nil
                if current == nil { current = try await openToDecide(reference, on: command.request.record) }
                known = nil
            }
            var prepared: PreparedEntry
            let state: DossierState
            // First of all: what was done before changed the case, so that a repetition, decided anew, looks like a refusal.
            if let former = current?.repetition(of: requestKey(command.key)) { return former }
            switch try prepare(command, on: current) {
            case .refused(let refusal): return .refused(refusal)
            case .conflict(let reference, let version): return .conflict(reference, current: version)
            case .ready(let entry, let after): (prepared, state) = (entry, after)
            }
            if let closing { prepared.along = try calls(for: closing(prepared.reference), of: prepared.reference) }
            switch await queue.commit([prepared])[0] {
            case .recorded: return .recorded(prepared.reference, state)
            case .repeated(let reference, let version): return .repeated(reference, version: version)
            case .failed(let error): throw error
            case .conflict:
                if command.expected != nil {
                    let now = try await open(prepared.reference, classes: [])
                    return now.repetition(of: prepared.entry.request)
                        ?? .conflict(prepared.reference, current: now.state.version)
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
        if outcomes.contains(where: { if case .repeated = $0 { true } else { false } }) { try await engine.confirm() }
        return outcomes.compactMap { $0 }
    }

    /// Opens a dossier as far as deciding a request on one of its records needs: everything of that record; of others what
    /// tests and laws may ask of them, which is never a narrative, a contact or a place.
    public func openToDecide(_ reference: Reference, on record: String) async throws -> OpenedDossier {
        let stored = try await engine.glance { try StoredDossier($0, reference) }
        return try opened(stored) { Ledger.classesToDecide(in: $0, on: record) }
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
            entry, definition: record, reference: reference, request: requestKey(command.key), keys: &keys,
            previous: opened?.head ?? [])
        let projection = try projector.projection(
            of: entry, before: opened?.state, state: state, definition: definition, reference: reference, keys: &keys,
            summary: opened?.row.summary)
        return .ready(
            PreparedEntry(
                dossier: opened?.row.id, reference: reference, kind: command.kind, openedOn: state.openedOn.dayNumber,
                expected: entry.version - 1, entry: stored, keys: keys.fresh,
                tokens: Array(SearchTokens(ring: ring).tokens(of: entry, search: definition.search)),
                tokensGone: SearchTokens(ring: ring).takenBack(
                    by: entry, from: opened?.state, to: state, search: definition.search
                ).sorted(),
                projection: projection),
            state)
    }
}

public import Law
public import Rulebook

/// The pure kernel: a dossier's state and a request in, an entry or a refusal out.
///
/// It knows no particular record: what may be done, by whom, when and under which law all comes from the rulebook.
/// No input or output, no current time, no randomness.
public struct Casework: Sendable {
    public let rulebook: Rulebook

    public init(_ rulebook: Rulebook) {
        self.rulebook = rulebook
    }

    /// Decides whether a request may be done, and what follows from it.
    ///
    /// - Parameters:
    ///   - request: what is wanted.
    ///   - state: the dossier as it stands; `nil` opens a new one of the given kind.
    ///   - kind: the dossier kind.
    ///   - today: the civil day of `now`; nothing can have happened after it.
    ///   - now: the moment of recording.
    /// - Returns: the entry with the state after it, or every reason why not.
    public func decide(_ request: ActionRequest, on state: DossierState?, kind: String, today: CivilDate, now: Instant)
        -> Decision
    {
        do throws(Refusal) {
            let step = try Step(request, state: state, kind: kind, rulebook: rulebook)
            try step.checkActor()
            try step.checkDay(today)
            try step.checkState()
            let entry = try step.entry(now: now)
            var after = state ?? DossierState(kind: kind, openedOn: request.occurredOn)
            after.apply(entry)
            return .accepted(entry, after)
        } catch {
            return .refused(error)
        }
    }

    /// The actions that a role could try on a dossier for a purpose, state and role considered, answers and guards not.
    public func available(on state: DossierState, role: String, purpose: String) -> [(
        record: RecordDefinition, action: String
    )] {
        guard let dossier = rulebook.dossier(state.kind) else { return [] }
        return dossier.records.flatMap { record in
            let current = state.record(record.id)
            if let pending = current?.pending {
                guard let action = record.action(pending.action), action.allows(role, purpose) else {
                    return [(record: RecordDefinition, action: String)]()
                }
                return [(record, SecondPersonVerb.confirm), (record, SecondPersonVerb.sendBack)]
            }
            return record.actions.filter {
                $0.allows(role, purpose) && $0.starts(from: current?.state, many: record.isMany)
            }
            .map { (record, $0.id) }
        }
    }

    /// The first standing of the dossier whose test holds.
    public func standing(of state: DossierState, on day: CivilDate) -> String {
        guard let dossier = rulebook.dossier(state.kind), let record = dossier.records.first else { return "" }
        let circumstances = Circumstances(
            rulebook: rulebook, dossier: dossier, record: record, instance: 1, state: state, answers: [:],
            actor: Actor(account: "", role: ""), on: day, nation: state.nation)
        return dossier.standings.first { circumstances.holds($0.when) }?.code ?? ""
    }

    /// Asks a rule of `Law` about a dossier as it stands, for example for a page that shows why.
    public func law(_ name: String, about state: DossierState, record: String, on day: CivilDate) -> LawAnswer? {
        guard let dossier = rulebook.dossier(state.kind), let definition = dossier.record(record),
            LawBook.rules[name] != nil
        else { return nil }
        return Circumstances(
            rulebook: rulebook, dossier: dossier, record: definition,
            instance: max(1, state.records[record]?.count ?? 0),
            state: state, answers: [:], actor: Actor(account: "", role: ""), on: day, nation: state.nation
        ).law(name)
    }
}

extension ActionDefinition {
    func allows(_ role: String, _ purpose: String) -> Bool {
        roles.contains(role) && (purposes.isEmpty || purposes.contains(purpose))
    }

    func starts(from state: String?, many: Bool) -> Bool {
        guard let state, !state.isEmpty else { return from.isEmpty }
        return from.contains(state) || (from.isEmpty && many)
    }
}

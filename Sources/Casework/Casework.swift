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

    /// Something that could be tried on a dossier.
    public struct Offer: Sendable {
        public let record: RecordDefinition
        /// The action, or what is done with a draft of it.
        public let action: String
        /// Which of several records of the kind; `nil` where there is one, or a new one is made.
        public let instance: Int?
    }

    /// The actions that an actor could try on a dossier for a purpose: state, role and what is asked of the actor alone are
    /// considered, answers and other guards not.
    public func available(on state: DossierState, to actor: Actor, purpose: String) -> [Offer] {
        guard let dossier = rulebook.dossier(state.kind) else { return [] }
        return dossier.records.flatMap { record in
            let standing = state.records[record.id] ?? []
            if let pending = standing.last?.pending {
                guard let action = record.action(pending.action), action.allows(actor.role, purpose) else {
                    return [Offer]()
                }
                return [SecondPersonVerb.confirm, SecondPersonVerb.sendBack].map {
                    Offer(record: record, action: $0, instance: nil)
                }
            }
            return record.actions.filter { $0.allows(actor.role, purpose) }.flatMap { action -> [Offer] in
                if !record.isMany {
                    return action.starts(from: standing.last?.state)
                        && mayTry(action, actor, on: state, dossier, record, 1)
                        ? [Offer(record: record, action: action.id, instance: nil)] : []
                }
                if action.from.isEmpty {
                    return mayTry(action, actor, on: state, dossier, record, standing.count + 1)
                        ? [Offer(record: record, action: action.id, instance: nil)] : []
                }
                return standing.filter {
                    action.from.contains($0.state) && mayTry(action, actor, on: state, dossier, record, $0.instance)
                }
                .map { Offer(record: record, action: action.id, instance: $0.instance) }
            }
        }
    }

    /// Whether the guards that ask only about the actor would let them.
    private func mayTry(
        _ action: ActionDefinition, _ actor: Actor, on state: DossierState, _ dossier: DossierDefinition,
        _ record: RecordDefinition, _ instance: Int
    ) -> Bool {
        let tests = action.guards.filter { $0.when == nil && $0.condition.isAboutTheActorAlone }
        guard !tests.isEmpty else { return true }
        let circumstances = Circumstances(
            rulebook: rulebook, dossier: dossier, record: record, instance: instance, state: state, answers: [:],
            actor: actor, on: state.openedOn, nation: state.nation)
        return tests.allSatisfy { circumstances.holds($0.condition) }
    }

    /// Whether a test that names its fields in full holds on a dossier as it stands.
    public func holds(_ condition: Condition, on state: DossierState, day: CivilDate) -> Bool {
        guard let dossier = rulebook.dossier(state.kind), let record = dossier.records.first else { return false }
        return Circumstances(
            rulebook: rulebook, dossier: dossier, record: record, instance: 1, state: state, answers: [:],
            actor: Actor(account: "", role: ""), on: day, nation: state.nation
        ).holds(condition)
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

    func starts(from state: String?) -> Bool {
        guard let state, !state.isEmpty else { return from.isEmpty }
        return from.contains(state)
    }
}

extension Condition {
    /// Whether it asks about nothing but whoever acts, and answers that are there already.
    fileprivate var isAboutTheActorAlone: Bool {
        flattened.allSatisfy { part in
            switch part {
            case .actor, .actorIsAnswer, .notSameAccount, .all, .any, .not: true
            default: false
            }
        }
    }
}

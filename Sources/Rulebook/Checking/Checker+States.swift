extension Checker {
    /// Every state can be reached, and left unless it is final.
    func checkStates(of record: RecordDefinition, in dossier: DossierDefinition) {
        let file = dossier.file(record)
        let effects = dossier.actions.flatMap { $0.action.also }.filter { $0.record == record.id }
        let reached = reachable(record, from: effects.map(\.to))
        for state in record.states {
            let name = "\(file) state \(state.id)"
            needsWords(state.label, "the state \(state.id)", name: name, in: file)
            needsWords(state.survivor, "the state \(state.id) for survivors", name: name, in: file)
            if !reached.contains(state.id) {
                report(
                    name, in: file,
                    "Nothing leads to the state \(state.id) of \(record.id): add an action that does, or take the state out."
                )
            }
            let isLeft = record.actions.contains { action in
                action.from.contains(state.id) && action.destinations.contains { $0.state != state.id }
            }
            if !isLeft, !state.isFinal, !effects.contains(where: { $0.to != state.id }) {
                report(
                    name, in: file,
                    "The state \(state.id) of \(record.id) cannot be left: add an action that leaves it, or mark it `final: true`."
                )
            }
        }
    }

    /// The states that actions and other records' effects lead to, from nothing on.
    private func reachable(_ record: RecordDefinition, from effects: [String]) -> Set<String> {
        var reached = Set(effects)
        for action in record.actions where action.from.isEmpty { reached.formUnion(action.destinations.map(\.state)) }
        var grows = true
        while grows {
            let before = reached.count
            for action in record.actions where action.from.contains(where: reached.contains) {
                reached.formUnion(action.destinations.map(\.state))
            }
            grows = reached.count > before
        }
        return reached
    }
}

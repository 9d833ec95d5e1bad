import Rulebook

/// An action that opens a case: it starts from nothing, on the dossier's first records.
struct Opening {
    let record: RecordDefinition
    let action: ActionDefinition

    /// Where no journey leads to it.
    var address: String { "/new/\(record.id)/\(action.id)" }

    /// What a role may open a case with.
    static func all(in rulebook: Rulebook, kind: String = "case", role: String) -> [Opening] {
        guard let dossier = rulebook.dossier(kind) else { return [] }
        return dossier.records.filter { dossier.openers.contains($0.id) }.flatMap { record in
            record.actions.filter { $0.from.isEmpty && $0.roles.contains(role) }.map {
                Opening(record: record, action: $0)
            }
        }
    }
}

extension JourneyDefinition {
    /// Whether the journey ends in it.
    func makes(_ opening: Opening) -> Bool {
        makes.contains { $0.record == opening.record.id && $0.action == opening.action.id }
    }
}

import Casework
import Rulebook

/// Why nobody may be let near the cases with a rulebook: it leaves open who may see something, or opens what must stay shut.
public struct AccessFault: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String
}

/// What is asked of a rulebook before anybody sees a case by it. The same is told, with its place, by `firmground rulebook check`;
/// here it stops the server.
struct AccessCheck {
    let rulebook: Rulebook

    init(_ rulebook: Rulebook) {
        self.rulebook = rulebook
    }

    var faults: [AccessFault] {
        rulebook.accessFindings.map { AccessFault(description: $0.finding) } + ties
    }

    /// The records that relations are read from have the fields that this needs, open.
    private var ties: [AccessFault] {
        rulebook.dossiers.flatMap { dossier in
            (Ties.records.merging(["consent": ["purpose", "organisation", "until"]]) { own, _ in own })
                .sorted { $0.key < $1.key }.flatMap { id, fields -> [AccessFault] in
                    guard let record = dossier.record(id) else { return [] }
                    var faults = fields.compactMap { name -> AccessFault? in
                        if record.field(name)?.sealingClass == .open { return nil }
                        return AccessFault(
                            description:
                                "The record \(id) of \(dossier.id) needs a field \(name) of class open: who has to do with a case is read from it."
                        )
                    }
                    if let state = Ties.counting[id], record.state(state) == nil {
                        faults.append(
                            AccessFault(description: "The record \(id) of \(dossier.id) needs a state \(state)."))
                    }
                    return faults
                }
        }
    }
}

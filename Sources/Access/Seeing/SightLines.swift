import Casework
import Ledger
import Rulebook

/// What a role may see of a kind of dossier for a purpose, line by line as the rulebook has it.
///
/// Worked out once: roles do not change while the program runs.
struct SightLines: Sendable {
    struct Line: Sendable {
        let relations: Set<Relation>
        let consents: [String]
        let bases: [String]
        let when: Condition?
        /// The classes seen in each record that is seen at all.
        let records: [String: SealingClasses]

        /// Whether it asks for no consent.
        var isUnconditional: Bool { consents.isEmpty && bases.isEmpty }
    }

    let lines: [Line]
    /// The classes in which consents and lawful bases are found: unsealed for the gates, and shown to nobody for that.
    let needed: SealingClasses

    init?(_ role: RoleDefinition, purpose: String, of dossier: DossierDefinition, in rulebook: Rulebook) {
        let sights = role.sees.filter { $0.dossier == dossier.id && $0.purposes.contains(purpose) }
        guard !sights.isEmpty else { return nil }
        lines = sights.map { sight in
            var records: [String: SealingClasses] = [:]
            for record in dossier.records where sight.covers(record.id) { records[record.id] = sight.classes }
            return Line(
                relations: sight.relations, consents: sight.consents, bases: sight.bases, when: sight.when,
                records: records)
        }
        var needed: SealingClasses = []
        for sight in sights {
            let conditions =
                sight.consents.compactMap { rulebook.sharing.consent($0) }.flatMap { [$0.givenWhen, $0.refusedWhen] }
                + sight.bases.compactMap { rulebook.sharing.basis($0) }.map(\.when)
            for condition in conditions.compactMap({ $0 }).flatMap(\.flattened) {
                guard case .field(let path, _) = condition, let field = dossier.field(path) else { continue }
                needed.formUnion(SealingClasses(field.sealingClass))
            }
        }
        self.needed = needed.subtracting(.open)
    }

    /// The relations that open anything at all.
    var relations: Set<Relation> { lines.reduce(into: []) { $0.formUnion($1.relations) } }
}

/// What somebody sees of one dossier: the lines of which every gate is open, together.
///
/// Each line opens its classes in its records and nowhere else: a class seen in one record is not thereby seen in another.
struct Sight: Sendable {
    /// Every class seen anywhere.
    private(set) var classes: SealingClasses = []
    /// The classes seen in each record that is seen at all.
    private var records: [String: SealingClasses] = [:]
    /// What the viewer has to do with the dossier, as far as it opened anything.
    let relations: Set<Relation>

    init(_ lines: [SightLines.Line], relations: Set<Relation>) {
        self.relations = relations
        for line in lines {
            for (record, classes) in line.records {
                records[record, default: []].formUnion(classes)
                self.classes.formUnion(classes)
            }
        }
    }

    var isBlind: Bool { records.isEmpty }

    func sees(_ record: String) -> Bool { records[record] != nil }

    func classes(in record: String) -> SealingClasses { records[record] ?? [] }
}

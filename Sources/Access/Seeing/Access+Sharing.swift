import Casework
public import Ledger
public import Rulebook

/// What may go to whom for one dossier, and why: by consent, by law, by the work itself, or not.
public struct Sharing: Sendable {
    /// A consent as it stands for everybody, and for organisations that have an answer of their own.
    public struct Consent: Sendable {
        public let definition: ConsentDefinition
        public let standing: ConsentStanding
        public let forOrganisations: [(name: String, standing: ConsentStanding)]
    }

    /// A lawful basis other than consent, and whether it applies by itself.
    public struct Basis: Sendable {
        public let definition: BasisDefinition
        public let applies: Bool
    }

    /// Why a kind of worker may or may not see some classes.
    public enum Reason: Sendable {
        /// Their work needs it, and nothing is asked.
        case work
        /// The person agreed, to each of these.
        case consents([ConsentDefinition])
        /// One of the consents was given to some organisations only.
        case consentsOfSome([ConsentDefinition])
        case basis(BasisDefinition)
        /// What would have to be agreed to.
        case missing([ConsentDefinition])
    }

    /// One line: a kind of worker, for a purpose, what they need to have to do with the case, and what they see then.
    public struct Line: Sendable {
        public let role: RoleDefinition
        public let purposes: [String]
        public let relations: [Relation]
        public let records: [RecordDefinition]
        public let classes: SealingClasses
        public let reason: Reason

        public var isOpen: Bool {
            if case .missing = reason { false } else { true }
        }
    }

    public let consents: [Consent]
    public let bases: [Basis]
    public let lines: [Line]
}

extension Access {
    /// What may go to whom for a dossier that the account sees. Says what kinds of worker could see, never who there is.
    ///
    /// - Throws: as ``view(_:kind:for:purpose:extent:detail:)``.
    public func sharing(_ reference: Reference, for account: Account, purpose: String) async throws -> Sharing {
        try await discreetly(reference, account, purpose) {
            let needed = SightLines.needed(of: rulebook)
            let (opened, sight) = try await open(reference, kind: "case", for: account, purpose: purpose) { _ in
                { _ in needed }
            }
            guard sight.sees("consent") else { throw LedgerError.unknownReference }
            guard await lookout.saw(opened, sight, account, purpose, "sharing") else { throw LookNotKept() }
            return try await sharing(opened.state)
        }
    }

    private func sharing(_ state: DossierState) async throws -> Sharing {
        let consents = Consents(of: state, casework: ledger.casework, on: ledger.today)
        let named = Set((state.records["consent"] ?? []).compactMap { $0.text("organisation") }).sorted()
        var names: [String: String] = [:]
        for id in named { names[id] = try await directory.organisation(id)?.name ?? id }
        let listed = rulebook.sharing.consents.map { definition in
            Sharing.Consent(
                definition: definition, standing: consents.standing(definition.id, for: nil),
                forOrganisations: named.compactMap { id in
                    let standing = consents.standing(definition.id, for: id)
                    return standing.organisation == nil ? nil : (names[id] ?? id, standing)
                })
        }
        let bases = rulebook.sharing.bases.map { Sharing.Basis(definition: $0, applies: consents.applies($0.id)) }
        guard let dossier = rulebook.dossier(state.kind) else {
            return Sharing(consents: listed, bases: bases, lines: [])
        }
        let lines = rulebook.roles.flatMap { role in
            role.sees.filter { $0.dossier == dossier.id }.map { sight in
                Sharing.Line(
                    role: role, purposes: sight.purposes, relations: sight.relations.sorted(),
                    records: dossier.records.filter { sight.covers($0.id) }, classes: sight.classes,
                    reason: reason(for: sight, consents, named))
            }
        }
        return Sharing(consents: listed, bases: bases, lines: lines)
    }

    private func reason(for sight: RoleDefinition.Sight, _ consents: Consents, _ named: [String]) -> Sharing.Reason {
        if sight.consents.isEmpty, sight.bases.isEmpty { return .work }
        if let basis = sight.bases.first(where: consents.applies).flatMap({ rulebook.sharing.basis($0) }) {
            return .basis(basis)
        }
        let definitions = sight.consents.compactMap { rulebook.sharing.consent($0) }
        let missing = definitions.filter { consents.standing($0.id, for: nil).answer != .given }
        if missing.isEmpty { return .consents(definitions) }
        if named.contains(where: { consents.allow(sight.consents, [], for: $0) }) {
            return .consentsOfSome(definitions)
        }
        return .missing(missing)
    }
}

extension SightLines {
    /// The classes in which consents and lawful bases are found, for all roles together.
    static func needed(of rulebook: Rulebook) -> SealingClasses {
        rulebook.dossier("case").map { dossier in
            rulebook.roles.reduce(into: SealingClasses()) { classes, role in
                for purpose in Set(role.sees.flatMap(\.purposes)) {
                    classes.formUnion(SightLines(role, purpose: purpose, of: dossier, in: rulebook)?.needed ?? [])
                }
            }
        } ?? []
    }
}

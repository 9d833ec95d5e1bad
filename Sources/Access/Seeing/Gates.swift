import Casework
import Ledger
import Rulebook

/// The gates before a dossier: role, relation, purpose, and consent or legal basis.
struct Gates: Sendable {
    private struct Key: Hashable {
        let role: String
        let purpose: String
        let kind: String
    }

    private let lines: [Key: SightLines]
    let casework: Casework

    init(_ casework: Casework) {
        self.casework = casework
        let rulebook = casework.rulebook
        var lines: [Key: SightLines] = [:]
        for role in rulebook.roles {
            for dossier in rulebook.dossiers {
                for purpose in Set(role.sees.flatMap(\.purposes)) {
                    let key = Key(role: role.id, purpose: purpose, kind: dossier.id)
                    lines[key] = SightLines(role, purpose: purpose, of: dossier, in: rulebook)
                }
            }
        }
        self.lines = lines
    }

    /// What a role might see of a kind of dossier for a purpose; `nil`: nothing, whatever the relation and the consent.
    func lines(_ role: String, purpose: String, kind: String) -> SightLines? {
        lines[Key(role: role, purpose: purpose, kind: kind)]
    }

    /// What an account sees of a dossier for a purpose; `nil`: nothing, so that the dossier is as good as absent.
    ///
    /// - Parameter state: open at least as far as the lines need.
    func sight(of state: DossierState, for account: Account, purpose: String, at moment: Moment) -> Sight? {
        guard let lines = lines(account.role, purpose: purpose, kind: state.kind),
            let definition = casework.rulebook.dossier(state.kind)
        else { return nil }
        let relations = Relations(Ties(of: state, definition)).of(
            account, purpose: purpose, at: moment, emergency: casework.rulebook.sharing.emergency)
        guard !relations.isDisjoint(with: lines.relations) else { return nil }
        let consents = Consents(of: state, casework: casework, on: moment.day)
        let open = lines.lines.filter { line in
            !line.relations.isDisjoint(with: relations)
                && (line.when.map { casework.holds($0, on: state, day: moment.day) } ?? true)
                && (line.isUnconditional || consents.allow(line.consents, line.bases, for: account.organisation))
        }
        let sight = Sight(open, relations: relations.intersection(lines.relations))
        return sight.isBlind ? nil : sight
    }
}

/// When somebody looks: the day for consents and invitations, the instant for emergencies.
struct Moment: Sendable {
    let day: CivilDate
    let instant: Instant
}

/// What people have to do with a dossier.
struct Relations {
    let ties: Ties

    init(_ ties: Ties) {
        self.ties = ties
    }

    /// Every relation of an account; none for whoever has a conflict of interest.
    func of(_ account: Account, purpose: String, at moment: Moment, emergency: EmergencyDefinition) -> Set<Relation> {
        if ties.conflicts.contains(account.id) { return [] }
        var relations: Set<Relation> = [.any]
        for assignment in ties.assignments where assignment.organisation == account.organisation {
            relations.insert(.organisation)
            if assignment.account == account.id { relations.insert(.assigned) }
            if let unit = assignment.unit, unit == account.unit { relations.insert(.team) }
        }
        if ties.opener == account.organisation, !account.organisation.isEmpty { relations.insert(.organisation) }
        if account.bodies.contains(where: ties.bodies.contains) { relations.insert(.organisation) }
        // A council covers its own area.
        if (account.areas + account.bodies).contains(where: ties.areas.contains) { relations.insert(.area) }
        for invitation in ties.invitations
        where invitation.organisation == account.organisation && invitation.purpose == purpose
            && moment.day <= invitation.until && (invitation.account.map { $0 == account.id } ?? true)
        {
            relations.insert(.invited)
        }
        let length = Int64(emergency.hours) * 3_600_000
        for opening in ties.emergencies where opening.account == account.id {
            let elapsed = moment.instant.milliseconds - opening.openedAt.milliseconds
            if elapsed >= 0, elapsed < length { relations.insert(.emergency) }
        }
        return relations
    }
}

import Casework
public import Ledger
public import Rulebook

/// Whose work a worklist shows.
public enum WorkScope: String, Sendable, CaseIterable {
    /// The account's own.
    case mine
    /// That of everybody with the same role in the organisation.
    case organisation
}

extension Access {
    /// The kinds of clock that an account's worklist holds, in the order in which they press; empty for a role without worklist.
    public func worklistKinds(_ account: Account) -> [ClockDefinition.Kind] {
        guard mayList("worklist", account), let role = rulebook.role(account.role) else { return [] }
        let owned = Set(
            rulebook.dossiers.flatMap(\.records).flatMap(\.clocks).filter { $0.owner == role.worklistOf }.map(\.kind))
        return ClockDefinition.Kind.allCases.filter(owned.contains)
    }

    /// Whose work an account's worklist may show, the usual first: the organisation's only where its relation opens cases.
    public func worklistScopes(_ account: Account) -> [WorkScope] {
        guard mayList("worklist", account) else { return [] }
        let relations = relations(of: account.role)
        return relations.isDisjoint(with: [.organisation, .any]) ? [.mine] : [.organisation, .mine]
    }

    /// The worklist of an account; empty for a role that has none.
    ///
    /// - Parameters:
    ///   - kind: which clocks; the most pressing kind that the role has when left out.
    ///   - scope: whose; the usual of the role when left out.
    public func worklist(
        _ account: Account, kind: ClockDefinition.Kind? = nil, scope: WorkScope? = nil,
        after cursor: WorklistCursor = .start, limit: Int = 25
    ) async throws -> [WorklistItem] {
        let scopes = worklistScopes(account)
        guard let role = rulebook.role(account.role), let kind = kind ?? worklistKinds(account).first,
            let scope = scope.map({ scopes.contains($0) ? $0 : nil }) ?? scopes.first
        else { return [] }
        let hands: Ledger.Hands =
            scope == .mine ? .assignee(account.id) : .holder(holder(of: account, for: role.worklistOf))
        let items = try await ledger.worklist(
            owner: role.worklistOf, in: hands, kind: kind, after: cursor, limit: limit)
        let conflicts = try await ledger.conflicts(of: account.id)
        let shown = conflicts.isEmpty ? items : items.filter { !conflicts.contains($0.dossier.reference) }
        guard await lookout.listed(account, "worklist") else { throw LookNotKept() }
        return seesNames(account) ? shown : shown.map { $0.withoutTitle }
    }

    /// The scope under which the work of a role stands for an account; `nil`: work that is in nobody's hands.
    private func holder(of account: Account, for role: String) -> String? {
        for dossier in rulebook.dossiers {
            guard let path = dossier.concerns.holders[role]?.fields.first, let list = dossier.field(path)?.list else {
                continue
            }
            let body = account.bodies.first { $0.hasPrefix(list + ":") }
            // A decision maker of no authority has no worklist, and not that of nobody's cases.
            return Scope.body(body ?? list + ":")
        }
        if relations(of: account.role).contains(.any) { return nil }
        return Scope.organisation(account.organisation)
    }

    /// A search by an account; `nil` for a role that may not search.
    ///
    /// What the account may not see leaves no trace in the result, and the answer comes at a moment that does not tell how much
    /// there was to sift.
    public func search(_ text: String, for account: Account) async throws -> SearchResult? {
        guard mayList("search", account) else { return nil }
        let discretion = Discretion()
        let purposes = Array(Set((rulebook.role(account.role)?.sees ?? []).flatMap(\.purposes))).sorted()
        let isEverywhere = relations(of: account.role).contains(.any)
        let (gates, moment, names) = (gates, moment, seesNames(account))
        let result = try await ledger.search(text, within: isEverywhere ? nil : account.scopes) { opened in
            for purpose in purposes {
                if gates.sight(of: opened.state, for: account, purpose: purpose, at: moment) != nil {
                    return names ? .named : .listed
                }
            }
            return .hidden
        }
        await discretion.wait()
        guard await lookout.searched(text, account, result) else { throw LookNotKept() }
        return result
    }

    private func relations(of role: String) -> Set<Relation> {
        (rulebook.role(role)?.sees ?? []).filter { $0.dossier == "case" }.reduce(into: []) {
            $0.formUnion($1.relations)
        }
    }

    /// Whether a role sees the names of every case that its lists can hold: without consent, and not only in an emergency.
    private func seesNames(_ account: Account) -> Bool {
        rulebook.role(account.role)?.sees.contains { sight in
            sight.classes.contains(.personal) && sight.consents.isEmpty && sight.bases.isEmpty
                && sight.relations != [.emergency]
        } ?? false
    }
}

import Casework
public import Ledger
public import Rulebook

/// Decides who sees what, in one place. What is not allowed by the rulebook's roles is not seen.
public struct Access: Sendable {
    public let ledger: Ledger

    public init(_ ledger: Ledger) {
        self.ledger = ledger
    }

    private var rulebook: Rulebook { ledger.rulebook }

    /// What a role may see of a kind of dossier for a purpose.
    ///
    /// Each line of the rulebook opens its classes in its records and nowhere else: a class seen in one record is not thereby seen
    /// in another.
    struct Sight {
        let lines: [RoleDefinition.Sight]

        /// Every class seen anywhere.
        var classes: Set<SealingClass> { lines.reduce(into: []) { $0.formUnion($1.classes) } }

        func sees(_ record: String) -> Bool { lines.contains { $0.covers(record) } }

        func classes(in record: String) -> Set<SealingClass> {
            lines.filter { $0.covers(record) }.reduce(into: []) { $0.formUnion($1.classes) }
        }
    }

    /// The purposes a role may declare.
    public func purposes(of role: String) -> [String] {
        var purposes: [String] = []
        for sight in rulebook.role(role)?.sees ?? [] {
            for purpose in sight.purposes where !purposes.contains(purpose) { purposes.append(purpose) }
        }
        for dossier in rulebook.dossiers {
            for action in dossier.records.flatMap(\.actions) where action.roles.contains(role) {
                for purpose in action.purposes where !purposes.contains(purpose) { purposes.append(purpose) }
            }
        }
        return purposes
    }

    public func mayList(_ list: String, _ account: Account) -> Bool {
        rulebook.role(account.role)?.lists.contains(list) ?? false
    }

    func sight(_ role: String, purpose: String, kind: String) -> Sight? {
        let matching = (rulebook.role(role)?.sees ?? []).filter { $0.dossier == kind && $0.purposes.contains(purpose) }
        return matching.isEmpty ? nil : Sight(lines: matching)
    }

    /// The kinds of clock that an account's worklist holds, in the order in which they press; empty for a role without worklist.
    public func worklistKinds(_ account: Account) -> [ClockDefinition.Kind] {
        guard mayList("worklist", account), let role = rulebook.role(account.role) else { return [] }
        let owned = Set(
            rulebook.dossiers.flatMap(\.records).flatMap(\.clocks).filter { $0.owner == role.worklistOf }.map(\.kind))
        return ClockDefinition.Kind.allCases.filter(owned.contains)
    }

    /// The worklist of an account's role; empty for a role that has none.
    ///
    /// - Parameter kind: which clocks; the most pressing kind that the role has when left out.
    public func worklist(
        _ account: Account, kind: ClockDefinition.Kind? = nil, after cursor: WorklistCursor = .start, limit: Int = 25
    ) async throws -> [WorklistItem] {
        guard let role = rulebook.role(account.role), let kind = kind ?? worklistKinds(account).first,
            mayList("worklist", account)
        else { return [] }
        let items = try await ledger.worklist(owner: role.worklistOf, kind: kind, after: cursor, limit: limit)
        return seesNames(account) ? items : items.map { $0.withoutTitle }
    }

    /// A search by an account; `nil` for a role that may not search.
    public func search(_ text: String, for account: Account) async throws -> SearchResult? {
        guard mayList("search", account) else { return nil }
        let result = try await ledger.search(text)
        guard !seesNames(account) else { return result }
        return result.withoutTitles
    }

    private func seesNames(_ account: Account) -> Bool {
        rulebook.role(account.role)?.sees.contains { $0.classes.contains(.personal) } ?? false
    }

    /// The dossier as the account may see it for the purpose.
    ///
    /// - Parameter extent: how much of it is wanted; what is not wanted is not even unsealed.
    /// - Throws: `LedgerError.unknownReference`, the same whether the dossier is absent or not for this account's eyes.
    public func view(
        _ reference: Reference, for account: Account, purpose: String, extent: ViewExtent = .everything
    ) async throws -> DossierView {
        guard let sight = sight(account.role, purpose: purpose, kind: "case") else {
            throw LedgerError.unknownReference
        }
        let opened = try await ledger.open(reference, classes: sight.classes.intersection(extent.classes))
        return try view(opened, for: account, purpose: purpose, extent: extent)
    }

    /// Turns an opened dossier into the view of it. The one door from dossier to page.
    public func view(
        _ opened: OpenedDossier, for account: Account, purpose: String, extent: ViewExtent = .everything
    ) throws -> DossierView {
        guard let sight = sight(account.role, purpose: purpose, kind: opened.state.kind),
            let definition = rulebook.dossier(opened.state.kind)
        else { throw LedgerError.unknownReference }
        return ViewBuilder(
            casework: ledger.casework, definition: definition, opened: opened, sight: sight, account: account,
            purpose: purpose,
            extent: extent, today: ledger.today
        ).view()
    }
}

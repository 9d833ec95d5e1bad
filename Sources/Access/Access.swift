import Casework
public import Ledger
import Rulebook

/// Decides who sees what, in one place. What is not allowed by the rulebook's roles is not seen.
public struct Access: Sendable {
    public let ledger: Ledger

    public init(_ ledger: Ledger) {
        self.ledger = ledger
    }

    private var rulebook: Rulebook { ledger.rulebook }

    /// What a role may see of a kind of dossier for a purpose.
    struct Sight {
        let classes: Set<SealingClass>
        /// `nil`: every record.
        let records: Set<String>?

        func sees(_ record: String) -> Bool { records?.contains(record) ?? true }
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
        guard !matching.isEmpty else { return nil }
        let all = matching.contains { $0.records == nil }
        return Sight(
            classes: matching.reduce(into: []) { $0.formUnion($1.classes) },
            records: all ? nil : Set(matching.flatMap { $0.records ?? [] }))
    }

    /// The worklist of an account's role; empty for a role that has none.
    public func worklist(
        _ account: Account, after cursor: WorklistCursor = .start, limit: Int = 25
    ) async throws -> [WorklistItem] {
        guard mayList("worklist", account), let role = rulebook.role(account.role) else { return [] }
        let items = try await ledger.worklist(owner: role.worklistOf, after: cursor, limit: limit)
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
    /// - Throws: `LedgerError.unknownReference`, the same whether the dossier is absent or not for this account's eyes.
    public func view(_ reference: Reference, for account: Account, purpose: String) async throws -> DossierView {
        guard let sight = sight(account.role, purpose: purpose, kind: "case") else { throw LedgerError.unknownReference }
        let opened = try await ledger.open(reference, classes: sight.classes)
        return try view(opened, for: account, purpose: purpose)
    }

    /// Turns an opened dossier into the view of it. The one door from dossier to page.
    public func view(_ opened: OpenedDossier, for account: Account, purpose: String) throws -> DossierView {
        guard let sight = sight(account.role, purpose: purpose, kind: opened.state.kind),
            let definition = rulebook.dossier(opened.state.kind)
        else { throw LedgerError.unknownReference }
        return ViewBuilder(
            casework: ledger.casework, definition: definition, opened: opened, sight: sight, account: account, purpose: purpose,
            today: ledger.today
        ).view()
    }
}

import Casework
public import Ledger
public import Rulebook

/// Decides who sees what, in one place. What is not allowed by the rulebook's roles is not seen.
public struct Access: Sendable {
    public let ledger: Ledger
    /// Worked out once: roles do not change while the program runs.
    private let sights: [SightKey: Sight]

    public init(_ ledger: Ledger) {
        self.ledger = ledger
        var sights: [SightKey: Sight] = [:]
        for role in ledger.rulebook.roles {
            for dossier in ledger.rulebook.dossiers {
                for purpose in Set(role.sees.flatMap(\.purposes)) {
                    let lines = role.sees.filter { $0.dossier == dossier.id && $0.purposes.contains(purpose) }
                    guard !lines.isEmpty else { continue }
                    sights[SightKey(role: role.id, purpose: purpose, kind: dossier.id)] = Sight(lines, of: dossier)
                }
            }
        }
        self.sights = sights
    }

    private struct SightKey: Hashable {
        let role: String
        let purpose: String
        let kind: String
    }

    private var rulebook: Rulebook { ledger.rulebook }

    /// What a role may see of a kind of dossier for a purpose.
    ///
    /// Each line of the rulebook opens its classes in its records and nowhere else: a class seen in one record is not thereby seen
    /// in another.
    struct Sight: Sendable {
        /// Every class seen anywhere.
        let classes: SealingClasses
        /// The classes seen in each record that is seen at all.
        private let records: [String: SealingClasses]

        init(_ lines: [RoleDefinition.Sight], of dossier: DossierDefinition) {
            classes = lines.reduce(into: []) { $0.formUnion($1.classes) }
            var records: [String: SealingClasses] = [:]
            for line in lines {
                for record in dossier.records where line.covers(record.id) {
                    records[record.id, default: []].formUnion(line.classes)
                }
            }
            self.records = records
        }

        func sees(_ record: String) -> Bool { records[record] != nil }

        func classes(in record: String) -> SealingClasses { records[record] ?? [] }
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
        sights[SightKey(role: role, purpose: purpose, kind: kind)]
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

    /// Opens a case to act on one of its records: where it stands, for the page, and what deciding needs, for the kernel alone.
    ///
    /// - Throws: `LedgerError.unknownReference`, the same whether the dossier is absent or not for this account's eyes.
    public func viewToAct(
        _ reference: Reference, on record: String, for account: Account, purpose: String
    ) async throws -> ViewToAct {
        guard sight(account.role, purpose: purpose, kind: "case") != nil else { throw LedgerError.unknownReference }
        let opened = try await ledger.openToDecide(reference, on: record)
        return ViewToAct(
            view: try view(opened, for: account, purpose: purpose, extent: .standing), opened: opened)
    }

    /// Decides and records a command on a case that was opened for it.
    public func record(_ command: Command, on target: ViewToAct) async throws -> Outcome {
        try await ledger.record(command, on: target.opened)
    }
}

/// A case opened to act on it.
public struct ViewToAct: Sendable {
    /// Where it stands. No answers.
    public let view: DossierView
    /// More than the account may see: it never leaves this module.
    let opened: OpenedDossier
}

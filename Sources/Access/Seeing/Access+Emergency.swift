public import Casework
public import Ledger
import Rulebook

extension Access {
    /// Whether a role may break the glass.
    public func mayBreakGlass(_ account: Account) -> Bool {
        rulebook.role(account.role)?.sees.contains { $0.dossier == "case" && $0.relations.contains(.emergency) }
            ?? false
    }

    /// Opens a case to somebody who has nothing to do with it, because a life is at risk: for a short while, with a reason. A second
    /// person learns of it at once, by the message that goes with the entry, and has to look at it.
    ///
    /// Whoever has declared a conflict of interest cannot: for them the case is as absent as ever.
    ///
    /// - Parameters:
    ///   - answers: the fields of `emergency_access.open`.
    ///   - key: recognises the request when it is sent twice.
    /// - Throws: `LedgerError.unknownReference` when there is no such case.
    public func breakGlass(
        _ reference: Reference, _ answers: [String: RawAnswer], by account: Account, key: String
    ) async throws -> Outcome {
        try await discreetly(reference, account, "safeguard") {
            guard mayBreakGlass(account) else { throw LedgerError.unknownReference }
            let opened = try await ledger.openToDecide(reference, on: "emergency_access")
            guard opened.state.kind == "case", let definition = rulebook.dossier("case"),
                !Ties(of: opened.state, definition).conflicts.contains(account.id)
            else { throw LedgerError.unknownReference }
            let request = ActionRequest(
                record: "emergency_access", action: "open", answers: answers, actor: account.actor,
                purpose: "safeguard", occurredOn: today)
            return try await ledger.record(
                Command(reference: reference, request: request, key: "\(account.id) \(key)"), on: opened)
        }
    }

    /// Whether an account still sees a dossier, asked after it did something that may have shut it out. Keeps no look.
    public func stillSees(_ reference: Reference, _ account: Account, purpose: String) async throws -> Bool {
        do {
            _ = try await open(reference, kind: "case", for: account, purpose: purpose) { _ in { _ in [] } }
            return true
        } catch LedgerError.unknownReference {
            return false
        }
    }
}

import Casework
public import Ledger
public import Rulebook

/// A referral in the list of those who made it: nothing of whom it is about.
public struct ReferralListing: Sendable {
    public let reference: Reference
    /// As far as its outcome may be told.
    public let standing: Wording
    public let standingCode: String
    /// What whoever refers calls it: their own reference.
    public let ownReference: String
    public let openedOn: CivilDate
    /// Questions that wait for an answer.
    public let questions: Int
    /// Where the next page goes on.
    public let cursor: Int64
}

extension Access {
    /// The cases that an account's organisation opened or has, the latest first, as far as its role sees them.
    ///
    /// Cost: a walk along an index, and each case of the page opened without unsealing anything.
    public func referrals(of account: Account, before cursor: Int64? = nil, limit: Int) async throws
        -> [ReferralListing]
    {
        guard let purpose = journeys(account).first?.purpose, !account.organisation.isEmpty else { return [] }
        var found: [ReferralListing] = []
        var position = cursor ?? .max
        while found.count < limit {
            let page = try await ledger.dossiers(
                under: Scope.organisation(account.organisation), before: position, limit: limit)
            for (place, dossier) in page where found.count < limit {
                position = place
                guard dossier.kind == "case",
                    let listing = try await listing(dossier.reference, place, account, purpose)
                else { continue }
                found.append(listing)
            }
            if page.count < limit { break }
        }
        guard await lookout.listed(account, "referrals") else { throw LookNotKept() }
        return found
    }

    private func listing(
        _ reference: Reference, _ place: Int64, _ account: Account, _ purpose: String
    ) async throws -> ReferralListing? {
        do {
            let (opened, sight) = try await open(reference, kind: "case", for: account, purpose: purpose) { _ in
                { _ in [] }
            }
            guard let definition = rulebook.dossier(opened.state.kind) else { return nil }
            let code = ledger.casework.standing(of: opened, as: sight, on: ledger.today)
            let questions = opened.state.openQuestions.filter { id in
                definition.records.contains { record in
                    sight.sees(record.id)
                        && record.questions.contains {
                            $0.referrer != nil && (id == $0.id || id.hasPrefix($0.id + "."))
                        }
                }
            }
            let requests = (opened.state.records["information_request"] ?? []).filter { $0.state == "asked" }.count
            return ReferralListing(
                reference: reference, standing: definition.standing(code)?.label ?? Wording(["en": code]),
                standingCode: code, ownReference: ownReference(opened.state), openedOn: opened.state.openedOn,
                questions: questions.count + requests, cursor: place)
        } catch LedgerError.unknownReference {
            return nil
        }
    }

    /// The first open answer by which the referrer knows the case again.
    private func ownReference(_ state: DossierState) -> String {
        for record in rulebook.dossier(state.kind)?.records ?? [] {
            guard let field = record.field("referrer_reference"), field.sealingClass == .open else { continue }
            if let text = state.record(record.id)?.text(field.id) { return text }
        }
        return ""
    }
}

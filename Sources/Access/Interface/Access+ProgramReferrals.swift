public import Casework
public import Ledger
import Rulebook

extension Access {
    /// What becomes of an act on a referral.
    public enum Acting: Sendable {
        case done
        case refused(Refusal)
        /// Somebody else changed the case in the same moment.
        case changed
    }

    /// Does something to a referral that an organisation made.
    ///
    /// - Parameters:
    ///   - key: recognises the request when it comes again.
    /// - Throws: `LedgerError.unknownReference` when it is not there, or not for these eyes.
    public func act(
        _ action: String, on record: String, of reference: Reference, answers: [String: RawAnswer], key: String,
        by account: Account
    ) async throws -> Acting {
        let purpose = journeys(account).first?.purpose ?? ""
        let target = try await viewToAct(reference, on: record, for: account, purpose: purpose)
        let request = ActionRequest(
            record: record, action: action, answers: answers, actor: account.actor, purpose: purpose,
            occurredOn: ledger.today)
        let command = Command(reference: reference, request: request, key: "\(account.id) \(key)")
        switch try await self.record(command, on: target) {
        case .recorded, .repeated: return .done
        case .refused(let refusal): return .refused(refusal)
        case .conflict: return .changed
        }
    }

    /// Takes in referrals of an organisation, each by itself. One with a key that its organisation sent before is made once; what
    /// another organisation sent is never told apart from what nobody sent.
    public func takeIn(
        _ referrals: [(request: ActionRequest, key: String)], by account: Account
    ) async throws -> [Outcome] {
        guard !journeys(account).isEmpty else { throw LedgerError.unknownReference }
        let commands = referrals.map { referral in
            Command(
                reference: nil, request: referral.request, key: "organisation \(account.organisation) \(referral.key)")
        }
        return try await ledger.open(commands)
    }

    /// 32 bytes that nobody can guess.
    public func randomSecret() -> [UInt8] { Accounts.randomBytes() }

    /// The key with which the places of pages are signed: another for every ledger.
    public var pageKey: [UInt8] { ledger.code(of: "places of pages", as: "interface") }
}

import Casework
import Exchange
import Foundation
public import Ledger
import Rulebook

/// The fictional referrals that stand beside the tests, as the commands that an import makes of them.
public enum SampleReferrals {
    /// - Parameter file: `answers.ndjson` or `casework.ndjson`.
    public static func commands(_ file: String = "answers.ndjson") throws -> [Command] {
        let reader = ReferralReader(rulebook: UnitedKingdom.rulebook, actor: Someone.importer)
        let path = UnitedKingdom.repository.appending(path: "Tests/ExchangeTests/Fixtures/referrals/\(file)")
        return try Data(contentsOf: path).split(separator: UInt8(ascii: "\n")).compactMap { line in
            guard case .referral(let referral) = reader.read(Array(line), receivedOn: UnitedKingdom.day("2026-10-01"))
            else {
                return nil
            }
            return Command(reference: nil, request: referral.request, key: "referral \(referral.externalID ?? "")")
        }
    }
}

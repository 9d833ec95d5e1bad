import Casework
import Exchange
import Foundation
import Law
import Rulebook
import StrictJSON
import Testing

/// The fictional referrals that stand beside these tests, and the rulebook they are read by.
enum Samples {
    static let day = CivilDate("2026-12-01")!

    /// A role and a purpose that may submit both a referral and a duty to notify report.
    static let actor = Actor(account: "importer", role: "first_responder", organisation: "test")
    static let purpose = "refer"

    static let rulebookFolder = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "../../Rulebooks/uk")

    static let rulebook: Rulebook = {
        do {
            return try Rulebook(try RulebookSource(folder: rulebookFolder))
        } catch {
            fatalError("The rulebook cannot be read: \(error)")
        }
    }()

    static let reader = ReferralReader(rulebook: rulebook, actor: actor, purpose: purpose)

    static func lines(_ name: String) throws -> [[UInt8]] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/referrals/\(name)")
        let data = try Data(contentsOf: file)
        return data.split(separator: UInt8(ascii: "\n")).map { Array($0) }
    }

    static func read(_ text: String) -> ReferralLine { reader.read(Array(text.utf8), receivedOn: day) }

    static func read(_ json: JSON) -> ReferralLine { reader.read(json.bytes, receivedOn: day) }

    /// What the kernel says to a line on the last day of 2026.
    static func decide(_ request: ActionRequest) -> Decision {
        Casework(rulebook).decide(
            request, on: nil, kind: "case", today: CivilDate("2026-12-31")!,
            now: Instant(milliseconds: 1_798_700_000_000))
    }
}

extension ReferralLine {
    var referral: IncomingReferral? {
        if case .referral(let referral) = self { referral } else { nil }
    }

    var request: ActionRequest? { referral?.request }

    var reasons: [String] {
        if case .refused(let reasons) = self { reasons.map(\.code) } else { [] }
    }

    var isBlank: Bool {
        if case .blank = self { true } else { false }
    }
}

extension Decision {
    var entry: Entry? {
        if case .accepted(let entry, _) = self { entry } else { nil }
    }

    var reasons: [String] {
        if case .refused(let refusal) = self { refusal.reasons.map { "\($0.field ?? "-"): \($0.code)" } } else { [] }
    }
}

extension JSON {
    /// The object with one member changed, added or, for `nil`, removed.
    func setting(_ key: String, to value: JSON?) -> JSON {
        let others = (members ?? []).filter { $0.key != key }
        return .object(others + (value.map { [Member(key: key, value: $0)] } ?? []))
    }
}

public import Casework
import Rulebook
public import StrictJSON

/// What a receiver is told: that something happened to a referral, and when. Never what: it reads that with its key, so
/// that a message that goes astray says nothing about a person.
public struct HookEvent: Sendable, Hashable {
    /// What happened. Names are never changed; new ones may come, and a receiver passes over those it does not know.
    public enum Kind: String, Sendable, CaseIterable {
        case received = "referral.received"
        /// A question was raised about the referral, or put to the referrer.
        case question = "referral.question"
        case questionSettled = "referral.question_settled"
        /// A decision was made and the survivor has been told.
        case decided = "referral.decided"
        case supportStarted = "referral.support_started"
        case corrected = "referral.corrected"
        case withdrawn = "referral.withdrawn"
        /// Sent when somebody tries out a webhook; it is about no referral.
        case test = "webhook.test"
    }

    public let kind: Kind
    /// The case's reference; `nil` for a test.
    public let reference: String?
    public let at: Instant

    public init(_ kind: Kind, reference: String?, at: Instant) {
        self.kind = kind
        self.reference = reference
        self.at = at
    }

    /// `{"type":"referral.received","timestamp":"2026-12-01T09:30:00Z","data":{"reference":"…"}}`.
    public var json: JSON {
        let data: [JSON.Member] = reference.map { [.init(key: "reference", value: .string($0))] } ?? []
        return [
            "type": .string(kind.rawValue), "timestamp": .string(at.utcText), "data": .object(data),
        ]
    }

    /// The body to sign and send.
    public var body: [UInt8] { json.bytes }
}

extension Instant {
    /// `2026-12-01T09:30:00Z`, to the second (RFC 3339).
    public var utcText: String {
        let day = CivilDate(dayNumber: Int((seconds - Instant.modulo(seconds)) / 86_400))
        let second = Int(Instant.modulo(seconds))
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        return "\(day)T\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
    }

    private static func modulo(_ seconds: Int64) -> Int64 {
        let rest = seconds % 86_400
        return rest < 0 ? rest + 86_400 : rest
    }
}

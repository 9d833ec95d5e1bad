public import Casework
public import Ledger
import StrictJSON

/// Whom an organisation wants told, and of what.
public struct Subscription: Sendable, Hashable {
    public let id: String
    public let organisation: String
    /// As the interface names them: `referral.decided`.
    public let events: [String]
    /// Where messages go.
    public let address: String
    public let createdAt: Instant
    public let deliveredAt: Instant?
    public let failingSince: Instant?
    /// Since when the receiver wants no more.
    public let offAt: Instant?
    let secrets: [Secret]
    let role: String

    /// A secret, and until when it is used; `nil`: until it is changed.
    struct Secret: Sendable, Hashable {
        let text: String
        let until: Int64?
    }

    /// The secrets in force, the newest first.
    public func secrets(at moment: Instant) -> [String] {
        secrets.filter { $0.until.map { moment.milliseconds < $0 } ?? true }.map(\.text)
    }

    init?(row: any SQLRow, _ ledger: Ledger) {
        id = row.text(0)
        organisation = row.text(1)
        events = row.text(2).split(separator: " ").map { String($0) }
        createdAt = Instant(milliseconds: row.integer(4))
        deliveredAt = row.isNull(5) ? nil : Instant(milliseconds: row.integer(5))
        failingSince = row.isNull(6) ? nil : Instant(milliseconds: row.integer(6))
        offAt = row.isNull(7) ? nil : Instant(milliseconds: row.integer(7))
        guard let body = ledger.unseal(row.bytes(3), as: Subscription.context(id, organisation, events)),
            let json = try? JSON(body), let address = json["address"]?.string, let role = json["role"]?.string
        else { return nil }
        self.address = address
        self.role = role
        secrets = (json["secrets"]?.items ?? []).compactMap { item in
            item["text"]?.string.map { Secret(text: $0, until: item["until"]?.integer.map { Int64($0) }) }
        }
    }

    static func body(address: String, role: String, secrets: [Secret]) -> [UInt8] {
        let json: JSON = [
            "address": .string(address), "role": .string(role),
            "secrets": .array(
                secrets.map { ["text": .string($0.text), "until": $0.until.map { .number(String($0)) } ?? .null] }),
        ]
        return json.bytes
    }

    /// Whom it belongs to is part of the seal: moved to another organisation it opens no more.
    static func context(_ id: String, _ organisation: String, _ events: [String]) -> String {
        "hook \(id) \(organisation) \(events.joined(separator: " "))"
    }
}

/// That something happened, on its way to one receiver.
public struct HookMessage: Sendable {
    public let subscription: Subscription
    /// The same at every attempt, and says nothing else.
    public let id: String
    /// As the interface names it.
    public let event: String
    /// The case; `nil` for a trial.
    public let reference: Reference?
    public let at: Instant
    /// Which try this is, from 1.
    public let attempt: Int
    let position: Int64
}

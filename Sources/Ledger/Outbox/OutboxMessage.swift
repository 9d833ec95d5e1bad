public import Casework

/// Word that something was recorded, for those whom the rulebook wants told. Names the case and the act, and nothing of its content.
public struct OutboxMessage: Sendable, Hashable {
    /// The position of the entry in the ledger: the same whenever the message is tried, so that a receiver knows a repetition.
    public let id: Int64
    /// Who is to be told: `survivor`, or roles of the rulebook.
    public let audiences: [String]
    public let reference: Reference
    /// What kind of dossier it is about.
    public let kind: String
    public let record: String
    public let action: String
    public let recordedAt: Instant
    /// Which try this is, from 1. Whoever holds the message answers for this try alone.
    public let attempt: Int
}

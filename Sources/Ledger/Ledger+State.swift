import Casework

/// How a ledger stands, for whoever watches over it.
public struct LedgerState: Sendable, Hashable {
    public let entries: Int64
    /// How many of them the last checkpoint covers.
    public let covered: Int64
    /// How long the message at the head of the line has waited, in milliseconds; `nil` when none waits.
    public let waiting: Int64?
}

extension Ledger {
    /// Cost: three index lookups.
    public func state() async throws -> LedgerState {
        let now = surroundings.now().milliseconds
        return try await engine.glance { connection in
            LedgerState(
                entries: try connection.first(.lastPosition, []) { $0.integer(0) } ?? 0,
                covered: try connection.first(.lastCheckpoint, []) { $0.integer(0) } ?? 0,
                waiting: try connection.first(.oldestMessage, []) { now - $0.integer(0) })
        }
    }

    /// Whether the database answers, and stands where this program expects it.
    public func isReady() async -> Bool {
        let reached = try? await engine.glance { connection in
            try connection.first(.reachedMigration, []) { $0.int(0) }
        }
        return reached == Migrations.latest
    }
}

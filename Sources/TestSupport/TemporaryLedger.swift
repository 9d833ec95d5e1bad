public import Ledger
public import Rulebook

/// A ledger in a database of its own that goes away with this value.
public final class TemporaryLedger: Sendable {
    public let database: TestDatabase
    public let world: FixedWorld
    public let ring: KeyRing
    public let engine: any Engine
    public let ledger: Ledger

    /// - Parameters:
    ///   - wrapping: puts something between ledger and database, to count or to break what is written.
    public init(
        day: CivilDate = UnitedKingdom.day("2026-11-02"), seed: UInt64 = 1, rulebook: Rulebook = UnitedKingdom.rulebook,
        wrapping: (any Engine) -> any Engine = { $0 }
    ) async throws {
        database = try TestDatabase()
        world = FixedWorld(day: day, seed: seed)
        ring = KeyRing()
        engine = try database.engine()
        try await Ledger.create(engine: engine, ring: ring)
        ledger = try await Ledger.open(
            engine: wrapping(engine), ring: ring, rulebook: rulebook, surroundings: world.surroundings)
    }

    /// The same ledger through connections of its own, as another process would open it.
    public func another() async throws -> Ledger {
        try await Ledger.open(
            engine: database.engine(), ring: ring, rulebook: ledger.rulebook, surroundings: world.surroundings)
    }

    /// The same database through another connection, for what FirmGround itself would never do to it.
    public func raw() throws -> RawDatabase { try database.raw() }
}

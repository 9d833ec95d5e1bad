public import Foundation
public import Ledger
public import LedgerSQLite
public import Rulebook
import Synchronization

/// A ledger in a folder of its own that goes away with this value.
public final class TemporaryLedger: Sendable {
    public let folder: URL
    public let world: FixedWorld
    public let ring: KeyRing
    public let engine: SQLiteEngine
    public let ledger: Ledger

    /// - Parameters:
    ///   - wrapping: puts something between ledger and database, to count or to break what is written.
    public init(
        day: CivilDate = UnitedKingdom.day("2026-11-02"), seed: UInt64 = 1, rulebook: Rulebook = UnitedKingdom.rulebook,
        wrapping: (SQLiteEngine) -> any Engine = { $0 }
    ) async throws {
        folder = try TemporaryLedger.newFolder()
        world = FixedWorld(day: day, seed: seed)
        ring = KeyRing()
        engine = try SQLiteEngine(path: folder.appending(path: "firmground.sqlite").path)
        try await Ledger.create(engine: engine, ring: ring)
        ledger = try await Ledger.open(
            engine: wrapping(engine), ring: ring, rulebook: rulebook, surroundings: world.surroundings)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    public var path: String { folder.appending(path: "firmground.sqlite").path }

    /// The same database through another connection, for what FirmGround itself would never do to it.
    public func raw() throws -> RawDatabase { try RawDatabase(path: path) }

    /// Folders that were made; what is left of them goes when the tests end, also those that a static value keeps.
    private static let folders = Mutex<[URL]>([])
    private static let cleaning: Int32 = atexit {
        for folder in TemporaryLedger.folders.withLock({ $0 }) { try? FileManager.default.removeItem(at: folder) }
    }

    /// A folder under the system's temporary one.
    public static func newFolder() throws -> URL {
        _ = cleaning
        let folder = FileManager.default.temporaryDirectory.appending(path: "firmground-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        folders.withLock { $0.append(folder) }
        return folder
    }
}

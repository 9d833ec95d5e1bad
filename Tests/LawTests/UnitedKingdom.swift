import Foundation
import Rulebook

/// The rulebook of the United Kingdom, read once from the repository.
enum UnitedKingdom {
    static let rulebook: Rulebook = {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Rulebooks/uk")
        do { return try Rulebook(RulebookSource(folder: folder)) } catch { fatalError("\(error)") }
    }()
}

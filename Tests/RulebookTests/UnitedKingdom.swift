import Casework
import Foundation
import Rulebook

/// The rulebook of the United Kingdom, read once from the repository.
enum UnitedKingdom {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Rulebooks/uk")

    static let source: RulebookSource = {
        do { return try RulebookSource(folder: folder) } catch { fatalError("\(error)") }
    }()

    static let rulebook: Rulebook = {
        do { return try Rulebook(source) } catch { fatalError("\(error)") }
    }()

    /// A copy in which, in one file, one text is replaced by another. Without the scenarios, unless one of them is broken.
    static func copy(_ path: String, replacing text: String, with other: String) throws -> RulebookSource {
        var files = source.files.filter { $0.key == path || !$0.key.hasPrefix("scenarios/") }
        guard let old = files[path], let range = old.range(of: text) else { throw Missing(path: path, text: text) }
        files[path] = old.replacingCharacters(in: range, with: other)
        return RulebookSource(files: files, name: "a broken copy")
    }

    /// What is wrong with a rulebook, whether reading or the check finds it.
    static func problems(of source: RulebookSource) -> [RulebookProblem] {
        do {
            return try Rulebook(source).problems()
        } catch {
            switch error {
            case .faulty(let faults): return faults
            case .unreadable(let reason): return [RulebookProblem(file: source.name, message: reason)]
            }
        }
    }

    /// The text to break was not found: the test has to follow the rulebook.
    struct Missing: Error {
        let path: String
        let text: String
    }
}

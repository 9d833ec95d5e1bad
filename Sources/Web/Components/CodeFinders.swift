import Rulebook
import Synchronization

/// The finders of the rulebook’s long lists, each made when it is first asked for.
final class CodeFinders: Sendable {
    private let rulebook: Rulebook
    private let made = Mutex<[String: CodeFinder]>([:])

    init(_ rulebook: Rulebook) {
        self.rulebook = rulebook
    }

    /// The finder of a list, whose labels are in a language and which understands every other; `nil` when there is no such list.
    func finder(_ list: String, in language: String) -> CodeFinder? {
        let name = language + " " + list
        if let finder = made.withLock({ $0[name] }) { return finder }
        guard let codes = rulebook.lists[list] else { return nil }
        let finder = CodeFinder(
            codes, language: language, secondLanguage: rulebook.languages.first { $0 != language })
        made.withLock { $0[name] = finder }
        return finder
    }
}

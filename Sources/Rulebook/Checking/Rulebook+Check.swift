extension Rulebook {
    /// Finds what is wrong with the rulebook as law and as a whole: references that lead nowhere, states nobody reaches,
    /// clocks nobody stops, gaps between dated values, missing words. Loading has already refused what cannot be understood.
    ///
    /// - Parameter laws: the rules of law that code provides, by name, each with the parameters it takes.
    /// - Returns: every problem, in the order of files and lines; each says what to do. Cost: one walk over the rulebook.
    public func check(laws: [String: Set<String>]) -> [RulebookProblem] {
        let checker = Checker(rulebook: self, laws: laws)
        checker.checkRules()
        checker.checkCalendars()
        checker.checkCodes()
        for dossier in dossiers {
            checker.checkDossier(dossier)
            for record in dossier.records { checker.check(record, of: dossier) }
        }
        checker.checkRoles()
        checker.checkAccess()
        checker.checkJourneys()
        checker.checkExplanations()
        checker.checkGlossary()
        checker.checkScenarios()
        return Array(Set(checker.problems)).sorted()
    }
}

/// Walks a rulebook and collects what is wrong with it.
final class Checker {
    let rulebook: Rulebook
    let laws: [String: Set<String>]
    private(set) var problems: [RulebookProblem] = []

    init(rulebook: Rulebook, laws: [String: Set<String>]) {
        self.rulebook = rulebook
        self.laws = laws
    }

    /// Reports a problem with the thing of that name, where it stands.
    func report(_ name: String, in file: String = "rulebook.yaml", _ message: String) {
        let place = rulebook.places[name] ?? RulebookPlace(file: file, line: 0)
        add(RulebookProblem(file: place.file, line: place.line, message: message))
    }

    func add(_ problem: RulebookProblem) {
        problems.append(problem)
    }

    /// Every wording needs English, and no language that the rulebook does not have.
    func needsWords(_ wording: Wording, _ what: String, name: String, in file: String) {
        if wording.english.allSatisfy(\.isWhitespace) {
            report(name, in: file, "The English wording of \(what) is empty: write it under en.")
        }
        for language in wording.texts.keys.sorted() where !rulebook.languages.contains(language) {
            report(
                name, in: file,
                "\(what) has a wording in “\(language)”: add the language to rulebook.yaml or take the wording out.")
        }
    }
}

/// A named part of a record, and where to report about it.
struct Subject {
    /// For example “the action submit”.
    let what: String
    let name: String
    let file: String
    let dossier: DossierDefinition
    let record: RecordDefinition?
}

extension DossierDefinition {
    func file(_ record: RecordDefinition) -> String { "dossiers/\(id)/\(record.id).yaml" }
    var file: String { "dossiers/\(id)/dossier.yaml" }
    var actions: [(record: RecordDefinition, action: ActionDefinition)] {
        records.flatMap { record in record.actions.map { (record, $0) } }
    }
}

public import Casework
import Foundation
public import Rulebook

/// The rulebook of the United Kingdom as it stands beside the sources, and the days and people of the tests.
public enum UnitedKingdom {
    public static let rulebook: Rulebook = {
        do {
            return try Rulebook(try RulebookSource(folder: repository.appending(path: "Rulebooks/uk")))
        } catch {
            fatalError("The rulebook cannot be read: \(error)")
        }
    }()

    public static let casework = Casework(rulebook)

    /// The dossier kind that every test works on.
    public static var caseDefinition: DossierDefinition {
        guard let definition = rulebook.dossier("case") else { fatalError("The rulebook has no case.") }
        return definition
    }

    static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// A day that is known to be one.
    public static func day(_ text: String) -> CivilDate {
        guard let day = CivilDate(text) else { fatalError("\(text) is not a day.") }
        return day
    }
}

/// Somebody of each role that acts in tests. A role's second account is another person.
public enum Someone {
    public static let referrer = Actor(account: "referrer", role: "first_responder", organisation: "Police")
    public static let decisionMaker = Actor(account: "decider", role: "decision_maker", organisation: "SCA")
    public static let secondDecisionMaker = Actor(account: "decider-2", role: "decision_maker", organisation: "SCA")
    public static let manager = Actor(account: "manager", role: "decision_manager", organisation: "SCA")
    public static let supportWorker = Actor(account: "supporter", role: "support_worker", organisation: "Charity")
    public static let importer = Actor(account: "import", role: "intake", organisation: "import")
}

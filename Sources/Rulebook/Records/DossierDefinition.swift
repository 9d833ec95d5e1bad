/// A kind of thing with a life that is recorded.
public final class DossierDefinition: Sendable {
    public struct Standing: Sendable {
        public let code: String
        public let label: Wording
        public let survivor: Wording
        public let when: Condition?
    }

    /// What may be searched for, and how it is compared.
    public struct Search: Sendable {
        public let names: [FieldPath]
        public let dates: [FieldPath]
        public let phones: [FieldPath]
        public let references: [FieldPath]

        public var all: [FieldPath] { names + dates + phones + references }
    }

    /// The answers by which a dossier concerns somebody who is not assigned to it.
    public struct Concerns: Sendable {
        /// Codes of a body: the force, the referrer.
        public let organisation: [FieldPath]
        /// Codes of a place that a post may cover: a council.
        public let area: [FieldPath]
        /// By role: the body in whose worklist it stands. A role that is not named here has the dossiers that are assigned to its
        /// organisation.
        public let holders: [String: Holder]
    }

    /// The body that has a dossier in its hands.
    public struct Holder: Sendable {
        /// The first with an answer tells.
        public let fields: [FieldPath]
        /// The code where none has one.
        public let otherwise: String?
    }

    public let id: String
    public let title: Wording
    public let about: Wording?
    /// The fields that say whose nation's law applies; the first with an answer does.
    public let nationFields: [FieldPath]
    public let records: [RecordDefinition]
    /// The records with which a dossier may begin.
    public let openers: Set<String>
    public let summary: [SummaryLine]
    public let safeContact: [FieldPath]
    public let search: Search
    public let standings: [Standing]
    public let concerns: Concerns
    /// Whether it is about staff and their organisations: no survivor is ever told of it.
    public let isAboutStaff: Bool
    /// Answers from which a scenario may start, by name: `given: { age: child }` takes those named `child`.
    public let examples: [String: [String: String]]
    private let recordIndex: [String: Int]

    init(
        id: String, title: Wording, about: Wording?, nationFields: [FieldPath], records: [RecordDefinition],
        openers: [String],
        summary: [SummaryLine], safeContact: [FieldPath], search: Search, standings: [Standing],
        concerns: Concerns, isAboutStaff: Bool, examples: [String: [String: String]]
    ) {
        self.id = id
        self.title = title
        self.about = about
        self.nationFields = nationFields
        self.records = records
        self.openers = Set(openers.isEmpty ? records.prefix(1).map(\.id) : openers)
        self.summary = summary
        self.safeContact = safeContact
        self.search = search
        self.standings = standings
        self.concerns = concerns
        self.isAboutStaff = isAboutStaff
        self.examples = examples
        recordIndex = Dictionary(records.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    public func record(_ id: String) -> RecordDefinition? { recordIndex[id].map { records[$0] } }

    public func field(_ path: FieldPath) -> FieldDefinition? {
        path.record.flatMap { record($0)?.field(path.field) }
    }

    public func standing(_ code: String) -> Standing? { standings.first { $0.code == code } }

    /// What a raised question asks. A doubt about one thing is raised as `unlisted_answer.nationality`: the name of the
    /// question, and after the dot the field or clock that it is about.
    public func question(_ raised: String) -> (definition: QuestionDefinition, about: String?)? {
        let path = FieldPath(raised)
        let id = path.record ?? raised
        for record in records {
            if let definition = record.questions.first(where: { $0.id == id }) {
                return (definition, path.record == nil ? nil : path.field)
            }
        }
        return nil
    }
}

/// One line at the head of a case: the first of its fields that has an answer.
public struct SummaryLine: Sendable {
    public let label: Wording
    public let fields: [FieldPath]
    /// Join every answer instead of taking the first (a given and a family name).
    public let joins: Bool
}

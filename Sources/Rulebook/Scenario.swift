/// The law's unit test: a short history, something tried or asked, and what must come of it.
public struct Scenario: Sendable {
    public struct Step: Sendable {
        public let record: String
        public let action: String
        public let on: CivilDate
        /// The role that acts; the first role the action names when left out.
        public let role: String?
        /// The account that acts; steps without one are done by a different person each time a second one is needed.
        public let account: String?
        public let fields: [String: String]
    }

    /// What is asked of the law, without a case.
    public enum Question: Sendable {
        case rule(String, on: CivilDate, nation: Nation, area: String?)
        case workingDays(Int, after: CivilDate, calendar: String)
        case law(String, on: CivilDate, nation: Nation, facts: [String: String])
    }

    public struct Expectation: Sendable {
        public let accepted: Bool?
        public let refusedBecause: [String]
        public let clocks: [String: [String: String]]
        public let states: [String: String]
        public let standing: String?
        public let questions: [String: String]
        public let fields: [String: String]
        /// For a question: `value`, `unit`, `id`, `status`, `confidence`, `date`, `holds`, `reason`.
        public let answers: [String: String]
    }

    public let name: String
    public let source: String
    public let file: String
    public let line: Int
    public let nation: String?
    public let age: String?
    public let dossier: String
    public let givenFields: [String: String]
    public let did: [Step]
    public let attempt: Step?
    public let asks: Question?
    public let expects: Expectation
}

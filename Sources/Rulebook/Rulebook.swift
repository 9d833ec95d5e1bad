/// A country's mechanism as data: law, codes, records, roles and words.
///
/// It never changes once it is read, and can be shared between threads. Loading reads and links everything once;
/// afterwards a lookup costs a dictionary access.
public final class Rulebook: Sendable {
    public let id: String
    public let title: Wording
    public let languages: [String]
    /// IANA name; civil days are days there.
    public let timeZone: String
    public let nations: [NationDefinition]
    public let calendars: [String: HolidayCalendar]
    public let rules: [String: Rule]
    public let lists: [String: CodeList]
    public let dossiers: [DossierDefinition]
    public let roles: [RoleDefinition]
    public let purposes: [String: Wording]
    public let sharing: SharingDefinition
    /// The ways through the questions that open a dossier.
    public let journeys: [JourneyDefinition]
    /// What is explained before anybody is asked to agree, by language.
    public let explanations: [Explanation]
    public let glossary: [GlossaryTerm]
    public let scenarios: [Scenario]
    /// A fingerprint of the sources: changes whenever a file does.
    public let fingerprint: String
    let ruleOfValue: [String: String]
    /// Where each named thing stands, for the check.
    let places: [String: RulebookPlace]

    public func dossier(_ id: String) -> DossierDefinition? { dossiers.first { $0.id == id } }
    public func journey(_ id: String) -> JourneyDefinition? { journeys.first { $0.id == id } }
    /// The explanation in a language; `nil` where there is none.
    public func explanation(in language: String) -> Explanation? { explanations.first { $0.language == language } }
    /// Explanations in the languages of the service first, then by their English names.
    public var explanationsInOrder: [Explanation] {
        let own = languages.compactMap { explanation(in: $0) }
        return own + explanations.filter { !languages.contains($0.language) }.sorted { $0.englishName < $1.englishName }
    }
    public func role(_ id: String) -> RoleDefinition? { roles.first { $0.id == id } }
    public func nation(_ code: String) -> NationDefinition? { nations.first { $0.nation.code == code } }

    /// The calendar of a nation, or `nil` when the rulebook gives it none.
    public func calendar(of nation: Nation) -> HolidayCalendar? {
        self.nation(nation.code).flatMap { calendars[$0.calendar] }
    }

    /// Rules in the order of their catalogue section, then by id.
    public var rulesInOrder: [Rule] {
        rules.values.sorted { ($0.section ?? 99, $0.id) < ($1.section ?? 99, $1.id) }
    }

    init(
        id: String, title: Wording, languages: [String], timeZone: String, nations: [NationDefinition],
        calendars: [String: HolidayCalendar], rules: [String: Rule], lists: [String: CodeList],
        dossiers: [DossierDefinition], roles: [RoleDefinition], purposes: [String: Wording],
        sharing: SharingDefinition, journeys: [JourneyDefinition], explanations: [Explanation],
        glossary: [GlossaryTerm],
        scenarios: [Scenario], fingerprint: String,
        ruleOfValue: [String: String],
        places: [String: RulebookPlace]
    ) {
        self.id = id
        self.title = title
        self.languages = languages
        self.timeZone = timeZone
        self.nations = nations
        self.calendars = calendars
        self.rules = rules
        self.lists = lists
        self.dossiers = dossiers
        self.roles = roles
        self.purposes = purposes
        self.sharing = sharing
        self.journeys = journeys
        self.explanations = explanations
        self.glossary = glossary
        self.scenarios = scenarios
        self.fingerprint = fingerprint
        self.ruleOfValue = ruleOfValue
        self.places = places
    }
}

/// A word of the field and what it means.
public struct GlossaryTerm: Sendable {
    public let id: String
    public let title: Wording
    public let means: Wording
    public let short: String?
}

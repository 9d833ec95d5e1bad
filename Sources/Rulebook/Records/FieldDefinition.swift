/// One question, defined once. The form, its validation, the sealing class, the summary and the export all come from here.
///
/// Never changes. A class, because definitions are handed around for every answer of every request: a struct of this many
/// parts cost half of an import in counting references.
public final class FieldDefinition: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        case text, date, code, codes, tick, number, email, phone, files
        /// The id of an organisation or of an account that is in the ledger.
        case organisation, account
        case longText = "long_text"
        case yesNo = "yes_no"
    }

    public let id: String
    public let kind: Kind
    public let label: Wording
    public let hint: Wording?
    /// The code list of a `code` or `codes` field.
    public let list: String?
    /// An answer that is not on the list is kept as written and raised as a question, instead of refused.
    public let keepsUnlisted: Bool
    public let sealingClass: SealingClass
    public let section: String?
    public let required: Bool
    /// Whether `fields: all` includes it. Where not, only an action that names the field takes an answer, or the system fills it.
    public let isAsked: Bool
    public let requiredWhen: Condition?
    public let appliesWhen: Condition?
    /// The field whose answer this one was given with: changed later, it takes this one along, or asks for it anew.
    public let standsWith: String?
    /// The most characters a text may have.
    public let longest: Int
    /// A date may not lie after the day of the action.
    public let mustBePast: Bool
    public let earliest: CivilDate?
    public let refusesLinks: Bool
    public let dimension: String?
    /// The key in the national form's answers.
    public let formKey: String?
    /// The keys in the message that the form hands to casework.
    public let casework: CaseworkMapping?

    init(
        id: String, kind: Kind, label: Wording, hint: Wording?, list: String?, keepsUnlisted: Bool,
        sealingClass: SealingClass, section: String?, required: Bool, isAsked: Bool, requiredWhen: Condition?,
        appliesWhen: Condition?, standsWith: String?, longest: Int, mustBePast: Bool, earliest: CivilDate?,
        refusesLinks: Bool,
        dimension: String?, formKey: String?, casework: CaseworkMapping?
    ) {
        self.id = id
        self.kind = kind
        self.label = label
        self.hint = hint
        self.list = list
        self.keepsUnlisted = keepsUnlisted
        self.sealingClass = sealingClass
        self.section = section
        self.required = required
        self.isAsked = isAsked
        self.requiredWhen = requiredWhen
        self.appliesWhen = appliesWhen
        self.standsWith = standsWith
        self.longest = longest
        self.mustBePast = mustBePast
        self.earliest = earliest
        self.refusesLinks = refusesLinks
        self.dimension = dimension
        self.formKey = formKey
        self.casework = casework
    }
}

/// How sensitive a field is. Every class but `open` is sealed under a key of its own for each dossier.
public enum SealingClass: String, Sendable, CaseIterable, Comparable {
    case open, personal, contact, location, narrative, immigration, intelligence

    /// The classes whose content is encrypted.
    public static let sealed: [SealingClass] = allCases.filter { $0 != .open }

    /// A small stable number used in stored records. Never renumber.
    public var code: Int {
        switch self {
        case .open: 0
        case .personal: 1
        case .contact: 2
        case .location: 3
        case .narrative: 4
        case .immigration: 5
        case .intelligence: 6
        }
    }

    public init?(code: Int) {
        switch code {
        case 0: self = .open
        case 1: self = .personal
        case 2: self = .contact
        case 3: self = .location
        case 4: self = .narrative
        case 5: self = .immigration
        case 6: self = .intelligence
        default: return nil
        }
    }

    public static func < (left: SealingClass, right: SealingClass) -> Bool { left.code < right.code }
}

/// Where a field is found in the message that the national form hands to casework, and how it is spelt there.
public struct CaseworkMapping: Sendable {
    /// One line of an answer that the message does not carry but that follows from others.
    public struct Derived: Sendable {
        public let value: String
        public let when: Condition
        /// The answer where the test does not hold.
        public let otherwise: String?
    }

    /// In this order: the first that has an answer is taken.
    public let keys: [String]
    /// Their spelling to ours: one answer, several where theirs joins them, none where theirs says that there is none.
    public let values: [String: [String]]
    /// The first line that holds is the answer; for several codes, every line that holds.
    public let derived: [Derived]
}

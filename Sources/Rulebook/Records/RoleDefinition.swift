/// A kind of worker, and what it may see for which purpose. What is not written is not seen.
public struct RoleDefinition: Sendable {
    /// One line of what a role sees: all four gates must be open for it, and it opens its classes in its records.
    public struct Sight: Sendable {
        public let dossier: String
        public let purposes: [String]
        /// Any one of them will do.
        public let relations: Set<Relation>
        /// Consents that must be given, every one of them.
        public let consents: [String]
        /// Lawful bases other than consent; where one applies, ``consents`` are not needed.
        public let bases: [String]
        /// `nil` means every record.
        public let records: [String]?
        public let classes: SealingClasses
        /// Where it holds; asks about open answers alone. `nil`: always.
        public let when: Condition?

        /// Whether this line opens anything in a record.
        public func covers(_ record: String) -> Bool { records?.contains(record) ?? true }
    }

    /// The lists there are.
    public static let knownLists = ["worklist", "search", "accounts", "looks"]

    public let id: String
    public let title: Wording
    public let about: Wording?
    public let sees: [Sight]
    /// Which lists the role may open: `worklist`, `search`, `accounts`, `looks`.
    public let lists: Set<String>
    /// Whose worklist the role works on; its own unless the rulebook says otherwise.
    public let worklistOf: String
    /// A role of software, never of a person.
    public let isSystem: Bool
    /// The kinds of organisation whose people may have the role; empty: any.
    public let organisations: [String]
}

/// What a person has to do with a dossier.
public enum Relation: String, Sendable, CaseIterable, Comparable {
    /// It is theirs: an assignment names them.
    case assigned
    /// An assignment names their unit.
    case team
    /// Their organisation opened it, an assignment names it, or an answer names it: the force, the authority, the council.
    case organisation
    /// An answer names an area that their post covers.
    case area
    /// They were asked to join in, for one purpose and a time.
    case invited
    /// They broke the glass, a short while ago.
    case emergency
    /// Nothing is asked: every dossier of the kind.
    case any

    public static func < (left: Relation, right: Relation) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

/// A kind of worker, and what it may see for which purpose. What is not written is not seen.
public struct RoleDefinition: Sendable {
    public struct Sight: Sendable {
        public let dossier: String
        public let purposes: [String]
        /// `nil` means every record.
        public let records: [String]?
        public let classes: SealingClasses
    }

    public let id: String
    public let title: Wording
    public let about: Wording?
    public let sees: [Sight]
    /// Which lists the role may open: `worklist`, `search`.
    public let lists: Set<String>
    /// Whose worklist the role works on; its own unless the rulebook says otherwise.
    public let worklistOf: String
    /// A role of software, never of a person.
    public let isSystem: Bool
}

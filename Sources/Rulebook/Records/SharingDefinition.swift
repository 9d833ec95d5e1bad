/// Something that a person is asked to agree to, such as that the police may speak with them.
public struct ConsentDefinition: Sendable {
    /// A code of the list `consent_purpose`.
    public let id: String
    public let title: Wording
    /// What is asked, in words for the person.
    public let asks: Wording
    /// What follows from a yes.
    public let opens: Wording
    /// The answers of a form that count as a yes, until a consent is recorded.
    public let givenWhen: Condition?
    /// Those that count as a no.
    public let refusedWhen: Condition?
    public let source: String
}

/// A lawful basis for sharing other than consent.
public struct BasisDefinition: Sendable {
    public let id: String
    public let title: Wording
    /// What it allows, and its limits.
    public let means: Wording
    /// When it applies to a dossier.
    public let when: Condition?
    /// The consent in whose place it stands: once that is recorded, whatever the answer, the basis applies no more.
    public let untilAnswered: String?
    /// The nations whose law has it.
    public let nations: [Nation]
    public let source: String
    public let confidence: Confidence
}

/// How long a broken glass stays open, and who looks at it afterwards.
public struct EmergencyDefinition: Sendable {
    public let hours: Int
    /// What to do before anything else when somebody is in danger: whom to call.
    public let first: Wording?
    /// The rule of law or policy that it follows.
    public let source: String
}

/// Who may learn what of whom, beyond roles: consents, lawful bases, emergencies, and lines that no role may cross.
public struct SharingDefinition: Sendable {
    public let consents: [ConsentDefinition]
    public let bases: [BasisDefinition]
    public let emergency: EmergencyDefinition
    /// By purpose: the consent without which nobody sees anything for it.
    public let firewalls: [String: String]
    /// By class: the roles that may see it without consent, basis or emergency.
    public let keepers: [SealingClass: Set<String>]

    public static let none = SharingDefinition(
        consents: [], bases: [], emergency: EmergencyDefinition(hours: 0, first: nil, source: ""), firewalls: [:],
        keepers: [:])

    public func consent(_ id: String) -> ConsentDefinition? { consents.first { $0.id == id } }
    public func basis(_ id: String) -> BasisDefinition? { bases.first { $0.id == id } }
}

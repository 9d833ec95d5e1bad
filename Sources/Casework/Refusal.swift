public import Law
import Rulebook

/// Why an action was not done: every reason at once, each with the field it is about.
public struct Refusal: Error, Sendable, Hashable {
    public let reasons: [Reason]

    public init(_ reasons: [Reason]) {
        self.reasons = reasons
    }

    init(_ code: String, _ sentence: String, field: String? = nil) {
        reasons = [Reason(code: code, sentence: sentence, field: field)]
    }

    /// Reasons about a field, by field id.
    public var byField: [String: [Reason]] {
        Dictionary(grouping: reasons.filter { $0.field != nil }, by: { $0.field ?? "" })
    }
}

/// The kernel's answer.
public enum Decision: Sendable {
    /// What to record, and the dossier after it.
    case accepted(Entry, DossierState)
    case refused(Refusal)
}

public import Casework
public import Law

/// What one line of an import turned out to be.
public enum ReferralLine: Sendable {
    /// Nothing but spaces.
    case blank
    case referral(IncomingReferral)
    /// Not a referral at all. The sentences never repeat what the line says: it may be personal.
    case refused([Reason])
}

/// A referral as it came in, ready for the kernel.
public struct IncomingReferral: Sendable {
    public let format: ReferralFormat
    /// The number that the online form gave it: the same for every copy of the same referral.
    public let externalID: String?
    public let request: ActionRequest
}

/// How the live service writes a referral down.
public enum ReferralFormat: String, Sendable, CaseIterable {
    /// The answers by the keys of the form.
    case formAnswers = "form_answers"
    /// The message that the form hands to casework: other names, other spellings, a few answers fewer.
    case caseworkMessage = "casework_message"
}

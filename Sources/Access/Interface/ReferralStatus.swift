public import Casework
public import Ledger
public import Rulebook

/// How a referral stands, for the system that made it: nothing of what was answered.
public struct ReferralStatus: Sendable {
    public struct Coded: Sendable, Hashable {
        public let code: String
        public let label: Wording
    }

    /// A decision that the person has been told.
    public struct Decision: Sendable, Hashable {
        public let record: String
        public let result: Coded
        public let madeOn: CivilDate
    }

    public struct Clock: Sendable, Hashable {
        public let id: String
        public let label: Wording
        public let due: CivilDate?
        public let standing: ClockState.Standing
    }

    public let reference: Reference
    /// The record that began the case.
    public let kind: String
    /// What the referrer called it.
    public let ownReference: String?
    /// As far as its outcome may be told.
    public let standing: Coded
    public let receivedOn: CivilDate
    public let authority: Coded?
    public let decision: Decision?
    public let supportStartedOn: CivilDate?
    public let clocks: [Clock]
    /// Questions that wait for an answer of whoever referred.
    public let questions: Int
}

/// A question to whoever referred: a doubt that their answers raised, or what the authority wants to know. A doubt that the
/// authority clears up by itself is none.
public struct AskedQuestion: Sendable {
    /// Of a doubt its own; of what the authority asked, its record and number.
    public let id: String
    public let label: String
    /// As it is put to whoever referred.
    public let ask: String
    public let raisedOn: CivilDate
    public let answeredOn: CivilDate?
    public let settledOn: CivilDate?
    /// What answers it.
    let record: String
    let instance: Int?

    var isAsked: Bool { instance != nil }
}

import Rulebook

extension LawRule {
    /// A referral needs the informed consent of an adult; a child's is not asked (`consent.adult.nrm`, `consent.child.nrm`).
    ///
    /// 1. A person treated as a child is referred.
    /// 2. An adult who agrees is referred.
    /// 3. An adult who cannot decide it, and for whom it was decided, is referred; why and by whom has to be said (`consent.capacity`).
    ///
    /// Known departure: the guidance does not say who may take such a decision, and critics hold that no decision of others makes up
    /// for informed consent. Whoever refers says who decided, and the decision maker is asked to look at it.
    static let consentGivenOrNotNeeded = LawRule(
        id: "consent_given_or_not_needed", title: "Consent is given, or the person is treated as a child",
        citation: "Statutory guidance chapter 5; Mental Capacity Act 2005 s1 to s5"
    ) { question in
        if Age.isTreatedAsChild(question) || question.any("consents_to_referral", says: "yes") { return .yes }
        let reasons = ["capacity_reasons", "best_interests_reasons", "best_interests_decided_by"]
        if question.any("consents_to_referral", says: "decided-for-them"),
            reasons.allSatisfy({ question.first($0) != nil })
        {
            return .yes
        }
        return no(
            "no_consent",
            "An adult is referred only with their consent. If they decline, make a duty to notify report instead.",
            basis: "consent.adult.nrm")
    }

    /// A duty to notify report is for an adult who declines; a child is always referred (`dtn.child.none`).
    static let declinedAsAdult = LawRule(
        id: "declined_as_adult", title: "The person is an adult who declined a referral",
        citation: "Modern Slavery Act 2015 s52; NRM statistics notes"
    ) { question in
        if question.any("under_18", says: "yes", "not-sure") {
            return no(
                "child_is_always_referred",
                "A child, or a person who may be one, is referred and never only notified. Make a referral: no consent is needed.",
                basis: "dtn.child.none", field: "under_18")
        }
        if question.any("consents_to_referral", says: "decided-for-them") {
            return no(
                "decided_for_them",
                "A referral was decided for the person, so make a referral instead of a duty to notify report.",
                basis: "consent.capacity")
        }
        if question.any("consents_to_referral", says: "yes") {
            return no(
                "consent_given",
                "The person agrees to be referred, so make a referral instead of a duty to notify report.",
                basis: "dtn.discharge.nrm")
        }
        return .yes
    }

    /// Whether the report comes from a nation whose duty to notify has not been commenced (`dtn.s`, `dtn.ni`).
    static let dutyToNotifyNotCommenced = LawRule(
        id: "duty_to_notify_not_commenced", title: "No duty to notify operates in this nation",
        citation:
            "Human Trafficking and Exploitation (Scotland) Act 2015 s38; Human Trafficking and Exploitation (Criminal Justice and Support for Victims) Act (NI) 2015 s13"
    ) { question in
        guard let nation = question.nation else { return LawAnswer(holds: false) }
        return LawAnswer(holds: question.rulebook.value(of: "dtn.duty.ew", on: question.on, in: nation) == nil)
    }

    /// No, for one reason.
    private static func no(
        _ code: String, _ sentence: String, basis: String, field: String = "consents_to_referral"
    ) -> LawAnswer {
        LawAnswer(holds: false, reasons: [Reason(code: code, sentence: sentence, basis: basis, field: field)])
    }
}

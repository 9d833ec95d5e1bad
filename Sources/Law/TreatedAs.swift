import Rulebook

/// Whether a person is treated as a child or an adult.
///
/// Where there are grounds to believe that a victim may be under 18, they are treated as a child until their age is
/// determined (Modern Slavery Act 2015 s51; Human Trafficking and Exploitation (Scotland) Act 2015 s12).
///
/// 1. A settled age decides.
/// 2. “Under 18” or “not sure” means child.
/// 3. A date of birth that makes the person under 18 on the day means child, whatever the answer says.
/// 4. Otherwise adult.
enum Age {
    static func isTreatedAsChild(_ question: LawQuestion) -> Bool {
        if let settled = question.first("referral.settled_age", "settled_age") { return settled.matches("child") }
        if question.any("under_18", "referral.under_18", "duty_to_notify.under_18", says: "yes", "not-sure") {
            return true
        }
        if case .date(let birth)? = birthDate(question) { return birth.age(on: question.on) < 18 }
        return false
    }

    /// No doubt is recorded: the age was settled as that of a child, or the answer is a plain “under 18”.
    static func isCertainlyChild(_ question: LawQuestion) -> Bool {
        if let settled = question.first("referral.settled_age", "settled_age") { return settled.matches("child") }
        return question.any("under_18", "referral.under_18", says: "yes")
    }

    static func birthDate(_ question: LawQuestion) -> FieldValue? {
        question.first("date_of_birth", "referral.date_of_birth", "duty_to_notify.date_of_birth")
    }

    /// Whether means need not be shown: the person was, or may have been, under 18 at some time while exploited.
    /// Age at exploitation decides, not age at referral (`victim.trafficking.elements.child`).
    static func wasOrMayHaveBeenChildWhenExploited(_ question: LawQuestion) -> Bool {
        if let found = question.first("child_when_exploited") { return !found.matches("no") }
        return isTreatedAsChild(question)
            || question.any(
                "under_18_when_exploited", "referral.under_18_when_exploited", "duty_to_notify.under_18_when_exploited",
                says: "yes", "not-sure")
    }
}

extension LawRule {
    /// Computes `child` or `adult`. See ``Age``.
    static let treatedAs = LawRule(
        id: "treated_as", title: "Treated as a child or as an adult",
        citation: "Modern Slavery Act 2015 s51; Human Trafficking and Exploitation (Scotland) Act 2015 s12"
    ) { question in
        LawAnswer(holds: true, value: .code(Age.isTreatedAsChild(question) ? "child" : "adult"))
    }

    /// The referral says “18 or over” and the date of birth says under 18, on the day of the referral.
    ///
    /// Nothing in the national form compares the two. The person is treated as a child until the referrer has been asked.
    static let ageAnswerContradictsBirthDate = LawRule(
        id: "age_answer_contradicts_birth_date", title: "The age answer and the date of birth do not agree",
        citation: "Modern Slavery Act 2015 s51"
    ) { question in
        guard let answer = question.first("under_18"), case .date(let birth)? = question.first("date_of_birth") else {
            return LawAnswer(holds: false)
        }
        let isChild = birth.age(on: question.on) < 18
        let contradicts = (answer.matches("no") && isChild) || (answer.matches("yes") && !isChild)
        return LawAnswer(holds: contradicts)
    }

    /// The person was born so late that they cannot have been an adult throughout, yet “under 18 while exploited” is answered no.
    ///
    /// Only what is certain is raised: a person who is under 18 on the day of the referral was under 18 while exploited.
    static let exploitationAgeContradictsBirthDate = LawRule(
        id: "exploitation_age_contradicts_birth_date",
        title: "The age while exploited and the date of birth do not agree",
        citation: "Statutory guidance chapter 2 (age at exploitation)"
    ) { question in
        guard question.any("under_18_when_exploited", says: "no"),
            case .date(let birth)? = question.first("date_of_birth")
        else {
            return LawAnswer(holds: false)
        }
        return LawAnswer(holds: birth.age(on: question.on) < 18)
    }
}

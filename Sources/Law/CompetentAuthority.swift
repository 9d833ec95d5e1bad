import Rulebook

/// Which body decides. The authority is kept per decision, not per case, because cases move.
public enum CompetentAuthority {
    public static let single = "sca"
    public static let immigration = "ieca"
    public static let localPanel = "pilot"
    public static let nationalCrimeAgency = "nca-mshtu"
    public static let ukVisasAndImmigration = "ukvi"

    /// The groups that the immigration authority decides (`route.ieca.cohort`).
    static let immigrationCohort = ["immigration_detention", "deportation_action", "inadmissible_asylum_claim"]

    /// Names the authority for a decision taken on a day.
    ///
    /// 1. A body that took the case over decides; whoever routes the case records it (`route.ieca.transfer`, `route.ieca.stick`).
    /// 2. A child in a pilot area: the local panel. See ``localPanel(_:in:)``.
    /// 3. A person in the immigration cohort: the Immigration Enforcement Competent Authority, for referrals since 8 November
    ///    2021 (`route.ieca`). The cohort is that of the day of referral.
    /// 4. Everybody else: the Single Competent Authority, for decisions since 29 April 2019 (`route.sca`).
    /// 5. Before that: nationals of the UK and the EEA, the UK Human Trafficking Centre (later in the National Crime Agency);
    ///    others, the UK Border Agency (later UK Visas and Immigration).
    ///
    /// Steps 2 and 3 look at the day of the referral, steps 4 and 5 at the day of the decision: in April 2019 the Single
    /// Competent Authority took over what was open.
    ///
    /// Departure: step 5 splits by nationality alone. The sources also gave the Trafficking Centre people from elsewhere with
    /// no live immigration matter, which a referral does not tell.
    static func route(_ question: LawQuestion) -> LawAnswer {
        guard let nation = question.nation else {
            return unknown("The case has no nation yet, so no authority can be named.")
        }
        if let moved = question.first("moved_to", "conclusive_grounds.moved_to", "reasonable_grounds.moved_to") {
            return answer(moved.plain, "The case was moved to this authority.", "route.ieca.transfer")
        }
        if let answer = localPanel(question, in: nation) { return answer }
        let referredOn = question.since("referral") ?? question.on
        let isInCohort = immigrationCohort.contains { question.any($0, "reasonable_grounds.\($0)", says: "yes") }
        if isInCohort, let rule = question.rulebook.value(of: "route.ieca", on: referredOn, in: nation) {
            return answer(immigration, "The person is in the group that the immigration authority decides.", rule.id)
        }
        if let rule = question.rulebook.value(of: "route.sca", on: question.on, in: nation) {
            return answer(
                single, "The Single Competent Authority decides every case that is not routed elsewhere.", rule.id)
        }
        return before2019(question, in: nation)
    }

    /// A child whom a local panel decides for, as things stood on the day of the referral:
    ///
    /// 1. The case is in a pilot site. Departure: the published list of sites is incomplete, so a site is never inferred from
    ///    an address; whoever routes the case records it.
    /// 2. More days than the margin are left to the 18th birthday (`route.devolved.child.eligible`).
    /// 3. The person is certainly a child (`route.devolved.child.agedoubt`, since 1 July 2022). Before that day nothing was
    ///    said of doubt, and a person treated as a child counted as one.
    /// 4. No public order disqualification is possible (`route.devolved.child.pod`).
    private static func localPanel(_ question: LawQuestion, in nation: Nation) -> LawAnswer? {
        let referredOn = question.since("referral") ?? question.on
        func inForce(_ rule: String) -> RuleValue? {
            question.rulebook.value(of: rule, on: referredOn, in: nation, area: "child_pilot")
        }
        guard let site = question.first("pilot_site", "reasonable_grounds.pilot_site"),
            question.rulebook.lists["pilot_site"]?[site.plain]?.period.contains(referredOn) ?? false,
            let margin = inForce("route.devolved.child.eligible"), let days = margin.content.number,
            case .date(let birth)? = Age.birthDate(question)
        else { return nil }
        let daysLeft = referredOn.days(until: birth.birthday(18))
        guard daysLeft > days, Age.isTreatedAsChild(question) else { return nil }
        if inForce("route.devolved.child.agedoubt") != nil, !Age.isCertainlyChild(question) { return nil }
        let mayBeDisqualified = question.any(
            "possible_disqualification", "reasonable_grounds.possible_disqualification", says: "yes")
        if inForce("route.devolved.child.pod") != nil, mayBeDisqualified { return nil }
        return answer(
            localPanel, "The child is in a pilot area and was \(daysLeft) days from their 18th birthday.", margin.id)
    }

    private static func before2019(_ question: LawQuestion, in nation: Nation) -> LawAnswer {
        guard let centre = question.rulebook.value(of: "route.2009.ukhtc", on: question.on, in: nation),
            let agency = question.rulebook.value(of: "route.2009.ukba", on: question.on, in: nation),
            let members = question.rulebook.lists["eea_nationality"]
        else { return unknown("There was no competent authority on that day.") }
        let known = ["nationality", "second_nationality"].compactMap { question.first($0, "referral.\($0)")?.plain }
            .filter { $0 != "unknown" && question.rulebook.lists["nationality"]?.contains($0) == true }
        if known.isEmpty {
            return unknown("The nationality is not known, so the authority of that time cannot be named.")
        }
        return known.contains { members[$0]?.period.contains(question.on) ?? false }
            ? answer(nationalCrimeAgency, "A national of the UK or the EEA.", centre.id)
            : answer(ukVisasAndImmigration, "A national of a country outside the EEA.", agency.id)
    }

    private static func answer(_ authority: String, _ sentence: String, _ basis: String) -> LawAnswer {
        LawAnswer(
            holds: true, reasons: [Reason(code: authority, sentence: sentence, basis: basis)], value: .code(authority))
    }

    private static func unknown(_ sentence: String) -> LawAnswer {
        LawAnswer(holds: false, reasons: [Reason(code: "authority_unknown", sentence: sentence)])
    }
}

extension LawRule {
    /// Computes the code of the competent authority. See ``CompetentAuthority``.
    static let competentAuthority = LawRule(
        id: "competent_authority", title: "Which authority decides",
        citation: "Statutory guidance, competent authorities; Home Office annex on child pilots (7 November 2024)",
        answer: CompetentAuthority.route)
}

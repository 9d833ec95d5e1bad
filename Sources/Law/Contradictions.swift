import Rulebook

extension LawRule {
    /// A year named for the exploitation lies before the person was born, or the person was under 18 in the last of them and yet
    /// “under 18 while exploited” is answered no.
    ///
    /// The dates are told in words, so only years written as four digits are weighed, and only what is certain is raised: somebody
    /// who had their eighteenth birthday in a year may have been exploited after it.
    static let exploitationYearsContradictBirthDate = LawRule(
        id: "exploitation_years_contradict_birth_date",
        title: "The years of the exploitation do not agree with the date of birth",
        citation: "Statutory guidance chapter 2 (age at exploitation)"
    ) { question in
        guard case .date(let birth)? = question.first("date_of_birth") else { return LawAnswer(holds: false) }
        let born = birth.components.year
        let words = [question.first("exploitation_dates"), question.first("exploitation_dates_of_each")]
        let years = words.compactMap { $0?.plain }.flatMap { $0.years(upTo: question.on.components.year) }
        guard let first = years.min() else { return LawAnswer(holds: false) }
        let isBeforeBirth = first < born
        let isChildhoodDenied = question.any("under_18_when_exploited", says: "no") && first < born + 18
        return LawAnswer(holds: isBeforeBirth || isChildhoodDenied)
    }

    /// The force that gave the crime reference belongs to another nation than the one from which the report is made.
    ///
    /// People are found far from where they were exploited, so this asks and refuses nothing. A force of the whole country is never
    /// elsewhere.
    static let forceOutsideNation = LawRule(
        id: "force_outside_nation", title: "The force is one of another nation",
        citation: "Code list police_force (column nations)"
    ) { question in
        guard let nation = question.nation, let force = question.first("police_force"),
            let code = question.rulebook.lists["police_force"]?[force.plain], !code.nations.isEmpty
        else { return LawAnswer(holds: false) }
        return LawAnswer(holds: !code.nations.contains(nation))
    }
}

extension String {
    /// Years written as four digits, from 1900 up to `last`; longer numbers, such as phone numbers, are none.
    fileprivate func years(upTo last: Int) -> [Int] {
        var years: [Int] = []
        var digits = 0
        var value = 0
        for byte in Array(utf8) + [32] {
            if (48...57).contains(byte) {
                digits += 1
                value = digits > 4 ? 0 : value * 10 + Int(byte - 48)
                continue
            }
            if digits == 4, (1900...last).contains(value) { years.append(value) }
            digits = 0
            value = 0
        }
        return years
    }
}

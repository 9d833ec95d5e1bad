import Rulebook

extension LawRule {
    /// The council that was told about a child has no children's services: they are with its county, or in Northern Ireland with the
    /// Health and Social Care Trust.
    ///
    /// Whoever was told there will not act on it, so this is asked at once.
    static let councilWithoutChildrensServices = LawRule(
        id: "council_without_childrens_services", title: "The council has no children’s services",
        citation: "Children Act 2004 s65(1); code list local_authority (column tier)"
    ) { question in
        guard let council = question.first("local_authority"),
            let code = question.rulebook.lists["local_authority"]?[council.plain]
        else { return LawAnswer(holds: false) }
        return LawAnswer(holds: hasNone(code))
    }

    /// Whose children's services are responsible where a council was told about a child: that council's, or its county's.
    ///
    /// 1. The person is treated as a child; for an adult there is no answer.
    /// 2. A council that has ended stands for the one that replaced it. Where several did, it is not known which: no answer.
    /// 3. A district in a county has none: its county has.
    /// 4. A combined authority has none, and which of its boroughs is meant is not known: no answer.
    /// 5. A district in Northern Ireland has none, and its Health and Social Care Trust is in no list of councils: no answer.
    ///
    /// Known departure: the council that was told need not be the one in whose area the child is found, which is the one that owes
    /// the child help. Nobody asks for that address, and so it is not guessed.
    static let childrensServicesOfCouncil = LawRule(
        id: "childrens_services_of_council", title: "The council whose children’s services are responsible",
        citation: "Children Act 2004 s65(1); Children (Scotland) Act 1995 s93(1); code list local_authority"
    ) { question in
        guard Age.isTreatedAsChild(question),
            let council = question.first("local_authority"), let list = question.rulebook.lists["local_authority"],
            let told = inUse(council.plain, of: list, on: question.on)
        else { return LawAnswer(holds: false) }
        guard let responsible = hasNone(told) ? inUse(told.text(in: "parent"), of: list, on: question.on) : told,
            !hasNone(responsible)
        else { return LawAnswer(holds: false) }
        return LawAnswer(holds: true, value: .code(responsible.code))
    }

    private static func hasNone(_ council: Code) -> Bool {
        !["unitary", "upper"].contains(council.text(in: "tier"))
    }

    /// The council of a code, or the one that stands in its place on a day.
    private static func inUse(_ code: String, of list: CodeList, on day: CivilDate) -> Code? {
        var council = list[code]
        // Councils were merged once or twice, never ten times.
        for _ in 0..<10 {
            guard let until = council?.period.until, until < day else { return council }
            council = council.flatMap { list[$0.text(in: "replaced_by")] }
        }
        return nil
    }
}

import Rulebook

extension LawRule {
    /// The council that was told about a child has no children's services: they are with its county, or in Northern Ireland with the
    /// Health and Social Care Trust.
    ///
    /// Whoever works for the county does not see a case that names the district, so this is asked at once.
    static let councilWithoutChildrensServices = LawRule(
        id: "council_without_childrens_services", title: "The council has no children’s services",
        citation: "Children Act 2004 s65(1); code list local_authority (column tier)"
    ) { question in
        guard let council = question.first("local_authority"),
            let code = question.rulebook.lists["local_authority"]?[council.plain]
        else { return LawAnswer(holds: false) }
        return LawAnswer(holds: ["lower", "district"].contains(code.text(in: "tier")))
    }
}

import Rulebook

extension LawRule {
    /// A positive decision needs the elements of the definition.
    ///
    /// 1. Human trafficking of an adult: an act, a means and a purpose (ECAT art 4; `victim.trafficking.elements.adult`).
    /// 2. Slavery, servitude or forced labour of an adult: a means and a purpose (`victim.slavery.elements`).
    /// 3. Of a child at the time of the exploitation: the means need not be shown (ECAT art 4(c); `victim.trafficking.elements.child`).
    ///
    /// Departure: a person whose age at the time is not certain is not asked for means, because a child who is taken for an
    /// adult loses protection and the reverse costs nobody any.
    static let elementsFound = LawRule(
        id: "elements_found", title: "The elements of the definition are found",
        citation:
            "Council of Europe Convention on Action against Trafficking in Human Beings art 4; statutory guidance chapter 2"
    ) { question in
        let isChild = Age.wasOrMayHaveBeenChildWhenExploited(question)
        let isSlavery = question.any("definition_applied", says: "slavery")
        var reasons: [Reason] = []
        func needs(_ field: String, _ sentence: String, _ basis: String) {
            guard !question.any(field, says: "yes") else { return }
            reasons.append(Reason(code: "element_missing", sentence: sentence, basis: basis, field: field))
        }
        if !isSlavery {
            needs(
                "act_found",
                "A positive decision that a person was trafficked needs an act: recruitment, transport, transfer, harbouring or receipt.",
                isChild ? "victim.trafficking.elements.child" : "victim.trafficking.elements.adult")
        }
        if !isChild {
            needs(
                "means_found",
                "For an adult a positive decision needs a means, such as force, threat, deception or abuse of vulnerability. It is not needed for somebody who was a child at the time.",
                isSlavery ? "victim.slavery.elements" : "victim.trafficking.elements.adult")
        }
        needs(
            "purpose_found", "A positive decision needs a purpose: the exploitation that took place or was intended.",
            isSlavery ? "victim.slavery.elements" : "victim.trafficking.purpose")
        return LawAnswer(holds: reasons.isEmpty, reasons: reasons)
    }
}

import Markup

/// Why the case is being looked at, and the other purposes that the role may declare.
struct PurposeSwitch {
    let visit: CaseVisit

    func write(to page: inout HTMLWriter) {
        let visit = visit
        page.element("p", class: "govuk-body-s fg-quiet") { page in
            page.text("You are looking at this case in order to: ")
            page.text(visit.words(of: visit.purpose).lowercasedFirst)
            page.text(".")
            for other in visit.purposes where other != visit.purpose {
                page.text(" ")
                page.link(
                    "Look in order to \(visit.words(of: other).lowercasedFirst)", to: visit.address(purpose: other))
            }
        }
    }
}

extension String {
    /// With a small first letter, to stand within a sentence.
    var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}

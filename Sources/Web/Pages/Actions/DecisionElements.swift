import Access
import Casework
import Law
import Ledger
import Markup
import Rulebook

/// What must be found for a positive decision about this person, and where the evidence speaks of it.
struct DecisionElements: Component {
    /// The records whose decisions turn on the elements.
    static let records: Set<String> = ["reasonable_grounds", "conclusive_grounds"]

    /// One element: the field that holds its finding, and the questions of the referral that most often bear on it. They
    /// are where to look first; they prove nothing, and other answers may bear on it as well.
    private struct Element {
        let field: String
        let name: String
        let bearings: [String]
    }

    /// The fields of the findings. Whether they are demanded depends on the person and the outcome, so none is called optional.
    static let fields = Set(elements.map(\.field))

    private static let elements = [
        Element(
            field: "act_found", name: "Act",
            bearings: ["how_it_started", "taken_somewhere", "journey_details", "living_conditions"]),
        Element(
            field: "means_found", name: "Means",
            bearings: ["how_it_started", "how_they_were_treated", "what_keeps_them_there", "how_they_left"]),
        Element(
            field: "purpose_found", name: "Purpose",
            bearings: ["what_they_had_to_do", "exploiter_details", "other_exploitation"]),
    ]

    let answer: LawAnswer?
    let evidence: DecisionEvidence
    /// The findings of a draft, by field; `nil` while there is none.
    let draft: [String: String]?

    func write(to page: inout HTMLWriter) {
        page.add(
            ElementsMatrix(
                caption: "What has to be found", DecisionElements.elements.map { element($0) },
                noEvidence: "See the whole of the evidence"))
    }

    private func element(_ element: Element) -> ElementsMatrix.Element {
        let reason = answer?.reasons.first { $0.field == element.field }
        return ElementsMatrix.Element(
            .text(element.name),
            test: reason.map { reason in
                Content { page in
                    page.text(reason.sentence)
                    if let basis = reason.basis {
                        page.text(" ")
                        page.link("The rule", to: ruleAddress(basis))
                    }
                }
            },
            evidence: element.bearings.compactMap { evidence.link(to: $0) },
            finding: Content(finding(element, isNeeded: reason != nil)))
    }

    private func finding(_ element: Element, isNeeded: Bool) -> Finding {
        if let draft {
            switch draft[element.field] {
            case "yes": return Finding(.found, "Found")
            case "no": return Finding(.notFound, "Not found")
            case nil where !isNeeded: return Finding(.notNeeded, "Not needed")
            case nil: return Finding(.open, "No finding")
            default: return Finding(.open, "Not sure")
            }
        }
        guard isNeeded else {
            return Finding(.notNeeded, "Not needed: the person was, or may have been, a child when exploited")
        }
        return Finding(.open, "To be found")
    }
}

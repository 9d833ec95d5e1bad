import Access
import Casework
import Markup
import Rulebook

/// What this person may do on the case now, the latest step of the case first.
struct CaseActions {
    let visit: CaseVisit

    private struct Offer {
        let label: String
        let address: String
    }

    func write(to page: inout HTMLWriter) {
        page.heading("What you can do now", .m)
        let offers = offers
        guard !offers.isEmpty else {
            page.paragraph("Nothing at present, in your role and for this purpose.")
            return
        }
        page.list(
            offers.map { offer in
                Content {
                    $0.link(.text(offer.label), to: offer.address, class: "govuk-link govuk-link--no-visited-state")
                }
            }, .plain)
    }

    private var offers: [Offer] {
        var reviews: [Offer] = []
        var others: [Offer] = []
        // What is about who has to do with the case comes after what is about the person.
        var around: [Offer] = []
        for action in visit.view.actions.reversed() {
            let record = visit.definition?.record(action.record)
            let address = visit.address("/\(action.record)/\(action.action)", instance: action.instance)
            guard let definition = record?.action(action.action) else {
                // Confirming and sending back stand on one page.
                guard action.action == SecondPersonVerb.confirm else { continue }
                let title = record?.title.english.lowercasedFirst ?? action.record
                reviews.append(Offer(label: "Review the draft: \(title)", address: address))
                continue
            }
            if definition.settlesNamedIn != nil, visit.questions(settledBy: definition).isEmpty { continue }
            let offer = Offer(label: action.label, address: address)
            if Ties.records[action.record] == nil { others.append(offer) } else { around.append(offer) }
        }
        return reviews + others + around
    }
}

extension CaseVisit {
    /// The open questions that an action may settle by name: those that no action of their own settles.
    func questions(settledBy action: ActionDefinition) -> [DossierView.Question] {
        let others = (definition?.records ?? []).flatMap(\.actions).filter { $0.id != action.id }
        return view.questions.filter { question in
            question.settledOn == nil && !others.contains { $0.settles.contains(question.id) }
        }
    }
}

import Access
import Markup

/// How the person may be reached, before anything else about them.
struct SafeContactCard {
    let lines: [DossierView.Line]

    func write(to page: inout HTMLWriter) {
        if lines.isEmpty {
            page.add(
                SafeContact(
                    [.init("Safe way to make contact", "None is shown to you here. Ask whoever made the referral.")],
                    never: ["Call, write or visit before you know a safe way"]))
        } else {
            page.add(SafeContact(lines.map(\.row)))
        }
    }
}

extension DossierView.Line {
    /// Question and answer; what a person typed keeps its own direction and line ends.
    var row: SummaryList.Row {
        SummaryList.Row(.text(label), content)
    }

    var content: Content {
        guard isTyped else { return .text(value) }
        let value = value
        return value.utf8.contains(10) ? Content { $0.element("div", class: "fg-answer", .typed(value)) } : .typed(value)
    }
}

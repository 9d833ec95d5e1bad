import Access
import Markup

/// How the person may be reached, before anything else about them.
struct SafeContactCard {
    let visit: CaseVisit

    private var lines: [DossierView.Line] { visit.view.safeContact }

    private var tellsHow: Bool {
        lines.contains { visit.site.contactQuestions.contains($0.label) }
    }

    func write(to page: inout HTMLWriter) {
        guard !tellsHow else { return page.add(SafeContact(lines.map(\.row))) }
        page.add(
            SafeContact(
                [.init("Safe way to make contact", "None is shown to you here. Ask whoever made the referral.")]
                    + lines.map(\.row),
                never: ["Call, write or visit before you know a safe way"]))
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
        return value.utf8.contains(10)
            ? Content { $0.element("div", class: "fg-answer", .typed(value)) } : .typed(value)
    }
}

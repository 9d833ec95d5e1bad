import Access
import Markup

/// The facts that whoever works on a case needs at hand.
struct CaseSummary {
    let lines: [DossierView.Line]

    func write(to page: inout HTMLWriter) {
        guard !lines.isEmpty else { return }
        page.heading("Summary", .m)
        page.add(SummaryList(lines.map(\.row)))
    }
}

import Access
import Markup

/// The records of a case, each with where it stands and a link to its answers.
struct CaseRecords {
    let visit: CaseVisit

    func write(to page: inout HTMLWriter) {
        guard !visit.view.records.isEmpty else { return }
        page.heading("Records", .m)
        page.add(SummaryList(visit.view.records.map(row)))
    }

    private func row(_ record: DossierView.Record) -> SummaryList.Row {
        let value = Content { page in
            page.text(record.state)
            if !record.state.isEmpty {
                page.text(", since ")
                page.add(DateText(record.since))
            }
            if let pending = record.pending {
                page.text(". ")
                page.add(
                    Tag(
                        pending.isOwn ? "Your draft waits for a second person" : "A draft waits for a second person",
                        .yellow))
            }
        }
        return SummaryList.Row(
            .text(record.title), value,
            actions: [
                .init(
                    "Answers", href: visit.address("/records/\(record.id)"),
                    hidden: "of \(record.title.lowercasedFirst)")
            ])
    }
}

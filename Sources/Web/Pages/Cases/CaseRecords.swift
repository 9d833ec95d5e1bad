import Access
import Markup
import Rulebook

/// The records of a case, each with where it stands and a link to its answers.
struct CaseRecords {
    let visit: CaseVisit

    func write(to page: inout HTMLWriter) {
        guard !visit.view.records.isEmpty else { return }
        page.heading("Records", .m)
        page.add(SummaryList(records.map(row)))
        if visit.view.records.contains(where: { $0.id == "referral" }), visit.sharesConsent {
            page.paragraph(
                Content { $0.link("What the person agreed to, and what may go to whom", to: visit.address("/sharing")) }
            )
        }
        if visit.site.access.mayList("looks", visit.visit.account) {
            page.paragraph(Content { $0.link("Who looked at this case", to: "/looks/cases/\(visit.reference)") })
        }
    }

    /// One line for each kind of record: the latest stands for several.
    private var records: [DossierView.Record] {
        var seen: Set<String> = []
        return visit.view.records.reversed().filter { seen.insert($0.id).inserted }.reversed()
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

extension CaseVisit {
    /// Whether the role sees what was agreed to.
    var sharesConsent: Bool {
        let role = site.rulebook.role(visit.account.role)
        return role?.sees.contains { $0.dossier == "case" && $0.purposes.contains(purpose) && $0.covers("consent") }
            ?? false
    }
}

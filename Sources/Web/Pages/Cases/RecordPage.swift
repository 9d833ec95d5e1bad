import Access
import Hummingbird
import Markup

/// Every answer of a record that the person may see, section by section.
enum RecordPage {
    @Sendable
    static func show(_ visit: SignedInVisit) async throws -> Response {
        let visit = try await CaseVisit.open(visit)
        let id = visit.visit.parameter("record")
        let records = visit.view.records.filter { $0.id == id }
        guard let first = records.first else { throw Problem.notFound }
        var page = visit.site.frame(visit.title, session: visit.visit.session)
        page.backLink = BackLink(visit.address(), text: "Back to the case")
        let files = try await visit.site.access.files(
            of: visit.view.reference, record: id, for: visit.visit.account, purpose: visit.purpose)
        let others = try await visit.site.access.metTogether(
            with: visit.view, record: id, for: visit.visit.account, purpose: visit.purpose)
        return visit.site.respond(
            page.html { page in
                page.heading(.text(first.title), .xl, caption: "Case \(Reference(visit.reference))")
                PurposeNote(visit: visit).write(to: &page)
                for record in records { RecordTemplate(record: record).write(to: &page) }
                if !files.isEmpty { CaseFiles(visit: visit, files: files).write(to: &page) }
                if !others.isEmpty {
                    page.heading("Cases of others who were met there", .m)
                    page.list(
                        others.map { other in
                            Content { $0.link("\(Reference("\(other)"))", to: "/cases/\(other)") }
                        })
                }
            })
    }
}

/// The purpose under which sealed answers are shown.
private struct PurposeNote {
    let visit: CaseVisit

    func write(to page: inout HTMLWriter) {
        page.paragraph(
            "Shown to you in order to: \(visit.words(of: visit.purpose).lowercasedFirst). Use it for nothing else.",
            class: "govuk-body-s fg-quiet")
    }
}

private struct RecordTemplate {
    let record: DossierView.Record

    func write(to page: inout HTMLWriter) {
        if !record.state.isEmpty {
            page.element("p", class: "govuk-body") { page in
                page.add(Tag(.text(record.state), .blue))
                page.text(" since ")
                page.add(DateText(record.since))
            }
        }
        if let pending = record.pending {
            page.heading("Draft that waits for a second person", .m)
            page.paragraph("\(pending.label), drafted on \(DateText(pending.since)).")
            page.add(SummaryList(pending.lines.map(\.row)))
        }
        for section in record.sections {
            page.heading(.text(section.title), .m)
            page.add(SummaryList(section.lines.map(\.row)))
        }
        if record.sections.isEmpty, record.pending == nil { page.paragraph("There are no answers that you may see.") }
        if record.hidden > 0 {
            page.paragraph(
                "Some kinds of answer are never shown for your role and purpose, whether there are any or not.",
                class: "govuk-body-s fg-quiet")
        }
    }
}

import Access
import Casework
import Hummingbird
import Markup
import Rulebook

/// What was sent: references at once, what happens next, and a copy to keep.
enum SentPage {
    @Sendable
    static func show(_ visit: SignedInVisit) async throws -> Response {
        let desk = try await DraftDesk.open(visit)
        guard desk.draft.content.isAnySent else { return visit.site.redirect(to: desk.base) }
        let wait = try await WaitWords(visit)
        let page = desk.frame(desk.say("Sent"), back: nil)
        return desk.respond(page) { SentTemplate(desk: desk, wait: wait).write(to: &$0) }
    }

    /// Everything that was sent, to print or save for the own file.
    @Sendable
    static func copy(_ visit: SignedInVisit) async throws -> Response {
        let desk = try await DraftDesk.open(visit)
        guard desk.draft.content.isAnySent else { return visit.site.redirect(to: desk.base) }
        // Once all is sent its answers are for the sender alone; the team sees the references.
        guard desk.mayReadAnswers else { throw Problem.elsewhere(desk.base + "/done") }
        let say = desk.say
        let files = try await visit.site.access.sentFiles(of: desk.draft, for: visit.account)
        let page = desk.frame(say("Copy to keep"), back: desk.base + "/done")
        return desk.respond(page) { page in
            page.heading(.text(say("Copy to keep")), .xl)
            page.paragraph(
                .text(
                    say(
                        "Print or save this page now. It holds what you sent, and nobody can open it here after the day named below. Keep it as safe as the person: where they stay may stand in it."
                    )))
            page.paragraph("\(say("Can be read here until")) \(DateText(desk.draft.endsOn)).")
            if desk.isGroup { MeetingLines(desk: desk, isForReading: true).write(to: &page) }
            let lines = AnswerLines(desk: desk, files: files, isForReading: true)
            for person in desk.draft.content.people where person.sent != nil {
                page.heading(.typed(desk.called(person.number)), .l)
                if let sent = person.sent { page.paragraph("\(say("Reference")): \(Reference("\(sent)"))") }
                lines.write(tasks: desk.journey.tasks, person: person.number, to: &page)
            }
        }
    }
}

private struct SentTemplate {
    let desk: DraftDesk
    let wait: WaitWords

    private var say: Speech { desk.say }

    func write(to page: inout HTMLWriter) {
        let sent = desk.draft.content.people.filter { $0.sent != nil }
        let isReport = sent.allSatisfy { $0.sentAs != desk.journey.record }
        if let only = sent.first, sent.count == 1, let reference = only.sent {
            page.add(
                Panel(
                    .text(say(isReport ? "Report sent" : "Referral sent")),
                    content: "\(say("Your reference"))\(Content { $0.trusted("<br>") })\(Reference("\(reference)"))"))
        } else {
            page.add(Panel(.text(counted(sent))))
            page.add(
                SummaryList(
                    sent.compactMap { person in
                        person.sent.map { .init(.typed(desk.called(person.number)), "\(Reference("\($0)"))") }
                    }))
        }
        writeLeftOut(sent, to: &page)
        page.paragraph(.text(say("The reference is on its way to your work email too. It names nobody.")))
        let waiting = desk.draft.content.people.filter { $0.sent == nil }
        if !waiting.isEmpty {
            page.add(WarningText(.text(say("Not everybody’s referral is sent yet."))))
            page.paragraph(Content { $0.link(.text(say("Back to the draft")), to: desk.base) })
        }
        page.heading(.text(say("What happens next")), .m)
        if !isReport, reports(sent) > 0 {
            page.paragraph(
                .text(
                    say(
                        "A report is counted, and nobody is referred by it: nothing is decided about that person. They can come back at any time."
                    )))
        }
        if isReport {
            page.paragraph(
                .text(
                    say(
                        "The report is counted, and nobody is referred by it. The person can come back at any time: begin from this page then."
                    )))
        } else {
            page.list(
                [
                    say("The competent authority has it now and makes the first decision."), wait.first(say),
                    say(
                        "You may be asked questions. They stand on the page of the referral, and your team can answer them."
                    ),
                    say("You learn the outcome there once the person knows it."),
                ].map { .text($0) }, .numbers)
        }
        for person in sent {
            guard let reference = person.sent else { continue }
            page.paragraph(
                Content { page in
                    page.link(
                        .text(say("Follow {reference}", ["reference": "\(reference)"])), to: "/referrals/\(reference)")
                })
        }
        if desk.mayReadAnswers {
            page.paragraph(Content { $0.link(.text(say("A copy to keep")), to: desk.base + "/copy") })
        }
        if isReport { OutsideHelp(desk, sent.first?.number).write(to: &page) }
    }

    private func reports(_ sent: [Draft.Person]) -> Int { sent.filter { $0.sentAs != desk.journey.record }.count }

    /// How many of what were sent.
    private func counted(_ sent: [Draft.Person]) -> String {
        let (reports, count) = (reports(sent), { (number: Int) in ["count": String(number)] as KeyValuePairs })
        let referrals = sent.count - reports
        if reports == 0 { return say("{count} referrals sent", count(referrals)) }
        if referrals == 0 { return say("{count} reports sent", count(reports)) }
        return say(
            "Sent: referrals {referrals}, reports {reports}",
            ["referrals": String(referrals), "reports": String(reports)])
    }

    /// What somebody changed while it was being sent.
    private func writeLeftOut(_ sent: [Draft.Person], to page: inout HTMLWriter) {
        for person in sent where !person.leftOut.isEmpty {
            let labels = person.leftOut.compactMap { desk.steps.sheet(person.number)?.made.record.field($0)?.label }
            page.add(
                WarningText(
                    .typed(
                        say(
                            "Some answers were changed while the referral was being sent, and the changes are not in it: {answers}. You can correct the referral on its page.",
                            ["answers": labels.map { say($0) }.joined(separator: "; ")]))))
        }
    }
}

import Access
import Casework
import Hummingbird
import Ledger
import Markup
import Rulebook

/// What became of referrals: for those who made them.
enum StatusPages {
    static let path = "/referrals"
    private static let pageSize = 25

    /// The referrals of an organisation, the latest first.
    @Sendable
    static func list(_ visit: SignedInVisit) async throws -> Response {
        guard !visit.site.access.journeys(visit.account).isEmpty else { throw Problem.notForRole }
        let after = Int64(visit.query.first("after"))
        var found = try await visit.site.access.referrals(of: visit.account, before: after, limit: pageSize + 1)
        let hasMore = found.count > pageSize
        if hasMore { found.removeLast() }
        let say = visit.speech
        let page = visit.referFrame(say("Referrals that were sent"), back: DraftDesk.path)
        let (items, next) = (found, hasMore ? found.last?.cursor : nil)
        return visit.respondRefer(page) { page in
            page.heading(.text(say("Referrals that were sent")), .l)
            page.paragraph(
                .text(
                    say(
                        "By your organisation, the latest first. Names are not shown: you know them by their reference."
                    )))
            if items.isEmpty {
                page.paragraph(.text(say("None yet.")))
            } else {
                page.add(
                    Table(
                        caption: nil,
                        head: [
                            .init(.text(say("Reference"))), .init(.text(say("Your own reference"))),
                            .init(.text(say("How it stands"))), .init(.text(say("Received"))),
                            .init(.text(say("Questions"))),
                        ],
                        rows: items.map { item in
                            let questions: Table.Cell =
                                item.questions == 0
                                ? "–"
                                : .init(
                                    Content(
                                        Tag(.text(say("{count} to answer", ["count": String(item.questions)])), .yellow)
                                    ))
                            return [
                                .init(
                                    Content {
                                        $0.link("\(Reference("\(item.reference)"))", to: "\(path)/\(item.reference)")
                                    }),
                                .init(.typed(item.ownReference)), .init(.text(say(item.standing))),
                                .init("\(DateText(item.openedOn))"), questions,
                            ]
                        }, firstCellIsHeader: true, narrow: .stacks))
            }
            if let next {
                page.add(
                    Pagination(previous: nil, next: .init("\(path)?after=\(next)", text: .text(say("Earlier ones")))))
            }
        }
    }

    /// One referral: who has it, what is asked, what came of it.
    @Sendable
    static func show(_ visit: SignedInVisit) async throws -> Response {
        guard let journey = visit.site.access.journeys(visit.account).first else { throw Problem.notForRole }
        let view = try await visit.site.access.view(
            visit.reference(), for: visit.account, purpose: journey.purpose, extent: .overview,
            language: visit.speech.language)
        let wait = try await WaitWords(visit)
        let page = visit.referFrame(visit.speech("Case {reference}", ["reference": "\(view.reference)"]), back: path)
        return visit.respondRefer(page) { page in
            StatusTemplate(visit: visit, journey: journey, view: view, wait: wait).write(to: &page)
        }
    }
}

private struct StatusTemplate {
    let visit: SignedInVisit
    let journey: JourneyDefinition
    let view: DossierView
    let wait: WaitWords

    private var say: Speech { visit.speech }
    private var dossier: DossierDefinition? { visit.site.rulebook.dossier(view.kind) }
    private var base: String { "/cases/\(view.reference)" }

    func write(to page: inout HTMLWriter) {
        if visit.query.first("done") != "" {
            let isTold = visit.query.first("told") == "1"
            page.add(
                NotificationBanner(
                    .text(isTold ? say("Recorded. Whoever decides is told.") : say("Recorded.")), kind: .success))
        }
        page.heading("\(Reference("\(view.reference)"))", .xl, caption: .text(say("Referral")))
        let standing = dossier?.standing(view.standingCode).map { say($0.label) } ?? view.standing
        page.add(
            SummaryList(
                [
                    .init(.text(say("How it stands")), Content(Tag(.text(standing), .blue))),
                    .init(.text(say("Received")), "\(DateText(view.openedOn))"),
                ] + summary))
        writeWait(to: &page)
        writeQuestions(to: &page)
        writeWhatYouCanDo(to: &page)
        writeTimeline(to: &page)
    }

    private var summary: [SummaryList.Row] {
        view.summary.map { .init(.text($0.label), $0.isTyped ? .typed($0.value) : .text($0.value)) }
    }

    private func writeWait(to page: inout HTMLWriter) {
        let isOpen = view.clocks.contains { $0.id == journey.firstWait && $0.stoppedOn == nil }
        guard isOpen else { return }
        page.paragraph(.text(wait.first(say)))
    }

    private func writeQuestions(to page: inout HTMLWriter) {
        let asked = view.actions.filter { $0.record == "information_request" && $0.action == "answer" }
        if !asked.isEmpty {
            page.heading(.text(say("The authority asks you")), .m)
            page.list(
                asked.map { action in
                    let address =
                        "\(base)/\(action.record)/\(action.action)" + (action.instance.map { "?instance=\($0)" } ?? "")
                    return Content { $0.link(.typed(action.label), to: address) }
                })
        }
        let open = view.questions.filter { question in
            question.settledOn == nil && dossier?.question(question.id)?.definition.referrer != nil
        }
        guard !open.isEmpty else { return }
        let actions = view.actions
        page.heading(.text(say("Questions to answer")), .m)
        page.trusted("<ul class=\"fg-questions\">")
        for question in open {
            let definition = dossier?.question(question.id)?.definition
            page.element("li") { page in
                page.element("p", class: "fg-questions__name") { page in
                    page.text(definition.map { say($0.label) } ?? question.label)
                    if let field = question.field { page.text(": " + field) }
                }
                page.element("p", class: "fg-questions__ask") { page in
                    page.text(definition?.referrer.map { say($0) } ?? "")
                }
                if let reply = actions.first(where: { $0.action == "reply_to_question" }) {
                    page.paragraph(
                        Content { page in
                            page.link(
                                .text(say("Answer")), to: "\(base)/\(reply.record)/\(reply.action)?about=\(question.id)"
                            )
                        })
                }
            }
        }
        page.trusted("</ul>")
    }

    private func writeWhatYouCanDo(to page: inout HTMLWriter) {
        let say = say
        // Once the outcome is known there is nothing left to put right.
        let isDecided = journey.firstWait.flatMap { wait in view.clocks.first { $0.id == wait } }?.stoppedOn != nil
        let mending = isDecided ? [] : view.actions.filter { ["correct", "withdraw"].contains($0.action) }
        // The referrer stays the contact to the end (first_responder.duty.contact_point), unless they withdrew it.
        let telling =
            isWithdrawn ? [] : view.actions.filter { $0.record == "information_request" && $0.action == "tell" }
        let offers = (mending + telling).map { action in
            let definition = dossier?.record(action.record)?.action(action.action)
            return (
                definition.map { say($0.label) } ?? action.label, "\(base)/\(action.record)/\(action.action)"
            )
        }
        if !offers.isEmpty {
            page.heading(.text(say("What you can do")), .m)
            page.list(offers.map { link in Content { $0.link(.text(link.0), to: link.1) } })
        }
        writeWithdrawn(to: &page)
        let canBeReferred =
            view.records.contains { $0.id != journey.record && journey.makes.map(\.record).contains($0.id) }
            && !view.records.contains { $0.id == journey.record }
        guard canBeReferred else { return }
        page.heading(.text(say("The person has changed their mind?")), .m)
        page.paragraph(
            .text(
                say(
                    "They can be referred at any time. The referral joins this report, so that nothing is counted twice."
                )))
        page.form(
            to: DraftDesk.path,
            hidden: visit.hidden([("journey", journey.id), ("people", "1"), ("case", "\(view.reference)")])
        ) { page in
            page.add(Button(.text(say("Refer this person")), kind: .secondary))
        }
    }

    private var isWithdrawn: Bool {
        view.records.last { $0.id == journey.record }?.stateCode == "withdrawn"
    }

    /// After an adult asked to leave, a report under the duty to notify is considered where there is one (`consent.withdraw.adult`).
    private func writeWithdrawn(to page: inout HTMLWriter) {
        guard isWithdrawn,
            visit.site.rulebook.value(
                of: "duty_to_notify.duty", on: visit.site.today, in: Nation(view.nationCode)) != nil
        else { return }
        page.heading(.text(say("Did the person ask for it?")), .m)
        page.paragraph(
            .text(
                say(
                    "An adult may leave at any time, and can come back. Whoever is bound by the duty to notify then considers a report. Begin it as a new draft, not from here: it must not say who the person is."
                )))
        let say = say
        page.paragraph(
            Content { page in
                page.link(.text(say("Begin a draft")), to: DraftDesk.path)
                page.text(" · ")
                page.link(.text(say("The duty to notify, and who is bound")), to: ruleAddress("duty_to_notify.bodies"))
            })
    }

    private func writeTimeline(to page: inout HTMLWriter) {
        guard !view.timeline.isEmpty else { return }
        page.heading(.text(say("What happened so far")), .m)
        page.add(
            Timeline(view.timeline.map(\.entry)))
    }
}

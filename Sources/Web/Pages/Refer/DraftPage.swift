import Access
import Casework
import Hummingbird
import Markup
import Rulebook

/// The tasks of a draft, each with how far it has come.
enum DraftPage {
    @Sendable
    static func show(_ visit: SignedInVisit) async throws -> Response {
        let desk = try await DraftDesk.open(visit)
        guard desk.draft.sentAt == nil else { return visit.site.redirect(to: desk.base + "/done") }
        let others = try await visit.site.access.visit(desk.draft, page: "tasks", by: visit.account)
        let page = desk.frame(desk.say("Task list"), back: DraftDesk.path)
        return desk.respond(page) { page in DraftTemplate(desk: desk, others: others).write(to: &page) }
    }

    /// Why nothing may be sent for a person, and what to do instead.
    @Sendable
    static func end(_ visit: SignedInVisit) async throws -> Response {
        let desk = try await DraftDesk.openToChange(visit)
        guard let number = Int(visit.parameter("who")), let end = desk.steps.sheet(number)?.end else {
            return visit.site.redirect(to: desk.base)
        }
        let say = desk.say
        let page = desk.frame(say(end.title), back: desk.base)
        return desk.respond(page) { page in
            page.heading(.text(say(end.title)), .l, caption: desk.isGroup ? .typed(desk.called(number)) : nil)
            for text in end.text { page.paragraph(.text(say(text))) }
            page.paragraph(
                .text(
                    say(
                        desk.isGroup
                            ? "Nothing is sent for this person. Take them out, or keep them in the draft in case they change their mind soon. The others are sent without them."
                            : "Nothing of what you entered has been sent. Delete the draft, or keep it until it goes by itself in case the person changes their mind soon."
                    )))
            OutsideHelp(desk, number).write(to: &page)
            page.paragraph(
                Content {
                    $0.link(
                        .text(say("The person has changed their mind: ask again")), to: "\(desk.base)/\(number)/consent"
                    )
                })
            guard desk.isGroup else {
                page.paragraph(Content { $0.link(.text(say("Delete this draft")), to: desk.base + "/delete") })
                return
            }
            page.form(
                to: desk.base + "/people", hidden: desk.visit.hidden([("remove", String(number))])
            ) { $0.add(Button(.text(say("Take this person out")), kind: .secondary)) }
        }
    }
}

/// Help outside the mechanism, for whoever says no: in the language of the page, and in that in which it was explained to them.
struct OutsideHelp: Sendable {
    private let explanations: [Explanation]
    private let nation: Nation?

    init(_ desk: DraftDesk, _ number: Int?) {
        let sheet = number.flatMap { desk.steps.sheet($0)?.sheet }
        let theirs = sheet?.answers["explained_language"]?.plain
        let languages = [desk.say.language] + [theirs].compactMap { $0 }.filter { $0 != desk.say.language }
        explanations = languages.compactMap { desk.site.rulebook.explanation(in: $0) }
        nation = sheet?.nation
    }

    func write(to page: inout HTMLWriter) {
        for explanation in explanations {
            let parts = explanation.outside.filter { $0.isFor(nation, .adult) }
            page.element(
                "div",
                attributes: [
                    Attribute("lang", explanation.language),
                    Attribute("dir", explanation.isRightToLeft ? "rtl" : "ltr"),
                ]
            ) { page in
                for part in parts {
                    page.heading(.text(part.heading), .m)
                    for text in part.text { page.paragraph(.text(text)) }
                    if !part.list.isEmpty { page.list(part.list.map { .text($0) }) }
                }
            }
        }
    }
}

private struct DraftTemplate {
    let desk: DraftDesk
    let others: [(name: String, page: String)]

    private var say: Speech { desk.say }
    private var draft: Draft { desk.draft }

    func write(to page: inout HTMLWriter) {
        writeNotices(to: &page)
        page.heading(
            .text(say(desk.journey.title)), .xl, caption: .text(say("Draft {reference}", ["reference": "\(draft.id)"])))
        let tasks = desk.journey.tasks
        let shared = tasks.filter(\.isShared)
        let people = draft.content.people
        if desk.isGroup {
            page.heading(.text(say("The same for everybody")), .m)
            page.add(TaskList(shared.compactMap { item($0, nil) }, idPrefix: "shared"))
            for person in people {
                page.heading(.typed(desk.called(person.number)), .m)
                if let sent = person.sent {
                    page.paragraph(Content { $0.link("\(Reference("\(sent)"))", to: "/referrals/\(sent)") })
                    continue
                }
                let items = tasks.filter { !$0.isShared }.compactMap { item($0, person.number) }
                page.add(TaskList(items, idPrefix: "person-\(person.number)"))
                if desk.steps.sheet(person.number)?.end != nil {
                    page.paragraph(
                        Content {
                            $0.link(.text(say("There is nothing to send")), to: "\(desk.base)/\(person.number)/end")
                        })
                }
            }
        } else if let person = people.first {
            page.add(TaskList(tasks.compactMap { item($0, $0.isShared ? nil : person.number) }))
        }
        writeSend(to: &page)
        writeMore(to: &page)
    }

    private func writeNotices(to page: inout HTMLWriter) {
        if desk.visit.query.first("saved") == "1" {
            page.add(NotificationBanner(.text(say("Saved. Your team finds it under “Refer”.")), kind: .success))
        }
        for other in others {
            page.add(
                NotificationBanner(
                    "\(typed: other.name) \(say("has this draft open too. What each of you saves is kept; the same answer changed twice is shown to you first."))"
                ))
        }
        if draft.warnsOn <= desk.site.today {
            page.add(
                WarningText(
                    "\(say("This draft goes for good after")) \(DateText(draft.endsOn)). \(say("Send it, or it has to be asked anew."))"
                ))
        }
    }

    private func item(_ task: JourneyDefinition.Task, _ person: Int?) -> TaskList.Item? {
        let standing = desk.steps.standing(of: task, person: person)
        let steps = desk.steps.steps(of: task, person: person)
        guard standing != .none, let first = steps.first else { return nil }
        let sheet = desk.steps.sheet(person)
        let open = steps.first { step in desk.steps.pages(of: step).contains { sheet?.isComplete($0) == false } }
        let status: Content =
            switch standing {
            case .complete: .text(say("Completed"))
            case .begun: Content(Tag(.text(say("In progress")), .teal))
            case .untouched: Content(Tag(.text(say("Not yet started")), .blue))
            case .optional, .none: Content(Tag(.text(say("Optional")), .grey))
            }
        return TaskList.Item(
            .text(say(task.title)), href: desk.address(standing == .complete ? first : open ?? first), status: status)
    }

    private func writeSend(to page: inout HTMLWriter) {
        page.heading(.text(say("Check and send")), .m)
        let next = desk.steps.all.first { step in
            let sheet = desk.steps.sheet(step.person)
            return desk.steps.pages(of: step).contains { sheet?.isComplete($0) == false }
        }
        let check = desk.base + "/check"
        guard let next else {
            page.add(Button(.text(say("Check your answers")), href: check))
            return
        }
        page.add(Button(.text(say("Continue")), href: desk.address(next)))
        page.paragraph(Content { [say] in $0.link(.text(say("Check your answers")), to: check) })
    }

    private func writeMore(to page: inout HTMLWriter) {
        let (desk, say) = (desk, say)
        page.heading(.text(say("More")), .s)
        var links: [(String, String)] = [
            (say("Another person was met at the same time"), desk.base + "/people"),
            (
                say("All questions on one page, which keeps working without a connection"),
                "\(desk.base)/\(draft.content.people[0].number)/whole"
            ),
            (say("Hand over to a colleague"), desk.base + "/hand"), (say("Delete this draft"), desk.base + "/delete"),
        ]
        if desk.isGroup { links.remove(at: 1) }
        if draft.content.attachedTo != nil { links.removeFirst() }
        page.list(links.map { link in Content { $0.link(.text(link.0), to: link.1) } })
    }
}

import Access
import Casework
import Hummingbird
import Law
import Markup
import Rulebook

/// Who was met together, and how it came about.
enum PeopleOfDraft {
    /// The most people in one draft: beyond, a second draft is easier to keep apart.
    static let most = 30

    @Sendable
    static func show(_ visit: SignedInVisit) async throws -> Response {
        let desk = try await DraftDesk.openToChange(visit)
        // Whoever comes back to a case comes alone: a case is one person's.
        guard desk.draft.content.attachedTo == nil else { throw Problem.elsewhere(desk.base) }
        return respond(desk, MeetingForm(desk.draft.content.meeting))
    }

    @Sendable
    static func send(_ visit: SignedInVisit) async throws -> Response {
        let desk = try await DraftDesk.openToChange(visit)
        guard desk.draft.content.attachedTo == nil else { throw Problem.elsewhere(desk.base) }
        if let number = Int(visit.form.first("remove")) { return try await remove(number, from: desk) }
        var form = MeetingForm(visit.form, shown: desk.draft.content.meeting)
        form.check(on: visit.site.today, desk.say)
        guard form.faults.isEmpty else { return respond(desk, form) }
        let then = visit.form.first("then")
        let shared = desk.journey.sharedFields
        var changed: [MeetingForm.Field] = []
        let draft = try await visit.site.access.save(desk.draft.id, for: visit.account) { content in
            changed = form.conflicts(with: content.meeting)
            guard changed.isEmpty else { return }
            form.apply(to: &content.meeting)
            if then == "add", content.people.count < most { content.addPerson(sharing: shared) }
        }
        let now = DraftDesk(visit, draft)
        guard changed.isEmpty else {
            form.tell(changed, now.draft.content.meeting, now.say)
            return respond(now, form)
        }
        return visit.site.redirect(to: then == "go" ? now.address(after: nil) : now.base + "/people")
    }

    /// Takes a person out. Of whom something is known already, it is asked once more: it cannot be had back.
    private static func remove(_ number: Int, from desk: DraftDesk) async throws -> Response {
        let visit = desk.visit
        guard desk.isGroup, let person = desk.draft.content.person(number), person.sent == nil else {
            return visit.site.redirect(to: desk.base + "/people")
        }
        let isKnown = person.answers.values.contains { $0 != .text("") }
        guard !isKnown || visit.form.first("sure") == "yes" else { return respond(desk, asking: number) }
        let draft = try await visit.site.access.removePerson(
            number, sharing: desk.journey.sharedFields, from: desk.draft.id, for: visit.account)
        if draft.content.isSent, draft.content.isAnySent { return visit.site.redirect(to: desk.base + "/done") }
        return visit.site.redirect(to: desk.base + "/people")
    }

    private static func respond(_ desk: DraftDesk, asking number: Int) -> Response {
        let (say, name) = (desk.say, desk.called(number))
        let page = desk.frame(say("Take this person out?"), back: desk.base + "/people")
        return desk.respond(page) { page in
            page.heading(.text(say("Take this person out?")), .l, caption: .typed(name))
            page.paragraph(
                .text(
                    say(
                        "What was answered for this person alone is deleted for good, with their files. The others stay in the draft."
                    )))
            page.form(
                to: desk.base + "/people",
                hidden: desk.visit.hidden([("remove", String(number)), ("sure", "yes")])
            ) { page in
                page.element("div", class: "govuk-button-group") { page in
                    page.add(Button(.text(say("Take out")), kind: .warning))
                    page.link(.text(say("Keep them in")), to: desk.base + "/people")
                }
            }
        }
    }

    private static func respond(_ desk: DraftDesk, _ form: MeetingForm) -> Response {
        let say = desk.say
        var page = desk.frame(say("People met together"), back: desk.base)
        page.hasErrors = !form.faults.isEmpty
        return desk.respond(page, status: form.faults.isEmpty ? .ok : .unprocessableContent) { page in
            if !form.faults.isEmpty {
                page.add(ErrorSummary(form.faults.map { .init(.text($0.text), field: $0.field.name) }))
            }
            page.heading(.text(say("People met together")), .l)
            page.paragraph(
                .text(
                    say(
                        "Each person gets a referral of their own, and reads nothing of the others in a copy of their case. Speak with each of them alone: somebody among them may be controlling the rest."
                    )))
            // A form of its own: Enter in a field below must never take anybody out.
            page.form(to: desk.base + "/people", hidden: desk.visit.hidden()) { page in
                page.add(SummaryList(desk.draft.content.people.map { row($0, desk) }))
            }
            page.form(
                to: desk.base + "/people", hidden: desk.visit.hidden(desk.isGroup ? form.shown : [])
            ) { page in
                if desk.isGroup { form.write(say, to: &page) }
                page.element("div", class: "govuk-button-group") { page in
                    page.add(Button(.text(say("Save and continue")), name: "then", value: "go"))
                    page.add(Button(.text(say("Add another person")), kind: .secondary, name: "then", value: "add"))
                }
            }
        }
    }

    private static func row(_ person: Draft.Person, _ desk: DraftDesk) -> SummaryList.Row {
        SummaryList.Row(
            .typed(desk.called(person.number)),
            Content { page in
                guard person.sent == nil, desk.isGroup else { return }
                page.trusted("<button type=\"submit\" class=\"fg-link-button\" name=\"remove\"")
                page.attribute("value", String(person.number))
                page.trusted(">")
                page.text(desk.say("Take out"))
                page.trusted("<span class=\"govuk-visually-hidden\"> ")
                page.text(desk.called(person.number))
                page.trusted("</span></button>")
            })
    }
}

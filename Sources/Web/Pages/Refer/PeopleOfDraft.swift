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
        try respond(try await DraftDesk.openToChange(visit), answers: nil, faults: [])
    }

    @Sendable
    static func send(_ visit: SignedInVisit) async throws -> Response {
        let desk = try await DraftDesk.openToChange(visit)
        let form = visit.form
        let (day, month, year) = FormAnswers(form).date("met-on")
        let iso = FormAnswers.iso((day, month, year)) ?? ""
        let date = CivilDate(iso)
        if !iso.isEmpty, date == nil || date.map({ $0 > visit.site.today }) ?? false {
            return try respond(
                desk, answers: FormAnswers(form),
                faults: [(desk.say("Enter the day on which you met them. It cannot be in the future."), "met-on-day")])
        }
        let remove = Int(form.first("remove"))
        let shared = Set(desk.journey.tasks.filter(\.isShared).flatMap(\.pages).flatMap(\.fields))
        let draft = try await visit.site.access.save(desk.draft.id, for: visit.account) { content in
            content.meeting.operation = String(form.first("operation").prefix(200))
            content.meeting.place = String(form.first("place").prefix(2_000))
            content.meeting.day = iso
            if form.first("then") == "add", content.people.count < most { _ = content.addPerson() }
            if let remove, content.people.count > 1 {
                content.remove(remove, sharing: shared)
            }
        }
        if draft.content.isSent, draft.content.isAnySent { return visit.site.redirect(to: desk.base + "/done") }
        let now = DraftDesk(visit, draft)
        return visit.site.redirect(
            to: form.first("then") == "go" ? now.address(after: nil) : now.base + "/people")
    }

    private static func respond(
        _ desk: DraftDesk, answers: FormAnswers?, faults: [(text: String, field: String)]
    ) throws -> Response {
        let say = desk.say
        let meeting = desk.draft.content.meeting
        var page = desk.frame(say("People met together"), back: desk.base)
        page.hasErrors = !faults.isEmpty
        let day =
            answers?.date("met-on") ?? CivilDate(meeting.day).map { day in
                let (year, month, number) = day.components
                return (String(number), String(month), String(year))
            } ?? ("", "", "")
        return desk.respond(page, status: faults.isEmpty ? .ok : .unprocessableContent) { page in
            if !faults.isEmpty { page.add(ErrorSummary(faults.map { .init(.text($0.text), field: $0.field) })) }
            page.heading(.text(say("People met together")), .l)
            page.paragraph(
                .text(
                    say(
                        "Each person gets a referral of their own, and reads nothing of the others in a copy of their case. Speak with each of them alone: somebody among them may be controlling the rest."
                    )))
            page.form(to: desk.base + "/people", hidden: desk.visit.hidden()) { page in
                page.add(
                    SummaryList(
                        desk.draft.content.people.map { person in
                            SummaryList.Row(
                                .typed(desk.called(person.number)),
                                Content { page in
                                    if person.sent == nil, desk.isGroup {
                                        page.trusted("<button type=\"submit\" class=\"fg-link-button\" name=\"remove\"")
                                        page.attribute("value", String(person.number))
                                        page.trusted(">")
                                        page.text(say("Take out"))
                                        page.trusted("<span class=\"govuk-visually-hidden\"> ")
                                        page.text(desk.called(person.number))
                                        page.trusted("</span></button>")
                                    }
                                })
                        }))
                if desk.isGroup {
                    page.add(Button(.text(say("Add another person")), kind: .secondary, name: "then", value: "add"))
                    page.add(
                        Fieldset(
                            Legend(.text(say("How you met them")), size: .m),
                            content: Content { page in
                                page.add(
                                    TextInput(
                                        name: "operation",
                                        label: Label(.text(say("Name of the operation") + " " + say("(optional)"))),
                                        value: answers?.text("operation") ?? meeting.operation, autocomplete: "off"))
                                page.add(
                                    DateInput(
                                        id: "met-on", legend: Legend(.text(say("Day") + " " + say("(optional)"))),
                                        values: [.day: day.0, .month: day.1, .year: day.2],
                                        error: faults.isEmpty ? nil : .text(faults[0].text)))
                                page.add(
                                    TextArea(
                                        name: "place",
                                        label: Label(.text(say("Address or place") + " " + say("(optional)"))),
                                        value: answers?.text("place") ?? meeting.place, rows: 3,
                                        hint: .text(say("Where they were met, not a safe house"))))
                            }))
                }
                page.element("div", class: "govuk-button-group") { page in
                    page.add(Button(.text(say("Save and continue")), name: "then", value: "go"))
                    if !desk.isGroup {
                        page.add(Button(.text(say("Add another person")), kind: .secondary, name: "then", value: "add"))
                    }
                }
            }
        }
    }
}

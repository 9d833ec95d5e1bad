import Access
import Hummingbird
import Markup

/// Giving a draft to a colleague, and deleting one.
enum HandOverPage {
    @Sendable
    static func show(_ visit: SignedInVisit) async throws -> Response {
        respond(try await DraftDesk.openToChange(visit), typed: "", fault: nil)
    }

    @Sendable
    static func send(_ visit: SignedInVisit) async throws -> Response {
        let desk = try await DraftDesk.openToChange(visit)
        let name = visit.form.first("person").split(separator: " ").joined()
        let isDone =
            visit.form.first("to") == "everybody"
            ? try await visit.site.access.hand(desk.draft.id, to: nil, team: "", by: visit.account)
            : name.isEmpty
                ? false : try await visit.site.access.hand(desk.draft.id, to: name, team: "", by: visit.account)
        guard isDone else {
            return respond(
                desk, typed: name,
                fault: desk.say(
                    "Nobody with that sign-in name refers people in your organisation. Check it letter by letter."))
        }
        return visit.site.redirect(to: DraftDesk.path + "?handed=1")
    }

    private static func respond(_ desk: DraftDesk, typed: String, fault: String?) -> Response {
        let say = desk.say
        var page = desk.frame(say("Hand over to a colleague"), back: desk.base)
        page.hasErrors = fault != nil
        return desk.respond(page, status: fault == nil ? .ok : .unprocessableContent) { page in
            if let fault { page.add(ErrorSummary([.init(.text(fault), field: "person")])) }
            page.heading(.text(say("Hand over to a colleague")), .l)
            page.paragraph(.text(say("They and their team find it under “Refer”. That you handed it over is kept.")))
            page.form(to: desk.base + "/hand", hidden: desk.visit.hidden()) { page in
                page.add(
                    Radios(
                        name: "to", legend: Legend(.text(say("Who should have it?"))),
                        choices: [
                            Choice(
                                "person", .text(say("One colleague")),
                                conditional: Content(
                                    TextInput(
                                        name: "person", label: Label(.text(say("Their sign-in name"))), value: typed,
                                        error: fault.map { .text($0) }, width: .characters(30), autocomplete: "off"))),
                            Choice("everybody", .text(say("Everybody who refers people in my organisation"))),
                        ], value: "person"))
                page.add(Button(.text(say("Hand over"))))
            }
        }
    }

    @Sendable
    static func askToDelete(_ visit: SignedInVisit) async throws -> Response {
        let desk = try await DraftDesk.openToChange(visit)
        let say = desk.say
        let page = desk.frame(say("Delete this draft"), back: desk.base)
        return desk.respond(page) { page in
            page.heading(.text(say("Delete this draft")), .l)
            let names = desk.draft.content.people.map { desk.called($0.number) }.joined(separator: ", ")
            page.paragraph(.typed("\(desk.draft.id): \(names)"))
            page.paragraph(.text(say("Everything in it goes for good, with its files. What was sent is not touched.")))
            page.form(to: desk.base + "/delete", hidden: desk.visit.hidden()) { page in
                page.element("div", class: "govuk-button-group") { page in
                    page.add(Button(.text(say("Delete this draft")), kind: .warning))
                    page.link(.text(say("Keep it")), to: desk.base)
                }
            }
        }
    }

    @Sendable
    static func delete(_ visit: SignedInVisit) async throws -> Response {
        let desk = try await DraftDesk.openToChange(visit)
        try await visit.site.access.discard(desk.draft.id, by: visit.account)
        return visit.site.redirect(to: DraftDesk.path + "?gone=1")
    }
}

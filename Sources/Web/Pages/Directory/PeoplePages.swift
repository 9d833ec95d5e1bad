import Access
import Casework
import Hummingbird
import Law
import Ledger
import Markup
import Rulebook

/// Who works here: for whoever keeps accounts, and never sees a case.
enum PeoplePages {
    private static let pageSize = 50
    static let path = "/people"

    @Sendable
    static func list(_ visit: SignedInVisit) async throws -> Response {
        let after = visit.query.first("after")
        var people = try await visit.site.access.directory.people(after: after, limit: pageSize + 1)
        let hasMore = people.count > pageSize
        if hasMore { people.removeLast() }
        let site = visit.site
        var page = site.frame("People", session: visit.session, in: .people)
        page.isWide = true
        return site.respond(
            page.html { page in
                page.heading("People", .xl)
                page.add(
                    ButtonGroup(
                        Content { page in
                            page.add(Button("Add somebody", href: path + "/new"))
                            page.link("Add many from a spreadsheet", to: path + "/load")
                        }))
                page.add(
                    Table(
                        caption: nil, head: ["Sign-in name", "Name", "Posts", "Works today"],
                        rows: people.map { row($0, site) }, firstCellIsHeader: true, narrow: .stacks))
                page.add(
                    Pagination(
                        previous: after.isEmpty ? nil : .init(path, text: "Back to the start"),
                        next: hasMore
                            ? people.last.map { .init("\(path)?after=\($0.signIn.percentEncoded)", text: "More") }
                            : nil))
            })
    }

    private static func row(_ person: Person, _ site: Site) -> [Table.Cell] {
        let posts = person.posts.filter(\.isHeld).map { post in
            [site.rulebook.role(post.role)?.title.english ?? post.role, post.organisationName, post.unit]
                .compactMap { $0 }.joined(separator: ", ")
        }
        let address = "\(path)/\(person.reference)"
        return [
            Table.Cell(Content { $0.link(.typed(person.signIn), to: address) }), Table.Cell(.typed(person.displayName)),
            Table.Cell(.text(posts.isEmpty ? "None" : posts.joined(separator: "; "))),
            Table.Cell(person.isWorking(on: site.today) ? "Yes" : "No"),
        ]
    }

    @Sendable
    static func new(_ visit: SignedInVisit) async throws -> Response {
        try await respond(visit, NewPerson(visit.form), errors: [])
    }

    @Sendable
    static func add(_ visit: SignedInVisit) async throws -> Response {
        let form = NewPerson(visit.form)
        switch form.draft {
        case .failure(let fault): return try await respond(visit, form, errors: [(fault.text, fault.field)])
        case .success(let draft):
            if let refusal = try await visit.site.access.refusalToJoin(draft) {
                return try await respond(
                    visit, form, errors: refusal.reasons.map { ($0.sentence, $0.field ?? "sign_in") })
            }
            do {
                let person = try await visit.site.access.join(draft, by: visit.account)
                return invitation(visit, person, try await visit.accounts.invite(person, by: visit.account))
            } catch let refused as EnrolmentRefused {
                return try await respond(
                    visit, form, errors: refused.refusal.reasons.map { ($0.sentence, $0.field ?? "sign_in") })
            }
        }
    }

    /// Invites somebody anew: for whoever has lost their phone, or was away for long.
    @Sendable
    static func invite(_ visit: SignedInVisit) async throws -> Response {
        guard visit.accounts.isProved(visit.session) else {
            return visit.site.redirect(
                to: SecondFactorPage.address(returningTo: "\(path)/\(visit.parameter("reference"))"))
        }
        guard let reference = CaseReference(visit.parameter("reference")),
            let person = try await visit.site.access.directory.person(reference.description),
            person.id != visit.account.id, person.isActive(on: visit.site.today)
        else { throw Problem.notFound }
        return invitation(visit, person, try await visit.accounts.invite(person, by: visit.account))
    }

    /// The address to hand over, shown once.
    private static func invitation(_ visit: SignedInVisit, _ person: Person, _ secret: String) -> Response {
        let origin = visit.site.configuration.publicOrigin ?? ""
        let page = visit.site.frame("Invitation", session: visit.session, in: .people)
        return visit.site.respond(
            page.html { page in
                page.add(Panel("Invitation made", content: "It is good once, for a week."))
                page.paragraph(
                    "Hand this address to \(typed: person.displayName) in person or by a way that you trust. It is shown now and never again."
                )
                page.element("p", class: "govuk-body fg-code", .text("\(origin)/invitation/\(secret)"))
                page.paragraph(
                    "Whoever opens it first chooses the password. The sign-in name is \(typed: person.signIn).")
                page.paragraph(Content { $0.link("Back to people", to: path) })
            })
    }

    private static func respond(
        _ visit: SignedInVisit, _ form: NewPerson, errors: [(text: String, field: String)]
    ) async throws -> Response {
        var organisations: [Organisation] = []
        while true {
            let more = try await visit.site.access.directory.organisations(after: organisations.last?.id ?? "")
            if more.isEmpty { break }
            organisations += more
        }
        let open = organisations.filter(\.isOpen)
        var page = visit.site.frame("Add somebody", session: visit.session, in: .people)
        page.hasErrors = !errors.isEmpty
        page.backLink = BackLink(path, text: "Back to people")
        let html = page.html { page in
            if !errors.isEmpty { page.add(ErrorSummary(errors.map { .init(.text($0.text), field: $0.field) })) }
            form.write(to: &page, visit, open, errors)
        }
        return visit.site.respond(html, status: errors.isEmpty ? .ok : .unprocessableContent)
    }
}

/// The form for somebody new, with their first post.
private struct NewPerson {
    struct Fault: Error {
        let text: String
        let field: String
    }

    private let form: FormFields

    init(_ form: FormFields) {
        self.form = form
    }

    private func value(_ name: String) -> String { form.first(name) }

    var draft: Result<PersonDraft, Fault> {
        for (field, text) in [
            ("sign_in", "Enter a sign-in name"), ("name", "Enter the name"), ("role", "Choose a role"),
            ("organisation", "Choose an organisation"),
        ] where value(field).isEmpty { return .failure(Fault(text: text, field: field)) }
        var until: CivilDate?
        if let iso = FormAnswers.iso(FormAnswers(form).date("ends_on")) {
            guard let day = CivilDate(iso) else {
                return .failure(
                    Fault(text: "Enter the last day with day, month and year, or leave it empty", field: "ends_on"))
            }
            until = day
        }
        return .success(
            PersonDraft(
                signIn: value("sign_in"), name: value("name"), role: value("role"), organisation: value("organisation"),
                unit: value("unit").isEmpty ? nil : value("unit"),
                areas: value("areas").split(whereSeparator: { ", |".contains($0) }).map { String($0) }, endsOn: until))
    }

    func write(
        to page: inout HTMLWriter, _ visit: SignedInVisit, _ organisations: [Organisation],
        _ errors: [(text: String, field: String)]
    ) {
        func error(_ field: String) -> Content? { errors.first { $0.field == field }.map { .text($0.text) } }
        let roles = visit.site.rulebook.roles.filter { !$0.isSystem }
        page.heading("Add somebody", .l)
        page.form(to: PeoplePages.path + "/new", hidden: [(HiddenField.csrf, visit.session.csrf)]) { page in
            page.add(
                TextInput(
                    name: "sign_in", label: "Sign-in name", value: value("sign_in"),
                    hint: "Such as a work e-mail address. It never changes and is never used again.",
                    error: error("sign_in"), width: .characters(30), autocomplete: "off", spellcheck: false))
            page.add(
                TextInput(
                    name: "name", label: "Name", value: value("name"), hint: "The name that others see",
                    error: error("name"), width: .characters(30), autocomplete: "off", spellcheck: false))
            page.add(
                Select(
                    name: "role", label: "Role",
                    options: [.init("", "Choose")] + roles.map { .init($0.id, .text($0.title.english)) },
                    value: value("role"), error: error("role")))
            page.add(
                Select(
                    name: "organisation", label: "Organisation",
                    options: [.init("", "Choose")] + organisations.map { .init($0.id, .typed($0.name)) },
                    value: value("organisation"), error: error("organisation")))
            page.add(
                TextInput(
                    name: "unit", label: "Unit or team (optional)", value: value("unit"), width: .characters(20),
                    autocomplete: "off"))
            page.add(
                TextInput(
                    name: "areas", label: "Councils whose area they cover (optional)", value: value("areas"),
                    hint: "Codes with commas between, for example KEN, MDW", error: error("areas"),
                    width: .characters(20), autocomplete: "off", spellcheck: false))
            let (day, month, year) = FormAnswers(form).date("ends_on")
            page.add(
                DateInput(
                    id: "ends_on", legend: "Last day (optional)", values: [.day: day, .month: month, .year: year],
                    hint: "If it is known already", error: error("ends_on")))
            page.add(Button("Add and invite"))
        }
    }
}

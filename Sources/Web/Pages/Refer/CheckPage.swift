import Access
import Casework
import Hummingbird
import Law
import Ledger
import Markup
import Rulebook

/// All answers of a draft, to be looked at once more, and the sending.
enum CheckPage {
    @Sendable
    static func show(_ visit: SignedInVisit) async throws -> Response {
        let desk = try await DraftDesk.openToChange(visit)
        return try await respond(desk, refusals: [:])
    }

    /// Sends what is ready. Each person's referral stands alone: what keeps one back does not keep the others.
    @Sendable
    static func send(_ visit: SignedInVisit) async throws -> Response {
        let draft = try await DraftDesk.draft(visit)
        let base = DraftDesk.base(of: draft)
        guard draft.sentAt == nil else { return visit.site.redirect(to: base + "/done") }
        // Nobody declares what they have not read.
        guard visit.form.first(CheckTemplate.version) == String(draft.version) else {
            return try await respond(DraftDesk(visit, draft), refusals: [:], isChanged: true)
        }
        guard visit.form.first("declared") == "yes" else {
            return try await respond(DraftDesk(visit, draft), refusals: [:], isUndeclared: true)
        }
        var refusals: [Int: Refusal] = [:]
        let say = visit.speech
        let origin = visit.site.configuration.publicOrigin ?? ""
        var isFirst = true
        let access = visit.site.access
        let letter: @Sendable (CaseReference) -> (subject: String, text: String) = {
            ReferenceLetter(say: say, reference: $0, origin: origin).mail
        }
        for person in draft.content.people where person.sent == nil {
            // What is sent for one is written down in the draft before the next.
            let outcome =
                isFirst
                ? try await access.submit(draft, person: person.number, for: visit.account, mail: letter)
                : try await access.submit(next: draft, person: person.number, for: visit.account, mail: letter)
            isFirst = false
            if case .refused(let refusal) = outcome { refusals[person.number] = refusal }
            if case .ended = outcome {
                let sentence = say("Nothing may be sent for this person. The page of the draft says why.")
                refusals[person.number] = Refusal([Reason(code: "nothing_to_send", sentence: sentence)])
            }
        }
        // Somebody deleted the draft meanwhile: what was sent stands with the referrals.
        if try await access.isDiscarded(draft) { return visit.site.redirect(to: StatusPages.path) }
        guard refusals.isEmpty else { return try await respond(try await DraftDesk.open(visit), refusals: refusals) }
        return visit.site.redirect(to: base + "/done")
    }

    private static func respond(
        _ desk: DraftDesk, refusals: [Int: Refusal], isUndeclared: Bool = false, isChanged: Bool = false
    ) async throws -> Response {
        let isRefused = !refusals.isEmpty || isUndeclared
        let status: HTTPResponse.Status = isChanged ? .conflict : isRefused ? .unprocessableContent : .ok
        var page = desk.frame(desk.say("Check your answers"), back: desk.base)
        page.hasErrors = isRefused
        let files = try await desk.site.access.files(of: desk.draft)
        return desk.respond(page, status: status) { page in
            CheckTemplate(
                desk: desk, files: files, refusals: refusals, isUndeclared: isUndeclared, isChanged: isChanged
            ).write(to: &page)
        }
    }
}

/// What is written to whoever refers: the reference, and how to come back. Nothing of the case.
struct ReferenceLetter: Sendable {
    let say: Speech
    let reference: CaseReference
    let origin: String

    var mail: (subject: String, text: String) {
        (
            say("Your reference {reference}", ["reference": "\(reference)"]),
            [
                say("What you sent has arrived. Its reference is {reference}.", ["reference": "\(reference)"]),
                say(
                    "Keep the reference: it names nobody. With it you see who has the case, answer questions, and put right what was wrong:"
                ),
                origin + "/referrals/\(reference)",
                say(
                    "This letter holds nothing of the case, and nothing about a case should be written in an answer to it."
                ),
            ].joined(separator: "\n\n")
        )
    }
}

private struct CheckTemplate {
    let desk: DraftDesk
    let files: [DraftFile]
    let refusals: [Int: Refusal]
    let isUndeclared: Bool
    let isChanged: Bool

    /// The field with the version of the draft that is on the page.
    static let version = "version"

    private var say: Speech { desk.say }

    func write(to page: inout HTMLWriter) {
        writeFaults(to: &page)
        if isChanged {
            page.add(
                NotificationBanner(
                    .text(
                        say(
                            "Somebody else changed the draft while you were reading it. Nothing was sent. Read the answers once more."
                        ))))
        }
        page.heading(.text(say("Check your answers")), .xl)
        let people = desk.draft.content.people.filter { $0.sent == nil }
        let answers = AnswerLines(desk: desk, files: files)
        if desk.isGroup {
            MeetingLines(desk: desk).write(to: &page)
            page.heading(.text(say("The same for everybody")), .l)
            answers.write(tasks: desk.journey.tasks.filter(\.isShared), person: nil, to: &page)
        }
        for person in people {
            if desk.isGroup { page.heading(.typed(desk.called(person.number)), .l) }
            answers.write(
                tasks: desk.isGroup ? desk.journey.tasks.filter { !$0.isShared } : desk.journey.tasks,
                person: person.number, to: &page)
            if desk.isGroup { answers.write(different: person, to: &page) }
            writeDoubts(of: person.number, to: &page)
            writeNamed(person.number, to: &page)
        }
        writeSend(people.map(\.number), to: &page)
    }

    private func writeFaults(to page: inout HTMLWriter) {
        var items: [ErrorSummary.Item] = []
        if isUndeclared { items.append(.init(.text(say("Read the declaration and tick the box")), field: "declared")) }
        var told: Set<String> = []
        for (number, refusal) in refusals.sorted(by: { $0.key < $1.key }) {
            for reason in refusal.reasons {
                // What is the same for everybody is told once.
                let isShared = reason.field.flatMap { desk.journey.task(asking: $0) }?.isShared ?? false
                if isShared, !told.insert("\(reason.code) \(reason.field ?? "")").inserted { continue }
                let sentence = desk.record.map { say.spoken(reason, $0).sentence } ?? reason.sentence
                let href = reason.field.flatMap { address(of: $0, number) }
                items.append(
                    .init(.text((desk.isGroup && !isShared ? desk.called(number) + ": " : "") + sentence), href: href))
            }
        }
        if !items.isEmpty { page.add(ErrorSummary(items)) }
    }

    /// Where an answer about a person is changed; `nil` when no page asks for it.
    private func address(of field: String, _ number: Int) -> String? {
        guard let (task, one) = desk.journey.pages.first(where: { $0.page.fields.contains(field) }) else { return nil }
        let isOwn = !task.isShared || desk.draft.content.person(number)?.answers[field] != nil
        let who = isOwn ? String(number) : DraftDesk.everybody
        return "\(desk.base)/\(who)/\(desk.steps.areTogether(task) ? task.id : one.id)"
    }

    /// A report that must not say who somebody is: what was typed of their name is looked for in the words that go with it.
    private func writeNamed(_ number: Int, to page: inout HTMLWriter) {
        guard let sheet = desk.steps.sheet(number), sheet.end == nil, sheet.making.record != desk.journey.record,
            sheet.made.record.withholds.contains(where: { sheet.made.holds($0.when) })
        else { return }
        page.add(
            WarningText(
                .text(
                    say(
                        "The report must not say who the person is. Take names, addresses and phone numbers out of your own words."
                    ))))
        let typed = desk.draft.content.answers(of: number)
        let names = desk.journey.names.compactMap { field -> String? in
            guard case .text(let name)? = typed[field], name.count > 2 else { return nil }
            return name.lowercased()
        }
        let withheld = Set(sheet.made.record.withholds.flatMap(\.fields) + desk.journey.remembers)
        let named = sheet.made.record.fields.filter { field in
            guard !withheld.contains(field.id), sheet.asks(field.id),
                case .text(let text)? = sheet.made.answers[field.id]
            else { return false }
            return names.contains { text.lowercased().contains($0) }
        }
        write(named, under: "Their name stands in these answers:", number, to: &page)
        let reachable = sheet.made.record.fields.filter { field in
            guard !withheld.contains(field.id), field.kind == .longText || field.kind == .text, sheet.asks(field.id),
                case .text(let text)? = sheet.made.answers[field.id]
            else { return false }
            return text.holdsAddress
        }
        write(reachable, under: "A phone number or an email stands in these answers:", number, to: &page)
    }

    private func write(_ fields: [FieldDefinition], under sentence: String, _ number: Int, to page: inout HTMLWriter) {
        guard !fields.isEmpty else { return }
        let say = say
        page.paragraph(.text(say(sentence)))
        page.list(
            fields.map { field in
                Content { $0.link(.text(say(field.label)), to: address(of: field.id, number) ?? desk.base) }
            })
    }

    /// Contradictions go with the referral as questions.
    private func writeDoubts(of number: Int, to page: inout HTMLWriter) {
        let doubts = (desk.steps.sheet(number)?.made.doubts ?? []).filter { !$0.hasPrefix("unlisted_answer.") }
        let found = doubts.compactMap { desk.site.rulebook.dossier(desk.journey.dossier)?.question($0)?.definition }
        guard !found.isEmpty else { return }
        let say = say
        page.add(
            InsetText(
                Content { page in
                    page.paragraph(
                        .text(say("These go with it as questions. You will be asked about them; nothing is held up.")))
                    page.list(found.map { .text(say($0.label)) })
                }))
    }

    private func writeSend(_ people: [Int], to page: inout HTMLWriter) {
        let (desk, say, isUndeclared) = (desk, say, isUndeclared)
        let ready = people.filter { desk.steps.isReady($0) && desk.steps.sheet($0)?.end == nil }
        let reports = people.filter { desk.steps.sheet($0)?.making.record != desk.journey.record }
        page.heading(.text(say("Declaration")), .m)
        let ended = people.filter { desk.steps.sheet($0)?.end != nil }
        for number in ended {
            page.paragraph(
                Content { page in
                    page.link(.text(say("There is nothing to send")), to: "\(desk.base)/\(number)/end")
                    if desk.isGroup { page.add(.typed(": " + desk.called(number))) }
                })
        }
        if ready.isEmpty, ended.count < people.count {
            page.paragraph(.text(say("Some answers are still missing. They are marked above.")))
        }
        if ended.count == people.count { return }
        page.form(
            to: desk.base + "/check",
            hidden: desk.visit.hidden([(CheckTemplate.version, String(desk.draft.version))]),
            attributes: KeepAttributes(say: say, save: nil).all
        ) { page in
            page.add(
                Checkboxes(
                    name: "declared", legend: nil,
                    choices: [
                        Choice(
                            "yes",
                            .text(
                                say(
                                    "What I have written is true as far as I know. Adults were told what a referral is, in words they understand, before they were asked; where that could not be done, I have said so."
                                )))
                    ], error: isUndeclared ? .text(say("Read the declaration and tick the box")) : nil))
            let label =
                reports.count == people.count && !people.isEmpty
                ? "Submit the report" : people.count > 1 ? "Submit all that is ready" : "Submit the referral"
            page.add(Button(.text(say(label)), preventsDoubleClick: true))
        }
    }
}

/// The answers of a draft in lines, each with a way to change it.
struct AnswerLines: Sendable {
    let desk: DraftDesk
    let files: [DraftFile]
    var isForReading = false

    private var say: Speech { desk.say }

    func write(tasks: [JourneyDefinition.Task], person: Int?, to page: inout HTMLWriter) {
        guard let sheet = desk.steps.sheet(person) else { return }
        for task in tasks {
            let pages = task.pages.filter(sheet.asks)
            let rows = pages.flatMap { self.rows(of: $0, task, person, sheet) }
            guard !rows.isEmpty else { continue }
            page.heading(.text(say(task.title)), .m)
            page.add(SummaryList(rows))
        }
    }

    /// Pages that are the same for everybody, and that one person answers otherwise.
    func write(different person: Draft.Person, to page: inout HTMLWriter) {
        guard let sheet = desk.steps.sheet(person.number) else { return }
        var rows: [SummaryList.Row] = []
        for task in desk.journey.tasks where task.isShared {
            for one in task.pages where one.fields.contains(where: { person.answers[$0] != nil }) {
                rows += self.rows(of: one, task, person.number, sheet)
            }
        }
        guard !rows.isEmpty else { return }
        page.heading(.text(say("Different for this person")), .m)
        page.add(SummaryList(rows))
    }

    private func rows(
        of one: JourneyDefinition.Page, _ task: JourneyDefinition.Task, _ person: Int?, _ sheet: DraftSheet
    ) -> [SummaryList.Row] {
        let who =
            task.isShared
                && person.flatMap({ desk.draft.content.person($0) }).map({ own in
                    one.fields.allSatisfy { own.answers[$0] == nil }
                }) ?? task.isShared ? DraftDesk.everybody : person.map { String($0) } ?? DraftDesk.everybody
        let address = "\(desk.base)/\(who)/\(desk.steps.areTogether(task) && person != nil ? task.id : one.id)"
        var rows: [SummaryList.Row] = []
        for id in one.fields {
            guard let field = sheet.made.record.field(id), sheet.asks(id) else { continue }
            if field.kind == .files {
                let own = files.filter { $0.person == person }.map(\.name)
                var names: Content? = own.isEmpty ? nil : .typed(own.joined(separator: ", "))
                if names == nil, case .codes(let sent)? = sheet.made.answers[id] {
                    names = .text(say("{count} files", ["count": String(sent.count)]))
                }
                rows.append(line(field, names, address))
                continue
            }
            let words = answer(to: field, sheet)
            let isNeeded = sheet.made.demands(field) || one.demands.contains(id)
            // What may be left out and was left out takes up no line.
            guard words != nil || isNeeded || one.fields.count == 1 else { continue }
            rows.append(line(field, words ?? (isNeeded ? missing : .text(say("Not answered"))), address))
        }
        for need in sheet.lacking(on: one) {
            rows.append(
                isForReading
                    ? .init(.text(say(need.label)), missing)
                    : .init(
                        .text(say(need.label)), missing, change: address, text: .text(say("Change")),
                        hidden: .text(say(need.label))))
        }
        return rows
    }

    private var missing: Content { Content(Tag(.text(say("Not answered yet")), .red)) }

    private func line(_ field: FieldDefinition, _ value: Content?, _ address: String) -> SummaryList.Row {
        let label = Content.text(say(field.label))
        let value = value ?? .text(say("None"))
        if isForReading { return .init(label, value) }
        return .init(label, value, change: address, text: .text(say("Change")), hidden: label)
    }

    private func answer(to field: FieldDefinition, _ sheet: DraftSheet) -> Content? {
        if let value = sheet.made.answers[field.id] {
            let rulebook = desk.site.rulebook
            switch value {
            case .yes(let isYes): return .text(say(isYes ? "Yes" : "No"))
            case .code(let code):
                return .text(field.list.flatMap { rulebook.lists[$0] }?[code].map { say($0.label) } ?? code)
            case .codes(let codes):
                let list = field.list.flatMap { rulebook.lists[$0] }
                return .text(codes.map { code in list?[code].map { say($0.label) } ?? code }.joined(separator: "; "))
            case .date(let date): return "\(DateText(date))"
            case .number(let number): return .text(String(number))
            case .text(let text):
                return Content { page in page.element("span", class: "fg-answer", .typed(text)) }
            }
        }
        guard sheet.made.faults.contains(where: { $0.field == field.id }) else { return nil }
        return Content(Tag(.text(say("To be put right")), .red))
    }
}

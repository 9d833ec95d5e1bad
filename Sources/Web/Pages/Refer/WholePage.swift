import Access
import Casework
import Hummingbird
import Law
import Markup
import Rulebook

/// Every question on one page: for somebody with all answers ready, and for a place without a connection.
///
/// It is saved every few seconds while there is a connection, and holds what is typed while there is none. Nothing is stored in the
/// browser.
enum WholePage {
    @Sendable
    static func show(_ visit: SignedInVisit) async throws -> Response {
        let desk = try await DraftDesk.openToChange(visit)
        return try respond(desk, try number(desk), typed: nil, touched: Touched(""), faults: [:], picks: [:])
    }

    @Sendable
    static func send(_ visit: SignedInVisit) async throws -> Response {
        let desk = try await DraftDesk.openToChange(visit)
        let number = try number(desk)
        let forms = forms(desk, number, sent: visit.form)
        var picks: [String: [FieldControl.Option]] = [:]
        var unknown: [Reason] = []
        var read: [(form: QuestionForm, answers: [String: RawAnswer?])] = []
        let before = AnswersSeen(visit.form.first(AnswersSeen.field))
        var touched = Touched(visit.form.first(Touched.field))
        for form in forms {
            let (answers, faults, found) = form.read()
            // Only what was on the page and was changed there: others may be at work on the rest. What was changed and saved once
            // and then changed back is a change too.
            let changed = answers.filter {
                before.isEmpty || before.differs($0.key, $0.value) || touched.contains($0.key)
            }
            touched.insert(changed.keys)
            read.append((form, changed))
            unknown += faults
            picks.merge(found) { $1 }
        }
        let draft = try await visit.site.access.save(desk.draft.id, for: visit.account) { content in
            for (form, answers) in read { content.put(answers, for: form.step.person) }
        }
        if visit.form.first("then") != "go" { return visit.site.text("") }
        let now = DraftDesk(visit, draft)
        var reasons: [String: [Reason]] = [:]
        for form in WholePage.forms(now, number, sent: visit.form) {
            let wrong =
                unknown.filter { reason in form.plan.questions.contains { $0.field.id == reason.field } }
                + form.reasons(in: draft.content, isDone: true)
            if !wrong.isEmpty { reasons[form.step.id] = wrong }
        }
        guard reasons.isEmpty else {
            return try respond(now, number, typed: visit.form, touched: touched, faults: reasons, picks: picks)
        }
        return visit.site.redirect(to: now.base + "/check")
    }

    private static func number(_ desk: DraftDesk) throws -> Int {
        guard !desk.isGroup, let number = Int(desk.visit.parameter("who")), desk.draft.content.person(number) != nil
        else { throw Problem.notFound }
        return number
    }

    /// The pages as they would be asked one by one; also those that an answer on this page may bring up.
    private static func forms(_ desk: DraftDesk, _ number: Int, sent: FormFields?) -> [QuestionForm] {
        desk.steps.all.compactMap { step in
            sent.map { QuestionForm(desk, step, sent: $0) } ?? QuestionForm(desk, step)
        }
    }

    private static func respond(
        _ desk: DraftDesk, _ number: Int, typed: FormFields?, touched: Touched, faults: [String: [Reason]],
        picks: [String: [FieldControl.Option]]
    ) throws -> Response {
        let say = desk.say
        var page = desk.frame(say("All questions on one page"), back: desk.base)
        page.hasErrors = !faults.isEmpty
        let address = "\(desk.base)/\(number)/whole"
        let forms = forms(desk, number, sent: typed)
        return desk.respond(page, status: faults.isEmpty ? .ok : .unprocessableContent) { page in
            let all = forms.flatMap { form in (faults[form.step.id] ?? []).map { (form, $0) } }
            if !all.isEmpty {
                page.add(
                    ErrorSummary(
                        all.map { form, reason in
                            .init(.text(reason.sentence), field: form.anchor(of: reason.field ?? ""))
                        }))
            }
            page.heading(.text(say("All questions on one page")), .xl)
            page.paragraph(
                .text(
                    say(
                        "What you type is saved every few seconds. Without a connection it stays on this page, and nowhere else on this device: keep the page open until the connection is back."
                    )))
            page.paragraph(
                .text(say("Questions that depend on an answer appear when the page is saved and opened anew.")))
            page.form(
                to: address,
                hidden: desk.visit.hidden([
                    (AnswersSeen.field, typed?.first(AnswersSeen.field) ?? AnswersSeen(forms.map(\.seen)).text),
                    (Touched.field, touched.text),
                ]),
                attributes: KeepAttributes(say: say, save: address).all
            ) { page in
                for var form in forms {
                    if let wrong = faults[form.step.id] {
                        form.faults = FormFaults(Refusal(wrong), plan: form.plan, speech: say)
                        form.faults.picks = picks
                    }
                    page.heading(.text(form.title), .m)
                    for one in form.pages {
                        if let about = one.about { page.paragraph(.text(say(about))) }
                        if one.kind == .explanation {
                            page.paragraph(
                                Content { page in
                                    page.link(
                                        .text(say("What to tell the person, in twelve languages")), to: "/explanation",
                                        attributes: [Attribute("target", "_blank"), Attribute("rel", "noopener")])
                                })
                        }
                    }
                    ConsentWords(form)?.write(to: &page)
                    FormSections(
                        plan: form.plan.untitled, answers: form.answers, faults: form.faults, speech: say,
                        style: .journey
                    )
                    .write(to: &page)
                }
                page.add(Button(.text(say("Save and check")), name: "then", value: "go"))
            }
        }
    }
}

/// The questions that were changed on a page since it was opened, whatever they say now. The script that keeps the page adds to it.
private struct Touched {
    static let field = "touched"
    private var names: Set<Substring>

    /// Reads ``text``, or what the script made of it: names of controls.
    init(_ text: String) { names = Set(text.split(separator: " ", maxSplits: 1_000).prefix(1_000)) }

    var text: String { names.sorted().joined(separator: " ") }

    mutating func insert(_ fields: some Sequence<String>) { names.formUnion(fields.map { $0[...] }) }

    /// A question may have several controls: `date_of_birth-day`.
    func contains(_ field: String) -> Bool {
        names.contains { $0 == field || $0.hasPrefix(field + "-") }
    }
}

extension QuestionForm {
    /// The id that a question's first control has.
    fileprivate func anchor(of field: String) -> String {
        guard let question = plan.questions.first(where: { $0.field.id == field }) else { return field }
        if case .date = question.control { return field + "-day" }
        return field
    }
}

import Access
import Casework
import Hummingbird
import Law
import Markup
import Rulebook

/// One page of questions of a draft.
enum QuestionPage {
    @Sendable
    static func show(_ visit: SignedInVisit) async throws -> Response {
        let desk = try await DraftDesk.openToChange(visit)
        let step = try step(desk)
        // What is not asked any more, or not yet: whoever comes here by going back goes on with what is.
        guard var form = QuestionForm(desk, step) else { throw Problem.elsewhere(desk.address(after: step)) }
        form.fill(inLanguage: visit.query.first("language"))
        let others = try await visit.site.access.visit(desk.draft, page: form.step.id, by: visit.account)
        return try await respond(form, others: others)
    }

    @Sendable
    static func send(_ visit: SignedInVisit) async throws -> Response {
        let desk = try await DraftDesk.openToChange(visit)
        let step = try step(desk)
        guard var form = QuestionForm(desk, step, sent: visit.form) else { throw Problem.notFound }
        let then = Then(rawValue: visit.form.first("then")) ?? .go
        let (typed, unknown, picks) = form.read()
        let answers = form.changed(typed)
        var wrong: [Reason] = []
        let saved: Draft
        do {
            saved = try await visit.site.access.save(desk.draft.id, for: visit.account) { content in
                let conflicts = form.conflicts(with: content, sending: answers)
                if !conflicts.isEmpty { throw DraftConflict(fields: conflicts) }
                var changed = content
                changed.put(answers, for: form.step.person)
                wrong = unknown + form.reasons(in: changed, isDone: then == .go)
                // What can be kept is kept, right or wrong, by whoever stops here; who goes on has it put right first.
                if wrong.isEmpty || then != .go { content = changed }
            }
        } catch let conflict as DraftConflict {
            let now = try await DraftDesk.openToChange(visit)
            return try await ConflictOfDraft.respond(form, conflict, now: now)
        }
        if then == .save { return visit.site.text("") }
        if then == .later { return visit.site.redirect(to: desk.base + "?saved=1") }
        guard wrong.isEmpty else {
            form.faults = FormFaults(Refusal(wrong), plan: form.plan, speech: desk.say)
            form.faults.picks = picks
            return try await respond(form, others: [], status: .unprocessableContent)
        }
        let now = DraftDesk(visit, saved)
        let doubts = Doubts(before: desk, after: now, step: step)
        let isOver = step.person.flatMap { now.steps.sheet($0) }?.end != nil
        if !doubts.new.isEmpty, !isOver {
            return visit.site.redirect(to: now.address(step) + "?check=" + doubts.new.joined(separator: ","))
        }
        return visit.site.redirect(to: now.address(after: step))
    }

    /// What is done once the answers are saved.
    private enum Then: String {
        case go, later, save
    }

    static func step(_ desk: DraftDesk) throws -> DraftStep {
        let who = desk.visit.parameter("who")
        let person = who == DraftDesk.everybody ? nil : Int(who)
        guard who == DraftDesk.everybody || person != nil,
            let step = desk.steps.step(person: person, id: desk.visit.parameter("page"))
        else { throw Problem.notFound }
        return step
    }

    static func respond(
        _ form: QuestionForm, others: [(name: String, page: String)], status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let desk = form.desk
        let title = form.title
        var page = desk.frame(title, back: desk.steps.previous(before: form.step).map(desk.address) ?? desk.base)
        page.hasErrors = !form.faults.isEmpty
        let extras = try await QuestionExtras(form)
        return desk.respond(page, status: status) { page in
            QuestionTemplate(form: form, title: title, others: others, extras: extras).write(to: &page)
        }
    }
}

extension QuestionForm {
    /// Whether the page asks one thing, which then is its heading.
    var isOneQuestion: Bool {
        pages.count == 1 && pages[0].kind == .questions && pages[0].about == nil && pages[0].readsOut.isEmpty
            && plan.untitled.sections.first?.items.count == 1
    }

    var title: String {
        if pages.count == 1 { return desk.say(pages[0].title) }
        return desk.journey.tasks.first { $0.id == step.task }.map { desk.say($0.title) } ?? ""
    }
}

/// Contradictions that an answer brought up: told at once, and never a reason to stop.
private struct Doubts {
    let new: [String]

    init(before: DraftDesk, after: DraftDesk, step: DraftStep) {
        func doubts(_ desk: DraftDesk) -> Set<String> {
            let people = step.person.map { [$0] } ?? desk.draft.content.people.map(\.number)
            return Set(
                people.flatMap { desk.steps.sheet($0)?.made.doubts ?? [] }.filter { !$0.hasPrefix("unlisted_answer.") })
        }
        new = doubts(after).subtracting(doubts(before)).sorted()
    }
}

/// What stands on a page beside its questions.
struct QuestionExtras: Sendable {
    let explanation: ExplanationText?
    let files: [DraftFile]?

    init(_ form: QuestionForm) async throws {
        let kinds = Set(form.pages.map(\.kind))
        let desk = form.desk
        explanation = kinds.contains(.explanation) ? try await ExplanationText(desk.visit, for: form) : nil
        files = kinds.contains(.evidence) ? try await desk.site.access.files(of: desk.draft) : nil
    }
}

private struct QuestionTemplate {
    let form: QuestionForm
    let title: String
    let others: [(name: String, page: String)]
    let extras: QuestionExtras

    private var desk: DraftDesk { form.desk }
    private var say: Speech { form.desk.say }

    func write(to page: inout HTMLWriter) {
        if !form.faults.isEmpty { page.add(form.faults.summary) }
        writeOthers(to: &page)
        writeDoubts(to: &page)
        page.element("p", class: "govuk-caption-l") { $0.add(caption) }
        if !form.isOneQuestion { page.heading(.text(title), .l) }
        for one in form.pages {
            if let about = one.about { page.paragraph(.text(say(about))) }
        }
        extras.explanation?.write(to: &page)
        ConsentWords(form)?.write(to: &page)
        if let files = extras.files { EvidenceList(desk: desk, step: form.step, files: files).write(to: &page) }
        let (form, say) = (form, say)
        let takesFiles = extras.files != nil
        let address =
            takesFiles
            ? "\(desk.base)/\(form.step.person ?? 1)/files"
            : desk.address(form.step) + (extras.explanation?.query ?? "")
        page.form(
            to: address, hidden: desk.visit.hidden([(AnswersSeen.field, form.seen.text)]), hasFiles: takesFiles,
            attributes: KeepAttributes(say: say, save: nil).all
        ) { page in
            if takesFiles { EvidenceList.writeUpload(say, error: nil, to: &page) }
            FormSections(
                plan: form.pages.count == 1 ? form.plan.untitled : form.plan, answers: form.answers,
                faults: form.faults, speech: say,
                style: .journey, isHeading: form.isOneQuestion
            ).write(to: &page)
            page.element("div", class: "govuk-button-group") { page in
                page.add(Button(.text(say("Save and continue")), name: "then", value: "go"))
                page.add(Button(.text(say("Save and come back later")), kind: .secondary, name: "then", value: "later"))
                page.link(.text(say("Skip for now")), to: form.desk.address(after: form.step))
            }
        }
        writeOwn(to: &page)
        LawsOfPage(form)?.write(to: &page)
    }

    /// The task and how far one is in it, and of several people the one it is about.
    private var caption: Content {
        let task = desk.journey.tasks.first { $0.id == form.step.task }
        let steps = task.map { desk.steps.steps(of: $0, person: form.step.person) } ?? []
        let place = (steps.firstIndex(of: form.step) ?? 0) + 1
        let name = task.map { say($0.title) } ?? ""
        let words = name == title ? nil : name
        let far =
            steps.count > 1 ? say("{place} of {count}", ["place": String(place), "count": String(steps.count)]) : nil
        let person = form.step.person.flatMap { desk.isGroup ? desk.called($0) : nil }
        return .typed([person, words, far].compactMap { $0 }.joined(separator: " · "))
    }

    private func writeOthers(to page: inout HTMLWriter) {
        for other in others where other.page == form.step.id {
            page.add(
                NotificationBanner(
                    "\(typed: other.name) \(say("has this page open too. Speak with them, or answer another page first."))"
                ))
        }
    }

    private func writeDoubts(to page: inout HTMLWriter) {
        let ids = desk.visit.query.first("check").split(separator: ",").map { String($0) }
        guard !ids.isEmpty, let dossier = desk.site.rulebook.dossier(desk.journey.dossier) else { return }
        let doubts = ids.prefix(5).compactMap { dossier.question($0)?.definition }
        guard !doubts.isEmpty else { return }
        let (say, next) = (say, desk.address(after: form.step))
        page.add(
            NotificationBanner(
                Content { page in
                    page.trusted("<h3 class=\"govuk-notification-banner__heading\">")
                    page.text(
                        say(
                            doubts.contains { $0.atOnce != nil }
                                ? "Your answer is saved. Before you go on:"
                                : "Your answer is saved. Look at it once more:"))
                    page.trusted("</h3>")
                    for doubt in doubts {
                        page.element("p", class: "govuk-body") { page in
                            page.trusted("<strong>")
                            page.text(say(doubt.label))
                            page.trusted(".</strong>")
                        }
                        // Nobody is sent to look for a mistake while somebody has to be made safe.
                        if let now = doubt.atOnce {
                            page.paragraph(.text(say(now)))
                        } else if let question = doubt.referrer {
                            page.paragraph(.text(say(question)))
                        }
                    }
                    let isDoubtful = doubts.contains { $0.atOnce == nil }
                    if isDoubtful {
                        page.paragraph(
                            .text(
                                say(
                                    "Change the answer, or go on: the referral is not held up by it. It goes with it as a question."
                                )))
                    }
                    page.paragraph(
                        Content {
                            $0.link(.text(say(isDoubtful ? "It is right as it stands: go on" : "Go on")), to: next)
                        })
                }))
    }

    /// Of several people one may have lived something else than the others.
    private func writeOwn(to page: inout HTMLWriter) {
        guard desk.isGroup, form.step.person == nil else { return }
        let (desk, step, say) = (desk, form.step, say)
        page.add(
            Details(
                .text(say("Is it different for one of them?")),
                content: Content { page in
                    page.paragraph(.text(say("Answer this page for that person alone. Their answers go before these.")))
                    page.list(
                        desk.draft.content.people.map { person in
                            Content { page in
                                page.link(
                                    .typed(desk.called(person.number)), to: "\(desk.base)/\(person.number)/\(step.id)")
                            }
                        })
                }))
    }
}

/// What a form tells the script that keeps it through a lost connection.
struct KeepAttributes: Sendable {
    let say: Speech
    /// Where it is saved while it is being filled in; `nil`: only when it is sent.
    let save: String?

    var all: [Attribute] {
        var attributes = [
            Attribute("data-keep", ""),
            Attribute(
                "data-keep-offline",
                say(
                    "There is no connection. What you typed is still on this page. Keep it open: it is sent as soon as the connection is back."
                )),
            Attribute("data-keep-try", say("Try now")),
            Attribute(
                "data-keep-signed-out", say("You have been signed out. Sign in again, then send this page once more.")),
            Attribute("data-keep-sign-in", say("Sign in")),
            Attribute("data-keep-sign-in-at", SignInPage.address(returningTo: ParkedForm.path)),
            Attribute("data-keep-saved", say("Saved at {time}")),
        ]
        if let save { attributes.append(Attribute("data-save", save)) }
        return attributes
    }
}

/// Two people changed the same answers: both are shown, and whoever comes later decides.
enum ConflictOfDraft {
    static func respond(_ form: QuestionForm, _ conflict: DraftConflict, now desk: DraftDesk) async throws -> Response {
        guard let theirs = QuestionForm(desk, form.step) else { throw Problem.notFound }
        let say = desk.say
        var page = desk.frame(form.title, back: desk.address(form.step))
        page.hasErrors = false
        return desk.respond(page, status: .conflict) { page in
            page.heading(.text(say("Somebody else changed this answer while you were typing")), .l)
            page.paragraph(
                .text(say("Nothing of yours is lost. Below is what the draft says now, and what you typed.")))
            let fields = theirs.plan.questions.filter { conflict.fields.contains($0.field.id) }
            page.add(
                Table(
                    caption: .text(say("Two answers to the same question")),
                    head: [
                        .init(.text(say("Question"))), .init(.text(say("In the draft"))), .init(.text(say("Yours"))),
                    ],
                    rows: fields.map { question in
                        [
                            .init(.text(say(question.field.label))), .init(.typed(theirs.words(question))),
                            .init(.typed(form.words(question))),
                        ]
                    }, firstCellIsHeader: true, narrow: .stacks))
            page.form(
                to: desk.address(form.step),
                hidden: desk.visit.hidden([(AnswersSeen.field, theirs.seen.text)]) + form.sentAgain
            ) { page in
                page.element("div", class: "govuk-button-group") { page in
                    page.add(Button(.text(say("Put mine in")), name: "then", value: "go"))
                    page.link(.text(say("Leave it as it is in the draft")), to: desk.address(after: form.step))
                }
            }
        }
    }
}

extension QuestionForm {
    /// An answer in words, as it was typed.
    fileprivate func words(_ question: FormPlan.Question) -> String {
        let id = question.field.id
        switch question.control {
        case .date:
            let (day, month, year) = answers.date(id)
            return [day, month, year].filter { !$0.isEmpty }.joined(separator: " ")
        case .radios(let options), .checkboxes(let options), .select(let options):
            return answers.all(id).map { value in options.first { $0.value == value }?.label ?? value }.joined(
                separator: ", ")
        default: return answers.all(id).joined(separator: ", ")
        }
    }

    /// Everything that was typed, to be sent once more.
    fileprivate var sentAgain: [(name: String, value: String)] {
        plan.questions.flatMap { question -> [(name: String, value: String)] in
            let id = question.field.id
            guard case .date = question.control else { return answers.all(id).map { (id, $0) } }
            let (day, month, year) = answers.date(id)
            return [(id + "-day", day), (id + "-month", month), (id + "-year", year)]
        }
    }
}

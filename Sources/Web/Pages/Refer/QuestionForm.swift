import Access
import Casework
import Law
import Rulebook

/// The questions of a step with their answers: as they stand in the draft, or as they were just typed.
struct QuestionForm: Sendable {
    let desk: DraftDesk
    let step: DraftStep
    let pages: [JourneyDefinition.Page]
    let plan: FormPlan
    private(set) var answers: FormAnswers
    var faults = FormFaults()
    /// What the draft said when the page was made: tells what was changed on it, and what somebody else has changed since.
    let seen: AnswersSeen

    private var say: Speech { desk.say }

    /// As the draft has it.
    init?(_ desk: DraftDesk, _ step: DraftStep) {
        guard let record = desk.record, let dossier = desk.dossier,
            let sheet = desk.steps.sheet(step.person)
        else { return nil }
        self.desk = desk
        self.step = step
        let pages = desk.steps.pages(of: step)
        self.pages = pages
        let fields = QuestionForm.fields(of: pages, record: record, sheet: sheet)
        guard !fields.isEmpty || pages.contains(where: { $0.kind == .evidence && sheet.asks($0) }) else { return nil }
        plan = desk.plan(
            step,
            fields.map { field in
                (field, pages.contains { $0.demands.contains(field.id) && sheet.sheet.holds($0.demandsWhen) })
            }, of: record, in: dossier)
        let given = desk.steps.given(step)
        answers = FormAnswers(FormFields(QuestionForm.typed(given, plan, desk)))
        seen = AnswersSeen(given, plan)
    }

    /// As it was typed.
    init?(_ desk: DraftDesk, _ step: DraftStep, sent form: FormFields) {
        guard let blank = QuestionForm(desk, step) else { return nil }
        self.desk = desk
        self.step = step
        pages = blank.pages
        plan = blank.plan
        answers = FormAnswers(form)
        seen = AnswersSeen(form.first(AnswersSeen.field))
    }

    /// The questions to show: those that are asked as things stand, and those that an answer on the same page may bring up.
    private static func fields(
        of pages: [JourneyDefinition.Page], record: RecordDefinition, sheet: DraftSheet
    ) -> [FieldDefinition] {
        let here = pages.flatMap(\.fields)
        return pages.filter(sheet.asks).flatMap(\.fields).compactMap { id in
            guard let field = record.field(id), field.kind != .files else { return nil }
            if sheet.asks(id) { return field }
            let mentioned = (field.appliesWhen?.flattened ?? []).contains { part in
                if case .field(let path, _) = part { here.contains(path.field) } else { false }
            }
            return mentioned ? field : nil
        }
    }

    /// Puts the language that was chosen for the explanation where the page asks in which it was explained, unless that is answered.
    mutating func fill(inLanguage code: String) {
        let field = "explained_language"
        guard !code.isEmpty, plan.questions.contains(where: { $0.field.id == field }), answers.text(field).isEmpty,
            let label = desk.site.rulebook.lists["language"]?[code]?.label
        else { return }
        var typed = QuestionForm.typed(desk.steps.given(step), plan, desk)
        typed[field] = [say(label)]
        answers = FormAnswers(FormFields(typed))
    }

    /// Answers as the fields of a form hold them; of a list that is searched, the words.
    private static func typed(_ answers: [String: RawAnswer], _ plan: FormPlan, _ desk: DraftDesk) -> [String: [String]]
    {
        var fields: [String: [String]] = [:]
        for question in plan.questions {
            let id = question.field.id
            switch (answers[id], question.control) {
            case (.text(let text)?, .date):
                if let date = CivilDate(text) { fields.merge(FormFaults.day(date, of: id)) { $1 } }
            case (.text(let text)?, .search(let list)):
                fields[id] = [desk.site.rulebook.lists[list]?[text].map { desk.say($0.label) } ?? text]
            case (.text(let text)?, _): fields[id] = [text]
            case (.list(let texts)?, _): fields[id] = texts
            default: break
            }
        }
        return fields
    }

    /// Of the answers that were typed those that were changed on the page; the others are left to whoever changes them.
    func changed(_ answers: [String: RawAnswer?]) -> [String: RawAnswer?] {
        seen.isEmpty ? answers : answers.filter { seen.differs($0.key, $0.value) }
    }

    /// The fields that were changed on the page, and by somebody else since, to something else.
    func conflicts(with draft: Draft.Content, sending answers: [String: RawAnswer?]) -> [String] {
        let now =
            step.person.map { draft.answers(of: $0) }
            ?? (draft.people.count == 1 ? draft.answers(of: draft.people[0].number) : draft.shared)
        return answers.compactMap { field, answer in
            seen.differs(field, now[field]) && now[field] != answer ? field : nil
        }
    }

    /// What was typed, read as far as lists go: the answers to keep, and what is not on its list.
    func read() -> (answers: [String: RawAnswer?], unknown: [Reason], picks: [String: [FieldControl.Option]]) {
        var raw = answers.raw(plan)
        var unknown: [Reason] = []
        var picks: [String: [FieldControl.Option]] = [:]
        for question in plan.questions {
            guard case .search(let list) = question.control, case .text(let text)? = raw[question.field.id] else {
                continue
            }
            switch find(text, in: list, for: question.field) {
            case .code(let code): raw[question.field.id] = .text(code)
            case .asWritten: break
            case .unknown(let options):
                picks[question.field.id] = options
                unknown.append(
                    Reason(
                        code: "not_on_list",
                        sentence: say(
                            options.isEmpty
                                ? "“{text}” is not on the list. Check the spelling, or type another name for it."
                                : "“{text}” is not on the list. Choose what was meant.", ["text": text]),
                        field: question.field.id))
            }
        }
        var all: [String: RawAnswer?] = [:]
        for question in plan.questions { all[question.field.id] = .some(raw[question.field.id]) }
        return (all, unknown, picks)
    }

    private enum Found {
        case code(String)
        /// Kept as it was written: whoever typed it said so.
        case asWritten
        case unknown([FieldControl.Option])
    }

    private static let keep = "as-written"

    private func find(_ text: String, in list: String, for field: FieldDefinition) -> Found {
        if let code = desk.site.rulebook.lists[list]?.code(matching: text) { return .code(code.code) }
        let pick = answers.text(field.id + FieldInput.pick)
        if pick == QuestionForm.keep, field.keepsUnlisted { return .asWritten }
        if !pick.isEmpty, desk.site.rulebook.lists[list]?[pick] != nil { return .code(pick) }
        let nation = desk.steps.sheet(step.person)?.sheet.nation
        let found =
            desk.site.finders.finder(list, in: say.language)?.find(text, on: desk.site.today, nation: nation, limit: 6)
            ?? []
        if let first = found.first, first.reason == .exact || (first.reason == .alias && found.count == 1) {
            return .code(first.code)
        }
        var options = found.map { FieldControl.Option(value: $0.code, label: $0.label) }
        if field.keepsUnlisted {
            options.append(.init(value: QuestionForm.keep, label: say("Keep what I wrote: {text}", ["text": text])))
        }
        return .unknown(options)
    }

    /// What is wrong with the answers of this page, were they in the draft.
    ///
    /// - Parameter isDone: whether the page is to be complete, or only readable.
    func reasons(in content: Draft.Content, isDone: Bool) -> [Reason] {
        let raw =
            step.person.map { content.answers(of: $0) }
            ?? (content.people.count == 1 ? content.answers(of: content.people[0].number) : content.shared)
        guard let sheet = desk.site.access.sheet(raw, journey: desk.journey, for: desk.visit.account) else { return [] }
        let here = Set(pages.flatMap(\.fields))
        var reasons = sheet.made.faults.filter { $0.field.map(here.contains) ?? false }.map { reason in
            say.spoken(reason, sheet.made.record)
        }
        guard isDone else { return reasons }
        for page in pages {
            for field in sheet.missing(on: page) where !reasons.contains(where: { $0.field == field.id }) {
                reasons.append(
                    Reason(
                        code: "missing", sentence: say("Answer “{label}”", ["label": say(field.label)]), field: field.id
                    ))
            }
            for need in sheet.lacking(on: page) {
                reasons.append(Reason(code: "missing", sentence: say(need.refuses), field: need.fields.first))
            }
        }
        return reasons
    }
}

extension DraftDesk {
    /// The form of a step that asks these questions, worked out once a day: most drafts ask the same of a page.
    fileprivate func plan(
        _ step: DraftStep, _ uses: [(field: FieldDefinition, required: Bool)], of record: RecordDefinition,
        in dossier: DossierDefinition
    ) -> FormPlan {
        var name = "\(journey.id) \(step.id) \(say.language)"
        for (field, isDemanded) in uses { name += (isDemanded ? " !" : " ") + field.id }
        let today = site.today
        return site.plans.plan(name, on: today) {
            FormPlan(
                uses, of: record, in: dossier, rulebook: site.rulebook, on: today, speech: say, style: .journey)
        }
    }
}

/// What a draft said when a page was made, answer by answer, as short codes.
struct AnswersSeen: Sendable {
    static let field = "seen"
    private var codes: [(field: String, code: String)] = []

    init(_ answers: [String: RawAnswer], _ plan: FormPlan) {
        codes = plan.questions.map { ($0.field.id, AnswersSeen.code(answers[$0.field.id])) }
    }

    init(_ all: [AnswersSeen]) { codes = all.flatMap(\.codes) }

    /// Reads ``text``, as it came back with the form.
    init(_ text: String) {
        // A page has a few hundred questions at most.
        for pair in text.split(separator: " ", maxSplits: 1_000).prefix(1_000) {
            let parts = pair.split(separator: ":", maxSplits: 1)
            if parts.count == 2 { codes.append((String(parts[0]), String(parts[1]))) }
        }
    }

    var text: String {
        var text = ""
        for (field, code) in codes { text += (text.isEmpty ? "" : " ") + field + ":" + code }
        return text
    }

    /// Nothing is known of the page: everything that was sent counts.
    var isEmpty: Bool { codes.isEmpty }

    /// Whether the question was on the page, and this is another answer to it.
    func differs(_ field: String, _ answer: RawAnswer?) -> Bool {
        codes.last { $0.field == field }.map { $0.code != AnswersSeen.code(answer) } ?? false
    }

    /// FNV-1a, 64 bits.
    private static func code(_ answer: RawAnswer?) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func add(_ text: String) {
            for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
            hash = (hash ^ 0xff) &* 0x100_0000_01b3
        }
        switch answer {
        case .text(let text)?: add(text)
        case .list(let texts)?: texts.forEach(add)
        default: break
        }
        return String(hash, radix: 36)
    }
}

extension FormFaults {
    /// A day as the three fields of a question hold it.
    static func day(_ day: CivilDate, of field: String) -> [String: [String]] {
        let (year, month, number) = day.components
        return [field + "-day": [String(number)], field + "-month": [String(month)], field + "-year": [String(year)]]
    }
}

extension Speech {
    /// A reason of the kernel, whose sentences are English, in the language of the page.
    func spoken(_ reason: Reason, _ record: RecordDefinition) -> Reason {
        guard isWelsh, let field = reason.field.flatMap({ record.field($0) }), let sentence = Speech.faults[reason.code]
        else { return reason }
        let text = self(
            sentence,
            ["label": self(field.label), "most": String(field.longest), "earliest": field.earliest?.spelledOut ?? ""])
        return Reason(code: reason.code, sentence: text, basis: reason.basis, field: reason.field)
    }

    /// The kernel's sentences about single answers, by code.
    private static let faults = [
        "missing": "Answer “{label}”",
        "not_text": "“{label}” must be written as text",
        "control_character": "“{label}” contains a character that cannot be kept. Delete it or type the answer again.",
        "not_an_email": "“{label}” must be an e-mail address, such as name@example.org.",
        "not_yes_or_no": "Answer “{label}” with yes or no.",
        "not_a_number": "“{label}” must be a whole number, such as 2.",
        "too_long": "“{label}” must be {most} characters or fewer. Shorten it.",
        "link": "“{label}” must not contain a web link. Describe in words what it shows.",
        "not_on_list": "Choose an answer to “{label}” from its list.",
        "not_a_date": "“{label}” must be a real date, such as 27 3 2026",
        "in_future": "“{label}” must be in the past. Check the year.",
        "too_early": "“{label}” must be on or after {earliest}. Check the year.",
    ]
}

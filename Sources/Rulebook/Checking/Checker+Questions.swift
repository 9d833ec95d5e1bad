extension Checker {
    func check(_ question: QuestionDefinition, of record: RecordDefinition, in dossier: DossierDefinition) {
        let file = dossier.file(record)
        let name = "\(file) question \(question.id)"
        let subject = Subject(
            what: "the question \(question.id)", name: name, file: file, dossier: dossier, record: record)
        needsWords(question.label, "the question \(question.id)", name: name, in: file)
        needsWords(question.ask, "what to do about \(question.id)", name: name, in: file)
        check(question.when, subject)
        for (id, value) in question.effect { checkField(FieldPath(field: id), [value], subject) }
        let raised = Doubt.all + record.withholds.map(\.question)
        if question.when == nil, !raised.contains(question.id) { report(subject, "is never raised: give it a `when`") }
        let isSettled = dossier.actions.contains {
            $0.action.settles.contains(question.id) || $0.action.settlesNamedIn != nil
        }
        if !isSettled { report(subject, "can never be settled: name it under `settles` of an action") }
    }

    /// The doubts that the kernel raises by itself need a question that says what to do.
    func checkDoubts(of record: RecordDefinition, in dossier: DossierDefinition) {
        let subject = Subject(
            what: "the record \(record.id)", name: "", file: dossier.file(record), dossier: dossier, record: record)
        let asked = record.actions.contains { if case .all = $0.fields { true } else { false } }
        func has(_ doubt: String) -> Bool { record.questions.contains { $0.id == doubt } }
        if record.fields.contains(where: \.keepsUnlisted), asked, !has(Doubt.unlisted) {
            report(subject, "keeps answers that are not on a list, so it needs the question \(Doubt.unlisted): add it")
        }
        let dated = record.fields.contains { field in
            field.isAsked
                && rulebook.lists[field.list ?? ""]?.codes.contains { $0.period.from != nil || $0.period.until != nil }
                    == true
        }
        if asked, dated, !has(Doubt.notCurrent) {
            report(subject, "takes codes that begin and end, so it needs the question \(Doubt.notCurrent): add it")
        }
        let counts = record.clocks.contains {
            rulebook.rules[$0.rule]?.values.contains { $0.unit == .workingDays } == true
        }
        if counts, dossier.question(Doubt.clock) == nil {
            report(subject, "counts working days, so its dossier needs the question \(Doubt.clock): add it to a record")
        }
    }

    func check(_ clock: ClockDefinition, of record: RecordDefinition, in dossier: DossierDefinition) {
        let file = dossier.file(record)
        let name = "\(file) clock \(clock.id)"
        let subject = Subject(what: "the clock \(clock.id)", name: name, file: file, dossier: dossier, record: record)
        needsWords(clock.label, "the clock \(clock.id)", name: name, in: file)
        if rulebook.rules[clock.rule] == nil { unknown("rule", clock.rule, subject) }
        for path in clock.bodies {
            guard let field = field(path, subject) else { continue }
            if field.list == nil {
                report(subject, "takes its body from \(path), which has no code list: name a field of codes")
            }
        }
        if let owner = clock.owner {
            guard rulebook.role(owner) != nil else { return unknown("role", owner, subject) }
            if !rulebook.roles.contains(where: { $0.worklistOf == owner && $0.lists.contains("worklist") }) {
                report(subject, "is the work of \(owner), who has no worklist: give the role one")
            }
        }
        checkLife(of: clock, in: dossier, subject)
    }

    private func checkLife(of clock: ClockDefinition, in dossier: DossierDefinition, _ subject: Subject) {
        let actions = dossier.actions.map(\.action)
        func uses(_ list: (ActionDefinition) -> [ActionDefinition.ClockUse]) -> Bool {
            actions.contains { list($0).contains { $0.clock == clock.id } }
        }
        if !uses(\.starts) { report(subject, "is started by no action: name it under `starts`") }
        if clock.kind != .ends, !uses(\.stops) { report(subject, "is stopped by no action: name it under `stops`") }
        if uses(\.pauses) != uses(\.resumes) {
            report(subject, "is paused and never resumed, or the reverse: name it under both")
        }
        if uses(\.pauses), uses(\.recounts) {
            report(subject, "is both paused and recounted, and a recount forgets the pause: do one of the two")
        }
    }
}

/// The doubts that the kernel raises about a single answer or clock.
enum Doubt {
    static let unlisted = "unlisted_answer"
    static let notCurrent = "code_not_current"
    static let clock = "clock_not_computable"
    static let all = [unlisted, notCurrent, clock]
}

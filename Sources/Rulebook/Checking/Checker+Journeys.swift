extension Checker {
    /// Every field that a journey asks exists, every question that its record demands is asked, and every way out leads somewhere.
    func checkJourneys() {
        for journey in rulebook.journeys {
            let name = "journey \(journey.id)"
            let file = "journeys/\(journey.id).yaml"
            needsWords(journey.title, "the journey \(journey.id)", name: name, in: file)
            guard let dossier = rulebook.dossier(journey.dossier), let record = dossier.record(journey.record) else {
                report(
                    name, in: file,
                    "The journey asks for \(journey.dossier).\(journey.record), which does not exist: correct the name."
                )
                continue
            }
            let subject = Subject(
                what: "the journey \(journey.id)", name: name, file: file, dossier: dossier, record: record)
            check(journey, of: record, subject)
            for rule in [journey.warning, journey.lifetime, journey.copy] where rulebook.rules[rule] == nil {
                unknown("rule", rule, subject)
            }
        }
    }

    private func check(_ journey: JourneyDefinition, of record: RecordDefinition, _ subject: Subject) {
        if rulebook.purposes[journey.purpose] == nil { unknown("purpose", journey.purpose, subject) }
        if journey.makes.last?.when != nil || journey.makes.isEmpty {
            report(subject, "may come to nothing: let the last line of `makes` stand without a test")
        }
        for making in journey.makes {
            check(making.when, subject)
            guard let made = subject.dossier.record(making.record) else {
                return unknown("record", making.record, subject)
            }
            if made.action(making.action) == nil { unknown("action", "\(making.record).\(making.action)", subject) }
        }
        for clock in [journey.firstWait, journey.finalWait].compactMap({ $0 }) where !subject.dossier.hasClock(clock) {
            unknown("clock", clock, subject)
        }
        for end in journey.ends { check(end.when, subject) }
        var asked: Set<String> = []
        var pages: Set<String> = []
        for (task, page) in journey.pages {
            needsWords(task.title, "the task \(task.id)", name: subject.name, in: subject.file)
            needsWords(page.title, "the page \(page.id)", name: subject.name, in: subject.file)
            check(page.when, subject)
            check(page.demandsWhen, subject)
            if (page.kind == .evidence) != (page.id == "evidence") {
                report(subject, "has the page \(page.id): the page that takes files, and no other, is called evidence")
            }
            if !pages.insert(page.id).inserted { report(subject, "has two pages named \(page.id)") }
            for field in page.fields {
                if record.field(field) == nil { unknown("field", field, subject) }
                if !asked.insert(field).inserted { report(subject, "asks \(field) on two pages") }
            }
            for rule in page.laws where rulebook.rules[rule] == nil { unknown("rule", rule, subject) }
            for consent in page.readsOut where !rulebook.sharing.consents.contains(where: { $0.id == consent }) {
                unknown("consent", consent, subject)
            }
            if let model = rulebook.explanation(in: "en") {
                for consent in page.readsOut where model.consents[consent] == nil {
                    report(
                        subject, "reads out \(consent) on the page \(page.id), of which the explanations have no words")
                }
            }
            for field in page.demands where !page.fields.contains(field) {
                report(subject, "demands \(field) on the page \(page.id), which does not ask it")
            }
        }
        let optional = journey.remembers + journey.names + [journey.ownReference, journey.mailsTo].compactMap { $0 }
        for field in optional where record.field(field) == nil { unknown("field", field, subject) }
        // Lists show it to the team, also once the answers are the sender's alone.
        if let own = journey.ownReference.flatMap(record.field), own.sealingClass != .open {
            report(subject, "calls drafts by \(own.id) in lists, which is not open")
        }
        for field in record.fields
        where field.isAsked && field.appliesWhen != .any([]) && !asked.contains(field.id) {
            report(subject, "never asks “\(field.label.english)” (\(field.id)): put it on a page")
        }
    }

    /// Every language tells the same: the same parts in the same nations, and no placeholder lost.
    func checkExplanations() {
        guard let model = rulebook.explanation(in: "en") else {
            if !rulebook.explanations.isEmpty {
                report("", in: "explanations/en.yaml", "There is no explanation in English: write it first.")
            }
            return
        }
        for text in rulebook.explanations {
            let (name, file) = ("explanation \(text.language)", "explanations/\(text.language).yaml")
            func shape(_ parts: [Explanation.Part]) -> [String] {
                parts.map { "\($0.id) \($0.nations.map(\.code).sorted()) \($0.audience)" }.sorted()
            }
            if shape(text.parts) != shape(model.parts) || shape(text.outside) != shape(model.outside) {
                report(name, in: file, "Its parts are not those of the English text: tell the same to everybody.")
            }
            if Set(text.consents.keys) != Set(model.consents.keys) {
                report(name, in: file, "Its consents are not those of the English text.")
            }
            if text.questions.map(\.audience) != model.questions.map(\.audience) {
                report(name, in: file, "Its questions are not those of the English text, for the same people.")
            }
            let wait = text.wait
            for (sentence, places) in [
                (wait.first, ["{median}", "{most}"]), (wait.final, ["{median}", "{most}"]),
                (wait.waiting, ["{count}", "{median}"]),
            ] {
                for place in places where !sentence.contains(part: place) {
                    report(name, in: file, "A sentence about waiting lacks \(place).")
                }
            }
        }
    }
}

extension String {
    fileprivate func contains(part: String) -> Bool {
        let (whole, part) = (Array(utf8), Array(part.utf8))
        guard whole.count >= part.count else { return false }
        return (0...(whole.count - part.count)).contains { whole[$0...].starts(with: part) }
    }
}

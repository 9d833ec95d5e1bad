extension Checker {
    func checkDossier(_ dossier: DossierDefinition) {
        let subject = Subject(
            what: "the dossier \(dossier.id)", name: "", file: dossier.file, dossier: dossier, record: nil)
        needsWords(dossier.title, "the dossier \(dossier.id)", name: "", in: dossier.file)
        if dossier.records.isEmpty { report(subject, "has no records: name at least one") }
        for opener in dossier.openers.sorted() where dossier.record(opener) == nil {
            unknown("record", opener, subject)
        }
        if dossier.nationFields.isEmpty, !dossier.isAboutStaff {
            report(subject, "does not say which field holds the nation: write `nation`")
        }
        for path in dossier.nationFields {
            guard let field = field(path, subject) else { continue }
            for code in field.list.flatMap({ rulebook.lists[$0]?.codes }) ?? [] where rulebook.nation(code.code) == nil
            {
                report(
                    subject,
                    "takes the nation from \(path), whose list has the code \(code.code): no nation of this rulebook")
            }
        }
        let shown = dossier.summary.flatMap(\.fields) + dossier.safeContact + dossier.search.all
        for path in shown { _ = field(path, subject) }
        for line in dossier.summary { needsWords(line.label, "a line of the summary", name: "", in: dossier.file) }
        for (name, answers) in dossier.examples.sorted(by: { $0.key < $1.key }) {
            for key in answers.keys.sorted() where !dossier.records.contains(where: { $0.field(key) != nil }) {
                report(subject, "has the field “\(key)” in its example \(name), and no record has it: correct the name")
            }
        }
        checkStandings(dossier)
        checkClockNames(dossier)
    }

    private func checkStandings(_ dossier: DossierDefinition) {
        var seen: Set<String> = []
        for standing in dossier.standings {
            let name = "\(dossier.file) standing \(standing.code)"
            let subject = Subject(
                what: "the standing \(standing.code)", name: name, file: dossier.file, dossier: dossier,
                record: dossier.records.first)
            if !seen.insert(standing.code).inserted {
                report(subject, "stands twice: give each standing a code of its own")
            }
            needsWords(standing.label, "the standing \(standing.code)", name: name, in: dossier.file)
            needsWords(standing.survivor, "the standing \(standing.code) for survivors", name: name, in: dossier.file)
            check(standing.when, subject)
        }
    }

    private func checkClockNames(_ dossier: DossierDefinition) {
        var seen: Set<String> = []
        for record in dossier.records {
            for clock in record.clocks where !seen.insert(clock.id).inserted {
                report(
                    "\(dossier.file(record)) clock \(clock.id)", in: dossier.file(record),
                    "A clock named \(clock.id) stands in another record too: give each clock of a dossier a name of its own."
                )
            }
        }
    }

    /// Everything about one record.
    func check(_ record: RecordDefinition, of dossier: DossierDefinition) {
        let file = dossier.file(record)
        needsWords(record.title, "the record \(record.id)", name: "", in: file)
        if !rulebook.glossary.isEmpty, !rulebook.glossary.contains(where: { $0.id == record.id }) {
            report("", in: file, "The record \(record.id) has no entry in the glossary: say there what it means.")
        }
        for field in record.fields { check(field, of: record, in: dossier) }
        checkStates(of: record, in: dossier)
        for action in record.actions { check(action, of: record, in: dossier) }
        for question in record.questions { check(question, of: record, in: dossier) }
        for clock in record.clocks { check(clock, of: record, in: dossier) }
        checkDoubts(of: record, in: dossier)
        let subject = Subject(what: "the record \(record.id)", name: "", file: file, dossier: dossier, record: record)
        for need in record.needsOneOf {
            for id in need.fields { _ = field(FieldPath(field: id), subject) }
        }
        for rule in record.withholds {
            for id in rule.fields { _ = field(FieldPath(field: id), subject) }
            check(rule.when, subject)
            if !record.questions.contains(where: { $0.id == rule.question }) {
                unknown("question", rule.question, subject)
            }
        }
    }

    private func check(_ field: FieldDefinition, of record: RecordDefinition, in dossier: DossierDefinition) {
        let file = dossier.file(record)
        let name = place("field", field.id, of: record, in: dossier)
        let subject = Subject(what: "the field \(field.id)", name: name, file: file, dossier: dossier, record: record)
        needsWords(field.label, "the field \(field.id)", name: name, in: file)
        if let list = field.list, rulebook.lists[list] == nil { unknown("list", list, subject) }
        if let section = field.section, !record.sections.contains(where: { $0.id == section }) {
            unknown("section", section, subject)
        }
        check(field.requiredWhen, subject)
        if let other = field.standsWith { _ = self.field(FieldPath(field: other), subject) }
        check(field.appliesWhen, subject)
    }

    /// The name under which a part is noted; a field taken over from another record stands in that record's file.
    func place(_ kind: String, _ id: String, of record: RecordDefinition, in dossier: DossierDefinition) -> String {
        let own = "\(dossier.file(record)) \(kind) \(id)"
        if rulebook.places[own] != nil { return own }
        return dossier.records.map { "\(dossier.file($0)) \(kind) \(id)" }.first { rulebook.places[$0] != nil } ?? own
    }
}

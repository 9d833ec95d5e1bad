extension Checker {
    func checkRoles() {
        let file = "roles.yaml"
        for (id, wording) in rulebook.purposes { needsWords(wording, "the purpose \(id)", name: "", in: file) }
        for role in rulebook.roles {
            let name = "role \(role.id)"
            needsWords(role.title, "the role \(role.id)", name: name, in: file)
            for list in role.lists.sorted() where !RoleDefinition.knownLists.contains(list) {
                let known = RoleDefinition.knownLists.joined(separator: ", ")
                report(name, in: file, "The role \(role.id) has the list “\(list)”: there are \(known).")
            }
            if role.sees.isEmpty, !role.lists.isEmpty {
                report(
                    name, in: file,
                    "The role \(role.id) has lists but sees no case: take the lists away or say what it sees.")
            }
            if rulebook.role(role.worklistOf) == nil {
                report(
                    name, in: file,
                    "The role \(role.id) has the worklist of “\(role.worklistOf)”, which is no role: correct the name.")
            }
            for sight in role.sees { check(sight, of: role, in: file) }
        }
        for dossier in rulebook.dossiers { checkClasses(of: dossier) }
    }

    private func check(_ sight: RoleDefinition.Sight, of role: RoleDefinition, in file: String) {
        let name = "role \(role.id)"
        guard let dossier = rulebook.dossier(sight.dossier) else {
            return report(
                name, in: file,
                "The role \(role.id) sees the dossier “\(sight.dossier)”, which does not exist: correct the name.")
        }
        let subject = Subject(what: "the role \(role.id)", name: name, file: file, dossier: dossier, record: nil)
        for record in sight.records ?? [] where dossier.record(record) == nil { unknown("record", record, subject) }
        for purpose in sight.purposes where rulebook.purposes[purpose] == nil { unknown("purpose", purpose, subject) }
        check(sight.when, subject)
        if sight.purposes.isEmpty { report(subject, "sees cases for no purpose: say for which") }
        if sight.classes.isEmpty { report(subject, "sees a record and no class of it: name the classes") }
    }

    /// What is asked and sealed must be readable by somebody, or it should not be asked.
    private func checkClasses(of dossier: DossierDefinition) {
        let used = Set(dossier.records.flatMap { $0.fields.map(\.sealingClass) })
        let seen = rulebook.roles.flatMap(\.sees).filter { $0.dossier == dossier.id }
        for missing in used.sorted() where !seen.contains(where: { $0.classes.contains(missing) }) {
            report(
                "", in: "roles.yaml",
                "No role sees the class \(missing.rawValue) of the dossier \(dossier.id), which has fields of it: say who does."
            )
        }
    }

    func checkGlossary() {
        var short: [String: String] = [:]
        for term in rulebook.glossary {
            let name = "term \(term.id)"
            needsWords(term.title, "the term \(term.id)", name: name, in: "glossary.yaml")
            needsWords(term.means, "what \(term.id) means", name: name, in: "glossary.yaml")
            guard let text = term.short else { continue }
            if let other = short.updateValue(term.id, forKey: text) {
                report(name, in: "glossary.yaml", "\(term.id) and \(other) are both short for “\(text)”: keep one.")
            }
        }
    }
}

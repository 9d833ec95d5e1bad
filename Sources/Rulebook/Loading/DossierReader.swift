/// Reads `dossiers/<kind>/dossier.yaml` and the records it names.
struct DossierReader {
    let parse: (String) -> YAMLNode?

    func dossier(_ node: YAMLNode) -> DossierDefinition {
        node.allow(
            "dossier", "title", "about", "nation", "records", "opens_with", "summary", "safe_contact", "search",
            "standing",
            "concerns", "about_staff", "examples")
        let isAboutStaff = node.flag("about_staff")
        var reader = RecordReader(isAboutStaff: isAboutStaff)
        var records: [RecordDefinition] = []
        for name in node.texts("records") {
            guard let recordNode = parse(name) else { continue }
            let record = reader.record(recordNode)
            if record.id != name {
                recordNode.fault("This file is named \(name), so its record must be called \(name) too.")
            }
            reader.siblings[record.id] = record
            records.append(record)
        }
        let search = node["search"]
        search?.allow("names", "dates", "phones", "references")
        return DossierDefinition(
            id: node.required("dossier"), title: node.requiredWording("title"), about: node.wording("about"),
            nationFields: paths(node, "nation"), records: records, openers: node.texts("opens_with"),
            summary: (node["summary"]?.items ?? []).map(summaryLine),
            safeContact: paths(node, "safe_contact"),
            search: .init(
                names: paths(search, "names"), dates: paths(search, "dates"), phones: paths(search, "phones"),
                references: paths(search, "references")),
            standings: (node["standing"]?.items ?? []).map(standing),
            concerns: concerns(node["concerns"]), isAboutStaff: isAboutStaff,
            examples: Dictionary(
                (node["examples"]?.entries ?? []).map { ($0.key, $0.value.table) }, uniquingKeysWith: { $1 }))
    }

    private func concerns(_ node: YAMLNode?) -> DossierDefinition.Concerns {
        node?.allow("organisation", "area", "holders")
        let holders = (node?["holders"]?.entries ?? []).map { role, value in
            value.allow("fields", "otherwise")
            return (role, DossierDefinition.Holder(fields: paths(value, "fields"), otherwise: value.text("otherwise")))
        }
        return .init(
            organisation: paths(node, "organisation"), area: paths(node, "area"),
            holders: Dictionary(holders, uniquingKeysWith: { $1 }))
    }

    private func paths(_ node: YAMLNode?, _ key: String) -> [FieldPath] {
        (node?.texts(key) ?? []).map { FieldPath($0) }
    }

    private func summaryLine(_ node: YAMLNode) -> SummaryLine {
        node.allow("label", "fields", "join")
        return SummaryLine(
            label: node.requiredWording("label"), fields: paths(node, "fields"), joins: node.flag("join"))
    }

    private func standing(_ node: YAMLNode) -> DossierDefinition.Standing {
        node.allow("code", "label", "survivor", "when")
        node.note("\(node.file) standing \(node.text("code") ?? "")")
        return .init(
            code: node.required("code"), label: node.requiredWording("label"),
            survivor: node.requiredWording("survivor"),
            when: node.condition("when"))
    }
}

/// Reads `codes/*.csv`.
struct CodeReader {
    let list: String
    let file: String
    let nations: [Nation]
    let problems: ProblemList

    func codes(_ text: String) -> [Code] {
        let table = CSVTable(text)
        let column = Dictionary(table.header.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        guard let codeColumn = column["code"], let labelColumn = column["label"] else {
            problems.add(
                RulebookProblem(
                    file: file, line: 1, message: "The first row must name the columns, among them code and label."))
            return []
        }
        let own: Set<String> = ["code", "label", "label_cy", "from", "until", "nations", "notes"]
        let extra = table.header.enumerated().filter { !own.contains($0.element) }
        var seen: Set<String> = []
        return table.rows.enumerated().map { index, row in
            func cell(_ name: String) -> String { column[name].map { row[$0] } ?? "" }
            let code = row[codeColumn]
            problems.note("code \(list).\(code)", RulebookPlace(file: file, line: index + 2))
            if code.isEmpty || !seen.insert(code).inserted {
                fault(index, code.isEmpty ? "A code is empty." : "The code “\(code)” stands twice.")
            }
            if row[labelColumn].isEmpty { fault(index, "The code “\(code)” has no label.") }
            var label = ["en": row[labelColumn]]
            if !cell("label_cy").isEmpty { label["cy"] = cell("label_cy") }
            var mappings: [String: String] = [:]
            for (position, name) in extra where !row[position].isEmpty { mappings[name] = row[position] }
            return Code(
                code: code, label: Wording(label),
                period: DateRange(from: date(cell("from"), index), until: date(cell("until"), index)),
                nations: nationCodes(cell("nations"), index), note: cell("notes"), mappings: mappings)
        }
    }

    private func date(_ text: String, _ index: Int) -> CivilDate? {
        if text.isEmpty { return nil }
        let date = CivilDate(text)
        if date == nil { fault(index, "“\(text)” is not a day. Write it as 2024-02-09.") }
        return date
    }

    private func nationCodes(_ text: String, _ index: Int) -> [Nation] {
        if text.isEmpty || text == "UK" { return nations }
        return text.split(separator: "|").map { name in
            let nation = Nation(String(name))
            if !nations.contains(nation) { fault(index, "“\(name)” is not a nation of this rulebook.") }
            return nation
        }
    }

    private func fault(_ index: Int, _ message: String) {
        problems.add(RulebookProblem(file: file, line: index + 2, message: message))
    }
}

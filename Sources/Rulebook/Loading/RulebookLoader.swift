import Yams

extension Rulebook {
    /// Reads and links a rulebook. What is wrong with it as law is the business of ``Rulebook/check(laws:)``; this refuses
    /// only what cannot be understood.
    ///
    /// - Throws: ``RulebookError/faulty(_:)`` with every fault found, not only the first.
    public convenience init(_ source: RulebookSource) throws(RulebookError) {
        var loader = Loader(source: source)
        let read = loader.load()
        guard loader.problems.problems.isEmpty, let read else {
            throw .faulty(loader.problems.problems.sorted())
        }
        self.init(
            id: read.id, title: read.title, languages: read.languages, timeZone: read.timeZone,
            nations: read.nations, calendars: read.calendars, rules: read.rules, lists: read.lists,
            dossiers: read.dossiers, roles: read.roles, purposes: read.purposes, sharing: read.sharing,
            journeys: read.journeys, explanations: read.explanations, glossary: read.glossary,
            scenarios: read.scenarios, fingerprint: read.fingerprint, ruleOfValue: read.ruleOfValue,
            places: read.places)
    }
}

private struct Loader {
    let source: RulebookSource
    let problems = ProblemList()

    mutating func load() -> Rulebook? {
        guard let root = parse("rulebook.yaml") else { return nil }
        root.allow("rulebook", "title", "languages", "time_zone", "nations", "calendars")
        let nations = nations(root)
        let codes = Set(nations.map(\.nation.code))
        let ruleReader = RuleReader(nations: codes)
        var rules: [String: Rule] = [:]
        var ruleOfValue: [String: String] = [:]
        for node in documents(in: "rules/") {
            for rule in ruleReader.rules(in: node) {
                if rules.updateValue(rule, forKey: rule.id) != nil { node.fault("The rule \(rule.id) stands twice.") }
                for value in rule.values where ruleOfValue.updateValue(rule.id, forKey: value.id) != nil {
                    node.fault("The value id \(value.id) stands twice.")
                }
            }
        }
        var calendars: [String: HolidayCalendar] = [:]
        for node in documents(in: "calendars/") {
            let calendar = ruleReader.calendar(in: node)
            calendars[calendar.id] = calendar
        }
        let roles = parse("roles.yaml").map(roles) ?? ([], [:])
        return Rulebook(
            id: root.required("rulebook"), title: root.requiredWording("title"), languages: root.texts("languages"),
            timeZone: root.required("time_zone"), nations: nations, calendars: calendars, rules: rules,
            lists: lists(nations),
            dossiers: dossiers(), roles: roles.0, purposes: roles.1,
            sharing: source.files["sharing.yaml"] == nil
                ? .none : parse("sharing.yaml").map(SharingReader().sharing) ?? .none,
            journeys: documents(in: "journeys/").map { JourneyReader().journey(in: $0) },
            explanations: documents(in: "explanations/").map { ExplanationReader().explanation(in: $0) },
            glossary: glossary(),
            scenarios: documents(in: "scenarios/").flatMap { ScenarioReader().scenarios(in: $0) },
            fingerprint: source.fingerprint, ruleOfValue: ruleOfValue, places: problems.places)
    }

    private func parse(_ path: String) -> YAMLNode? {
        guard let text = source.files[path] else {
            problems.add(RulebookProblem(file: path, message: "This file is missing."))
            return nil
        }
        do {
            // Every scalar is a text here: what type it may look like is not asked, which is a third of the time otherwise.
            guard let node = try Yams.compose(yaml: text, .basic) else {
                problems.add(RulebookProblem(file: path, message: "This file is empty."))
                return nil
            }
            return YAMLNode(node: node, file: path, list: problems)
        } catch let error as YamlError {
            problems.add(
                RulebookProblem(file: path, line: error.line, message: "This is not valid YAML: \(error.reason)."))
        } catch {
            problems.add(RulebookProblem(file: path, message: "This is not valid YAML."))
        }
        return nil
    }

    private func documents(in folder: String) -> [YAMLNode] {
        source.files.keys.filter { $0.hasPrefix(folder) && $0.hasSuffix(".yaml") }.sorted().compactMap(parse)
    }

    private func nations(_ root: YAMLNode) -> [NationDefinition] {
        let calendars = root.table("calendars")
        return (root["nations"]?.entries ?? []).map { code, node in
            node.allow("title")
            if calendars[code] == nil { node.fault("The nation \(code) has no calendar.") }
            return NationDefinition(
                nation: Nation(code), title: node.requiredWording("title"), calendar: calendars[code] ?? "")
        }
    }

    private func lists(_ nations: [NationDefinition]) -> [String: CodeList] {
        guard let root = parse("codes/lists.yaml"), let entries = root.entries else { return [:] }
        var lists: [String: CodeList] = [:]
        for (id, node) in entries {
            node.allow("title", "file", "source", "licence", "match", "about")
            node.note("list \(id)")
            let file = node.required("file")
            guard let text = source.files["codes/\(file)"] else {
                node.fault("There is no file codes/\(file).")
                continue
            }
            let match = node.texts("match")
            lists[id] = CodeList(
                id: id, title: node.requiredWording("title"), source: node.required("source"),
                licence: node.text("licence") ?? "", match: match.isEmpty ? ["code", "label"] : match,
                codes: CodeReader(list: id, file: "codes/\(file)", nations: nations.map(\.nation), problems: problems)
                    .codes(text))
        }
        return lists
    }

    private func dossiers() -> [DossierDefinition] {
        let kinds = Set(
            source.files.keys.compactMap { path -> String? in
                let parts = path.split(separator: "/")
                return parts.count == 3 && parts[0] == "dossiers" ? String(parts[1]) : nil
            })
        return kinds.sorted().compactMap { kind in
            parse("dossiers/\(kind)/dossier.yaml").map { node in
                DossierReader(parse: { parse("dossiers/\(kind)/\($0).yaml") }).dossier(node)
            }
        }
    }

    private func roles(_ root: YAMLNode) -> ([RoleDefinition], [String: Wording]) {
        root.allow("purposes", "roles")
        var purposes: [String: Wording] = [:]
        for (id, node) in root["purposes"]?.entries ?? [] { purposes[id] = node.wording }
        let roles = (root["roles"]?.entries ?? []).map { id, node in
            node.allow("title", "about", "sees", "lists", "worklist_of", "system", "organisations")
            node.note("role \(id)")
            return RoleDefinition(
                id: id, title: node.requiredWording("title"), about: node.wording("about"),
                sees: (node["sees"]?.items ?? []).map(sight), lists: Set(node.texts("lists")),
                worklistOf: node.text("worklist_of") ?? id, isSystem: node.flag("system"),
                organisations: node.texts("organisations"))
        }
        return (roles, purposes)
    }

    private func sight(_ node: YAMLNode) -> RoleDefinition.Sight {
        node.allow("dossier", "purpose", "relation", "consent", "basis", "records", "classes", "when")
        let classes = node.texts("classes").compactMap { name in
            let match = SealingClass(rawValue: name)
            if match == nil { node["classes"]?.fault("“\(name)” is not a sealing class.") }
            return match
        }
        let relations = node.texts("relation").compactMap { name in
            let match = Relation(rawValue: name)
            if match == nil { node["relation"]?.fault("“\(name)” is not a relation to a case.") }
            return match
        }
        let records = node.texts("records")
        return RoleDefinition.Sight(
            dossier: node.required("dossier"), purposes: node.texts("purpose"), relations: Set(relations),
            consents: node.texts("consent"), bases: node.texts("basis"),
            records: records == ["all"] ? nil : records,
            classes: SealingClasses(classes), when: node.condition("when"))
    }

    private func glossary() -> [GlossaryTerm] {
        (parse("glossary.yaml")?.entries ?? []).map { id, node in
            node.allow("title", "means", "short")
            node.note("term \(id)")
            return GlossaryTerm(
                id: id, title: node.requiredWording("title"), means: node.requiredWording("means"),
                short: node.text("short"))
        }
    }
}

extension YamlError {
    fileprivate var line: Int {
        switch self {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        case .duplicatedKeysInMapping(_, let context): context.mark.line
        default: 0
        }
    }

    fileprivate var reason: String {
        switch self {
        case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _): problem
        case .duplicatedKeysInMapping(let keys, _):
            "these keys stand twice: \(keys.map(\.description).joined(separator: ", "))"
        default: "it cannot be read"
        }
    }
}

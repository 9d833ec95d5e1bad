/// Reads `dossiers/<kind>/<record>.yaml`.
struct RecordReader {
    /// Records of the same dossier read before this one, for `same_fields_as`.
    var siblings: [String: RecordDefinition] = [:]
    /// Whether survivors never meet it: their wording is then the label.
    let isAboutStaff: Bool

    init(isAboutStaff: Bool) {
        self.isAboutStaff = isAboutStaff
    }

    func record(_ node: YAMLNode) -> RecordDefinition {
        node.allow(
            "record", "title", "many", "about_others", "fields", "same_fields_as", "only", "sections", "states",
            "actions", "questions",
            "clocks",
            "needs_one_of", "withholds", "casework_ignored")
        var fields = (node["fields"]?.entries ?? []).map { field($0.key, $0.value) }
        var sections = (node["sections"]?.entries ?? []).map {
            SectionDefinition(id: $0.key, title: $0.value.wording ?? "")
        }
        var needsOneOf = (node["needs_one_of"]?.items ?? []).map(needs)
        var ignored = node.texts("casework_ignored")
        if let other = node.text("same_fields_as") {
            if let sibling = siblings[other] {
                let only = Set(node.texts("only"))
                for id in only where sibling.field(id) == nil { node["only"]?.fault("\(other) has no field “\(id)”.") }
                let own = Set(fields.map(\.id))
                fields =
                    sibling.fields.filter { (only.isEmpty || only.contains($0.id)) && !own.contains($0.id) } + fields
                sections = sibling.sections + sections
                needsOneOf += sibling.needsOneOf
                ignored += sibling.caseworkIgnored
            } else {
                node["same_fields_as"]?.fault("There is no record “\(other)” before this one.")
            }
        }
        return RecordDefinition(
            id: node.required("record"), title: node.requiredWording("title"), isMany: node.flag("many"),
            isAboutOthers: node.flag("about_others"),
            fields: fields,
            sections: sections, states: (node["states"]?.entries ?? []).map { state($0.key, $0.value) },
            actions: (node["actions"]?.entries ?? []).map {
                ActionReader(isAboutStaff: isAboutStaff).action($0.key, $0.value)
            },
            questions: (node["questions"]?.entries ?? []).map { question($0.key, $0.value) },
            clocks: (node["clocks"]?.entries ?? []).map { clock($0.key, $0.value) }, needsOneOf: needsOneOf,
            withholds: (node["withholds"]?.items ?? []).compactMap(withholding), caseworkIgnored: ignored)
    }

    private func field(_ id: String, _ node: YAMLNode) -> FieldDefinition {
        node.allow(
            "label", "hint", "type", "list", "unlisted", "class", "section", "required", "required_when",
            "applies_when", "stands_with", "max",
            "past", "earliest", "no_links", "asked", "dimension", "form", "casework", "casework_values",
            "casework_derived")
        node.note("\(node.file) field \(id)")
        let kind: FieldDefinition.Kind = node.choice("type", default: .text)
        if kind == .code || kind == .codes, node.text("list") == nil {
            node.fault("The field \(id) needs a code list.")
        }
        if node["class"] == nil { node.fault("The field \(id) needs a sealing class.") }
        return FieldDefinition(
            id: id, kind: kind, label: node.requiredWording("label"), hint: node.wording("hint"),
            list: node.text("list"),
            keepsUnlisted: node.text("unlisted") == "keep", sealingClass: node.choice("class", default: .narrative),
            section: node.text("section"), required: node.flag("required"),
            isAsked: node.flag("asked", default: true), requiredWhen: node.condition("required_when"),
            appliesWhen: node.condition("applies_when"), standsWith: node.text("stands_with"),
            longest: node.integer("max") ?? 15_000,
            mustBePast: node.flag("past"),
            earliest: node.date("earliest"), refusesLinks: node.flag("no_links"), dimension: node.text("dimension"),
            formKey: node.text("form"), casework: casework(node))
    }

    private func casework(_ node: YAMLNode) -> CaseworkMapping? {
        let keys = node.texts("casework")
        let lines = node["casework_derived"].map { $0.items ?? [$0] } ?? []
        let derived = lines.compactMap { line -> CaseworkMapping.Derived? in
            line.allow("value", "when", "otherwise")
            guard let when = line.condition("when") else {
                line.fault("Say when the answer follows: `when: { field: …, answered: true }`.")
                return nil
            }
            return CaseworkMapping.Derived(value: line.required("value"), when: when, otherwise: line.text("otherwise"))
        }
        guard !keys.isEmpty || !derived.isEmpty else { return nil }
        return CaseworkMapping(keys: keys, values: caseworkValues(node), derived: derived)
    }

    /// An empty spelling on our side means that theirs is no answer.
    private func caseworkValues(_ node: YAMLNode) -> [String: [String]] {
        var values: [String: [String]] = [:]
        for (theirs, ours) in node["casework_values"]?.entries ?? [] {
            if ours.scalars == nil { ours.fault("“\(theirs)” should be a text or a list of texts.") }
            values[theirs] = (ours.scalars ?? []).filter { !$0.isEmpty }
        }
        return values
    }

    private func state(_ id: String, _ node: YAMLNode) -> StateDefinition {
        node.allow("label", "survivor", "final")
        node.note("\(node.file) state \(id)")
        let label = node.requiredWording("label")
        return StateDefinition(
            id: id, label: label, survivor: isAboutStaff ? label : node.requiredWording("survivor"),
            isFinal: node.flag("final"))
    }

    private func question(_ id: String, _ node: YAMLNode) -> QuestionDefinition {
        node.allow("label", "ask", "referrer", "at_once", "when", "effect")
        node.note("\(node.file) question \(id)")
        return QuestionDefinition(
            id: id, label: node.requiredWording("label"), ask: node.requiredWording("ask"),
            referrer: node.wording("referrer"), atOnce: node.wording("at_once"),
            when: node.condition("when"),
            effect: node.table("effect"))
    }

    private func clock(_ id: String, _ node: YAMLNode) -> ClockDefinition {
        node.allow("label", "rule", "body", "owner", "kind")
        node.note("\(node.file) clock \(id)")
        return ClockDefinition(
            id: id, label: node.requiredWording("label"), rule: node.required("rule"),
            bodies: node.texts("body").map { FieldPath($0) }, owner: node.text("owner"),
            kind: node.choice("kind", default: ClockDefinition.Kind.due))
    }

    private func needs(_ node: YAMLNode) -> NeedsOneOf {
        node.allow("fields", "label", "refuses")
        return NeedsOneOf(
            fields: node.texts("fields"), label: node.requiredWording("label"), refuses: node.requiredWording("refuses")
        )
    }

    private func withholding(_ node: YAMLNode) -> Withholding? {
        node.allow("fields", "when", "question")
        guard let when = node.condition("when") else { return nil }
        return Withholding(fields: node.texts("fields"), when: when, question: node.required("question"))
    }
}

/// Reads one action of a record.
struct ActionReader {
    let isAboutStaff: Bool

    func action(_ id: String, _ node: YAMLNode) -> ActionDefinition {
        node.allow(
            "label", "done", "survivor", "by", "purpose", "from", "to", "to_when", "fields", "amends", "guard",
            "second_person",
            "sets",
            "also", "starts", "stops", "pauses", "resumes", "recounts", "settles", "tells")
        node.note("\(node.file) action \(id)")
        var destinations = (node["to_when"]?.items ?? []).map { item in
            item.allow("to", "when")
            return ActionDefinition.Destination(state: item.required("to"), when: item.condition("when"))
        }
        if let to = node.text("to") { destinations.append(.init(state: to, when: nil)) }
        let label = node.requiredWording("label")
        return ActionDefinition(
            id: id, label: label, done: node.wording("done") ?? label,
            survivor: isAboutStaff ? label : node.requiredWording("survivor"),
            roles: node.texts("by"), purposes: node.texts("purpose"), from: node.texts("from").filter { $0 != "none" },
            destinations: destinations, fields: fields(node), amends: node.text("amends"),
            guards: (node["guard"]?.items ?? []).compactMap(guardTest),
            secondPerson: secondPerson(node["second_person"]), sets: sets(node["sets"]),
            also: (node["also"]?.items ?? []).map { item in
                item.allow("record", "to", "when")
                return ActionDefinition.SideEffect(
                    record: item.required("record"), to: item.required("to"), when: item.condition("when"))
            },
            starts: clockUses(node["starts"]), stops: clockUses(node["stops"]), pauses: clockUses(node["pauses"]),
            resumes: clockUses(node["resumes"]), recounts: clockUses(node["recounts"]),
            settles: settles(node["settles"]),
            settlesNamedIn: node["settles"]?.items?.lazy.compactMap { $0.scalar == nil ? $0.text("named_in") : nil }
                .first,
            tells: node.texts("tells"))
    }

    /// The questions named outright; one that the actor names is written `{ named_in: FIELD }`.
    private func settles(_ node: YAMLNode?) -> [String] {
        (node?.items ?? []).compactMap { item in
            if let id = item.scalar { return id }
            item.allow("named_in")
            return nil
        }
    }

    private func fields(_ node: YAMLNode) -> ActionDefinition.Fields {
        guard let value = node["fields"] else { return .only([]) }
        if value.scalar == "all" { return .all }
        return .only(
            (value.items ?? []).map { item in
                if let id = item.scalar { return .init(field: id, required: false) }
                item.allow("field", "required")
                return .init(field: item.required("field"), required: item.flag("required"))
            })
    }

    private func guardTest(_ node: YAMLNode) -> ActionDefinition.Guard? {
        guard let condition = node.condition else { return nil }
        let code =
            switch condition {
            case .law(let name, _): name
            case .notSameAccount: "same_person"
            default: "not_now"
            }
        return .init(
            condition: condition, code: node.text("code") ?? code, refuses: node.wording("refuses"),
            when: node.condition("when"))
    }

    private func secondPerson(_ node: YAMLNode?) -> Condition? {
        guard let node else { return nil }
        if let flag = node.scalar { return flag == "true" ? .all([]) : nil }
        node.allow("when")
        return node.condition("when")
    }

    private func sets(_ node: YAMLNode?) -> [String: ActionDefinition.Filling] {
        var sets: [String: ActionDefinition.Filling] = [:]
        for (key, value) in node?.entries ?? [] {
            if let constant = value.scalar {
                sets[key] = .constant(constant)
            } else if let rule = value.text("rule") {
                sets[key] = .rule(rule)
            } else if let law = value.text("law") {
                var parameters = value.table
                parameters["law"] = nil
                sets[key] = .law(law, parameters: parameters)
            } else if value["actor"] != nil {
                sets[key] = .actor(value.choice("actor", default: .account))
            } else {
                value.fault("Say what fills \(key): a constant, { rule: … }, { law: … } or { actor: account }.")
            }
        }
        return sets
    }

    private func clockUses(_ node: YAMLNode?) -> [ActionDefinition.ClockUse] {
        (node?.items ?? []).map { item in
            if let id = item.scalar { return .init(clock: id, when: nil) }
            item.allow("clock", "when")
            return .init(clock: item.required("clock"), when: item.condition("when"))
        }
    }
}

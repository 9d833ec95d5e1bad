/// Reads `rules/*.yaml` and `calendars/*.yaml`.
struct RuleReader {
    let nations: Set<String>

    func rules(in node: YAMLNode) -> [Rule] {
        guard let entries = node.entries else {
            node.fault("A file of rules is a list of rule ids, each with its values.")
            return []
        }
        return entries.map { rule($0.key, $0.value) }
    }

    private func rule(_ id: String, _ node: YAMLNode) -> Rule {
        node.allow("title", "about", "section", "unit", "timeline", "counts_from", "values")
        node.note("rule \(id)")
        let unit: Unit = node.choice("unit", default: .text)
        let items = node["values"]?.items ?? []
        if items.isEmpty { node.fault("The rule \(id) has no values.") }
        return Rule(
            id: id, title: node.requiredWording("title"), about: node.wording("about"),
            section: node.integer("section"),
            unit: unit, isTimeline: node.flag("timeline"), countsFrom: node.wording("counts_from"),
            values: items.map { value($0, rule: id, unit: unit, alone: items.count == 1) })
    }

    private func value(_ node: YAMLNode, rule: String, unit: Unit, alone: Bool) -> RuleValue {
        node.allow(
            "id", "nations", "area", "from", "from_known", "until", "until_known", "value", "unit", "counting",
            "status",
            "source", "confidence", "note")
        let names = node.texts("nations")
        if names.isEmpty { node.fault("“nations” is missing: say where the value applies.") }
        for name in names where !nations.contains(name) {
            node["nations"]?.fault("“\(name)” is not a nation of this rulebook.")
        }
        if node.text("id") == nil, !alone { node.fault("A value needs an id of its own when its rule has several.") }
        let period = DateRange(from: node.date("from"), until: node.date("until"))
        if let from = period.from, let until = period.until, until < from { node.fault("“until” is before “from”.") }
        node.note("value \(node.text("id") ?? rule)")
        let valueUnit: Unit = node.choice("unit", default: unit)
        return RuleValue(
            id: node.text("id") ?? rule, nations: names.map { Nation($0) }, area: node.text("area"), period: period,
            fromKnown: node.choice("from_known", default: Precision.day),
            untilKnown: node.choice("until_known", default: Precision.day),
            content: content(node["value"], unit: valueUnit), unit: valueUnit,
            counting: node.choice("counting", default: .dayAfter), status: node.choice("status", default: .open),
            source: node.required("source"), confidence: Confidence(node.required("confidence")),
            note: node.wording("note"))
    }

    private func content(_ node: YAMLNode?, unit: Unit) -> RuleContent {
        guard let node else { return .unknown }
        if let texts = node.scalars, node.scalar == nil { return .codes(texts) }
        guard let text = node.scalar ?? node.wording?.english else { return .unknown }
        switch unit {
        case .text: return .text(text)
        case .code: return .codes([text])
        case .workingDays, .calendarDays, .calendarMonths, .hours, .count:
            // A text where a number belongs is an answer too: “no target or limit”.
            return Int(text).map { .number($0) } ?? .text(text)
        }
    }

    func calendar(in node: YAMLNode) -> HolidayCalendar {
        node.allow("calendar", "title", "confidence", "source", "years", "one_off")
        node.note("calendar \(node.text("calendar") ?? "")")
        var years: [Int: [CivilDate]] = [:]
        for (key, value) in node["years"]?.entries ?? [] {
            guard let year = Int(key) else {
                value.fault("“\(key)” is not a year.")
                continue
            }
            years[year] = (value.scalars ?? []).compactMap { text in
                let date = CivilDate("\(key)-\(text)")
                if date == nil { value.fault("“\(text)” is not a day of \(key). Write month and day as 12-25.") }
                return date
            }
        }
        var oneOff: [CivilDate: Wording] = [:]
        for (key, value) in node["one_off"]?.entries ?? [] {
            guard let date = CivilDate(key) else {
                value.fault("“\(key)” is not a day. Write it as 2022-09-19.")
                continue
            }
            oneOff[date] = value.wording
            if years[date.year]?.contains(date) != true {
                value.fault("\(key) is a one-off holiday but is not in the list of its year.")
            }
        }
        return HolidayCalendar(
            id: node.required("calendar"), title: node.requiredWording("title"),
            confidence: Confidence(node.required("confidence")), source: node.required("source"), years: years,
            oneOff: oneOff)
    }
}

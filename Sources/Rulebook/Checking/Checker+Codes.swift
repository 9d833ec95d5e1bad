extension Checker {
    func checkCodes() {
        for list in rulebook.lists.values.sorted(by: { $0.id < $1.id }) {
            let name = "list \(list.id)"
            needsWords(list.title, "the list \(list.id)", name: name, in: "codes/lists.yaml")
            if list.codes.isEmpty {
                report(name, in: "codes/lists.yaml", "The list \(list.id) is empty: add its codes to its file.")
            }
            if list.source.allSatisfy(\.isWhitespace) {
                report(name, in: "codes/lists.yaml", "The list \(list.id) has no source: say where it comes from.")
            }
            if list.licence.isEmpty {
                report(
                    name, in: "codes/lists.yaml", "The list \(list.id) has no licence: say under which it may be used.")
            }
            for code in list.codes { check(code, of: list) }
        }
    }

    private func check(_ code: Code, of list: CodeList) {
        let name = "code \(list.id).\(code.code)"
        needsWords(code.label, "the code \(code.code)", name: name, in: "codes")
        if let from = code.period.from, let until = code.period.until, until < from {
            report(
                name, in: "codes",
                "The code \(code.code) ends on \(until), before it begins on \(from): correct one of the days.")
        }
        if let calendar = code.mappings["calendar"], rulebook.calendars[calendar] == nil {
            report(
                name, in: "codes",
                "The code \(code.code) names the calendar “\(calendar)”: there is none in the folder calendars.")
        }
    }
}

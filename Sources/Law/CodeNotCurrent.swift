import Rulebook

extension LawRule {
    /// Whether a chosen code had ended, or had not begun, on the day. Parameters: `field`, `list`.
    ///
    /// Bodies are renamed and lists lag behind, so this raises a question and refuses nothing.
    static let codeNotCurrent = LawRule(
        id: "code_not_current", title: "A chosen code was not in use on the day",
        citation: "Code lists of the rulebook",
        parameters: ["field", "list"]
    ) { question in
        guard let field = question.parameters["field"], let list = question.parameters["list"],
            let value = question.first(field), let code = question.rulebook.lists[list]?[value.plain]
        else { return LawAnswer(holds: false) }
        return LawAnswer(holds: !code.period.contains(question.on))
    }
}

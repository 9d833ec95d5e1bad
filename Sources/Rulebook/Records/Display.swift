extension Rulebook {
    /// An answer in words: the label of a code, a date spelled out, yes or no.
    public func words(for value: FieldValue, of field: FieldDefinition?, in language: String = "en") -> String {
        switch value {
        case .text(let text): text
        case .code(let code): field?.list.flatMap { lists[$0]?.label(of: code, in: language) } ?? code
        case .codes(let codes):
            codes.map { code in field?.list.flatMap { lists[$0]?.label(of: code, in: language) } ?? code }
                .joined(separator: ", ")
        case .date(let date): date.spelledOut
        case .number(let number): String(number)
        case .yes(let yes): yes ? "Yes" : "No"
        }
    }
}

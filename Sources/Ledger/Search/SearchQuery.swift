import Rulebook

/// What somebody typed into the search box, told apart: names, a date of birth, a phone number, references.
struct SearchQuery {
    private(set) var names: [String] = []
    private(set) var dates: [CivilDate] = []
    private(set) var phone: String?
    /// The digits of ``phone`` as a reference: some references of others are nothing but digits.
    private(set) var phoneAsReference: String?
    private(set) var references: [String] = []
    /// What reads as a reference of our own. Some names do too (one in forty of eleven letters): where there is no such
    /// dossier, the rest of the query is looked for.
    private(set) var own: Reference?

    init(_ text: String) {
        own = Reference(text)
        var rest: [Substring] = []
        for word in text.split(whereSeparator: { $0 == " " || $0 == "," || $0.isNewline }) {
            if own == nil { own = Reference(String(word)) }
            if let date = SearchQuery.date(word) {
                dates.append(date)
            } else {
                rest.append(word)
            }
        }
        let digits = rest.filter { $0.utf8.contains { $0 >= 48 && $0 <= 57 } }
        let joined = digits.joined()
        let isPhone = !joined.isEmpty && joined.utf8.allSatisfy { ($0 >= 48 && $0 <= 57) || "+()-./".utf8.contains($0) }
        if isPhone, digits.count > 1 || (SearchTokens.phone(joined)?.utf8.count ?? 0) >= 9, !joined.contains("/") {
            phone = SearchTokens.phone(joined)
            phoneAsReference = SearchTokens.reference(joined)
        } else {
            references = digits.compactMap { SearchTokens.reference(String($0)) }
        }
        names = rest.filter { word in !word.utf8.contains { $0 >= 48 && $0 <= 57 } }.flatMap {
            NameFolding.words(String($0))
        }
    }

    var isEmpty: Bool {
        names.isEmpty && dates.isEmpty && phone == nil && references.isEmpty && own == nil
    }

    /// Whether a dossier that sounds like every name in the query is called so, as far as its title tells. A name that sounds like
    /// nothing in the title was found elsewhere, an alias perhaps; there its sound must do.
    func reads(asIn title: String?) -> Bool {
        guard let title else { return true }
        let words = NameFolding.words(title)
        return names.allSatisfy { name in
            if words.contains(name) { return true }
            let sound = NameFolding.sound(of: name)
            return !words.contains { NameFolding.sound(of: $0) == sound }
        }
    }

    /// `1998-03-27`, `27/3/1998`, `27.3.1998` or `27-3-1998`.
    private static func date(_ word: Substring) -> CivilDate? {
        if let date = CivilDate(word) { return date }
        let parts = word.split(whereSeparator: { $0 == "/" || $0 == "." || $0 == "-" })
        guard parts.count == 3, let day = Int(parts[0]), let month = Int(parts[1]), let year = Int(parts[2]),
            parts[2].count == 4
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }
}

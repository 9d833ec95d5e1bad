/// Finds the entry of a long list that somebody means by what they have typed: by its beginning, by its words in any
/// order, by another name or an abbreviation, and with spelling mistakes.
///
/// Make it once for a list and share it: it never changes. A search of a list of two thousand entries takes well under
/// a millisecond; making the finder takes some tens of milliseconds, and a few hundred bytes of memory an entry.
public struct CodeFinder: Sendable {
    let entries: [FinderEntry]
    let index: FinderIndex

    /// - Parameters:
    ///   - list: The list to search. Its column `aliases` holds further names, joined by `|`.
    ///   - language: The language of the labels handed back.
    ///   - secondLanguage: A language whose labels are understood as well.
    ///   - columns: The columns that hold further names. Those of `aliases` count as aliases, others as the label.
    public init(
        _ list: CodeList, language: String = "en", secondLanguage: String? = nil,
        columns: [String] = ["aliases", "home_office"]
    ) {
        var names = FinderNames()
        for (number, code) in list.codes.enumerated() {
            let label = code.label.text(in: language)
            names.add(label: label, to: number)
            if let secondLanguage, let second = code.label.texts[secondLanguage], second != label {
                // Understood, and never before what begins so in the language of the page.
                names.add(label: second, as: .foreign, to: number)
            }
            for column in columns {
                for name in code.text(in: column).split(separator: "|") where name != label {
                    names.add(String(name), as: column == "aliases" ? .alias : .label, to: number)
                }
            }
        }
        entries = list.codes.map {
            FinderEntry(code: $0.code, label: $0.label.text(in: language), period: $0.period, nations: $0.nations)
        }
        index = FinderIndex(names)
    }

    /// The entries that `text` may mean, the likeliest first.
    ///
    /// - Parameters:
    ///   - text: What was typed, finished or not. The first ten words count.
    ///   - day: Entries that are not in force that day are left out.
    ///   - nation: Entries that hold in other nations only rank lower.
    ///   - limit: How many entries to hand back at most.
    /// - Returns: Each entry once. Empty when nothing is close. Where an entry is meant exactly, those that are only
    ///   spelled alike are left out.
    public func find(_ text: String, on day: CivilDate, nation: Nation? = nil, limit: Int = 10) -> [CodeMatch] {
        let words = FoldedText.words(of: text, atMost: FinderQuery.longest)
        guard limit > 0, !words.isEmpty else { return [] }
        let query = FinderQuery(words)
        var ranking = FinderRanking(entries: entries, index: index, day: day, nation: nation)
        for reading in query.readings { ranking.rank(reading) }
        ranking.rankInitials(query)
        if ranking.isEmpty, let whole = query.readings.first { ranking.rank(whole, partly: true) }
        return ranking.best(limit).map { place in
            let entry = entries[place.entry]
            return CodeMatch(
                code: entry.code, label: entry.label, reason: place.reason,
                matched: place.name.map { index.names[$0].text } ?? entry.label)
        }
    }
}

/// An entry that a ``CodeFinder`` has found.
public struct CodeMatch: Hashable, Sendable {
    public let code: String
    public let label: String
    public let reason: Reason
    /// The name of the entry that fitted: its label, part of it, or an alias such as “Burma”.
    public let matched: String

    /// Why an entry was found.
    public enum Reason: String, CaseIterable, Sendable {
        /// The label, words such as “council” aside.
        case exact
        /// The label begins so.
        case prefix
        /// Words of the label begin so, in any order.
        case wordPrefix
        /// Another name or an abbreviation of the entry, or the beginning of one.
        case alias
        /// A name is spelled or sounds alike, or fits in part.
        case similar
    }
}

/// What a search needs to know of an entry.
struct FinderEntry: Sendable {
    let code: String
    let label: String
    let period: DateRange
    let nations: [Nation]
}

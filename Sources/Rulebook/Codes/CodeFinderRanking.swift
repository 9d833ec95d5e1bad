/// Weighs the names that fit what was typed, and keeps the best of each entry.
///
/// The steps between kinds of fit are wide and the weighing within a kind is narrow, so that a better kind of fit
/// wins. Another nation costs about one step.
struct FinderRanking {
    private let entries: [FinderEntry]
    private let index: FinderIndex
    private let day: CivilDate
    private let nation: Nation?
    private var found: [Int: Found] = [:]
    private var isMeantExactly = false
    private var distance = SpellingDistance()
    /// What each name has got in the reading being weighed.
    private var fits: [Fit]
    /// Words already looked up: most stand in several readings.
    private var known: [[UInt8]: [FinderIndex.Hit]] = [:]

    /// The best fit of an entry.
    struct Found {
        let entry: Int
        let name: Int?
        let reason: CodeMatch.Reason
        let score: Float
    }

    /// What a name has got of the words typed.
    private struct Fit {
        var closeness: Float = 0
        var places: UInt32 = 0
        var telling: UInt8 = 0
        var light: UInt8 = 0
        var inOrder = true
        var exact = true
        var similar = false
        /// The word being answered, and its best answer so far.
        var word: Int8 = -1
        var kind = FinderIndex.Hit.Kind.similar
        var currentCloseness: Float = 0
        var currentPlaces: UInt32 = 0

        /// Counts the best answer to the current word in.
        mutating func take(light: Bool) {
            if light { self.light += 1 } else { telling += 1 }
            closeness += currentCloseness
            // In order: nothing of what is taken stands after it.
            if places >= currentPlaces & (0 &- currentPlaces) { inOrder = false }
            places |= currentPlaces
            if kind != .exact { exact = false }
            if kind == .similar, !light { similar = true }
        }
    }

    private enum Step {
        static let exact: Float = 900
        static let exactAlias: Float = 880
        static let initials: Float = 800
        static let prefix: Float = 660
        static let aliasPrefix: Float = 600
        static let words: Float = 520
        static let aliasWords: Float = 480
        static let similar: Float = 260
        static let likeness: Float = 50
        static let partly: Float = 60
        static let otherNation: Float = 140
        static let otherLanguage: Float = 120
    }

    init(entries: [FinderEntry], index: FinderIndex, day: CivilDate, nation: Nation?) {
        self.entries = entries
        self.index = index
        self.day = day
        self.nation = nation
        fits = [Fit](repeating: Fit(), count: index.names.count)
    }

    var isEmpty: Bool { found.isEmpty }

    /// The best `count` entries, the list's order where they are equal. Where nothing is better than similar, what is
    /// much less similar than the best is left out.
    func best(_ count: Int) -> [Found] {
        let wanted = isMeantExactly ? found.values.filter { $0.reason != .similar } : Array(found.values)
        let sorted = wanted.sorted { ($1.score, $0.entry) < ($0.score, $1.entry) }
        guard let best = sorted.first, best.reason == .similar else { return Array(sorted.prefix(count)) }
        return sorted.prefix(count).filter { $0.score > best.score - Step.likeness }
    }

    /// Weighs every name that has the words of `reading`; with `partly`, half of those that tell something are enough.
    mutating func rank(_ reading: FinderQuery.Reading, partly: Bool = false) {
        var touched: [Int] = []
        defer { for name in touched { fits[name] = Fit() } }
        for number in reading.words.indices {
            let hits = hits(for: reading.words[number], light: reading.light[number])
            // Without an answer to a word that tells something no name can have them all.
            if hits.isEmpty, !reading.light[number], !partly { return }
            look(for: number, among: hits, light: reading.light[number], touched: &touched)
        }
        let telling = UInt8(reading.telling)
        for name in touched {
            let fit = fits[name]
            if fit.telling == telling {
                weigh(fit, of: name, reading)
            } else if partly, fit.telling * 2 >= telling, !fit.similar, fit.telling > 0 {
                let share = index.names[name].share(of: fit.places)
                let score = Step.partly + 100 * Float(fit.telling) / Float(telling) + 60 * share
                keep(name: name, entry: index.names[name].entry, reason: .similar, score: score)
            }
        }
    }

    /// Adds the entries whose label has the initials typed.
    mutating func rankInitials(_ query: FinderQuery) {
        let typed = query.joined
        guard typed.count > 2, typed.count < 12 else { return }
        for initials in index.initials where initials.letters.starts(with: typed) {
            let missing = Float(initials.letters.count - typed.count)
            let score = missing == 0 ? Step.initials : Step.aliasWords - 5 * missing
            keep(name: nil, entry: initials.entry, reason: .alias, score: score)
        }
    }

    private mutating func hits(for word: [UInt8], light: Bool) -> [FinderIndex.Hit] {
        if let hits = known[word] { return hits }
        // A word that tells little is that word and no other: “and” does not begin Andover.
        let hits = light ? index.exactHits(for: word) : index.hits(for: word, distance: &distance)
        known[word] = hits
        return hits
    }

    private mutating func look(
        for number: Int, among hits: [FinderIndex.Hit], light: Bool, touched: inout [Int]
    ) {
        var answered: [Int] = []
        for hit in hits {
            for place in index.places(of: hit.word) {
                let name = Int(place.name)
                // A word of a name answers one word only.
                if fits[name].places & place.bits != 0 { continue }
                if fits[name].word != Int8(number) {
                    if fits[name].word == -1 { touched.append(name) }
                    answered.append(name)
                } else if fits[name].currentCloseness >= hit.closeness {
                    continue
                }
                fits[name].word = Int8(number)
                fits[name].kind = hit.kind
                fits[name].currentCloseness = hit.closeness
                fits[name].currentPlaces = place.bits
            }
        }
        for name in answered { fits[name].take(light: light) }
    }

    private mutating func weigh(_ fit: Fit, of number: Int, _ reading: FinderQuery.Reading) {
        let name = index.names[number]
        let isLabel = name.kind == .label
        let firstTelling = name.telling & (0 &- name.telling)
        let step: Float
        let reason: CodeMatch.Reason
        if fit.similar {
            // Whoever mistypes mistypes the language of the page.
            let further: Float = isLabel ? 0 : name.kind == .alias ? 20 : Step.otherLanguage
            (step, reason) = (Step.similar + (fit.places & firstTelling != 0 ? 20 : 0) - further, .similar)
        } else if fit.exact, fit.inOrder, name.telling & ~fit.places == 0 {
            (step, reason) = isLabel ? (Step.exact, .exact) : (Step.exactAlias, .alias)
        } else if fit.inOrder, fit.places & firstTelling != 0 {
            (step, reason) = isLabel ? (Step.prefix, .prefix) : (Step.aliasPrefix, .alias)
        } else {
            (step, reason) = isLabel ? (Step.words, .wordPrefix) : (Step.aliasWords, .alias)
        }
        let missing = reading.words.count - Int(fit.telling) - Int(fit.light)
        let closeness = fit.closeness / Float(fit.telling + fit.light)
        let score =
            step + 100 * (closeness - 0.5) + 60 * name.share(of: fit.places) - 40 * Float(missing)
            - (fit.inOrder ? 0 : 15)
        if step >= Step.exactAlias, isInForce(name.entry) { isMeantExactly = true }
        keep(name: number, entry: name.entry, reason: reason, score: score)
    }

    private mutating func keep(name: Int?, entry number: Int, reason: CodeMatch.Reason, score: Float) {
        guard isInForce(number) else { return }
        var score = score
        if let nation, !entries[number].nations.isEmpty, !entries[number].nations.contains(nation) {
            score -= Step.otherNation
        }
        if let other = found[number], other.score >= score { return }
        found[number] = Found(entry: number, name: name, reason: reason, score: score)
    }

    private func isInForce(_ entry: Int) -> Bool { entries[entry].period.contains(day) }
}

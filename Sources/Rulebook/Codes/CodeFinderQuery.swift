/// What was typed, in every way that its words may be meant.
struct FinderQuery {
    /// Words beyond are not read.
    static let longest = 10

    /// As typed first; then with two neighbours written as one (“mid lothian”), then all as one (“g m p”).
    let readings: [Reading]
    /// All letters of the words that tell something, for comparing with initials.
    let joined: [UInt8]

    struct Reading {
        let words: [[UInt8]]
        /// Words that tell little need not be found; when there are no others, they tell something too.
        let light: [Bool]

        init(_ words: [[UInt8]]) {
            self.words = words
            let light = words.map(LightWords.contain)
            self.light = light.contains(false) ? light : light.map { _ in false }
        }

        var telling: Int { light.count { !$0 } }
    }

    init(_ words: [[UInt8]]) {
        var ways = [words]
        if (2...5).contains(words.count) {
            for place in 0..<(words.count - 1) {
                let pair = words[place] + words[place + 1]
                ways.append(words[..<place] + [pair] + words[(place + 2)...])
            }
            if words.count > 2 { ways.append([Array(words.joined())]) }
        }
        readings = ways.filter { $0.allSatisfy { $0.count <= 64 } }.map(Reading.init)
        let telling = zip(words, readings.first?.light ?? []).filter { !$0.1 }.map(\.0)
        joined = Array(telling.joined())
    }
}

/// The names of all entries, before they are put in order.
struct FinderNames {
    private(set) var names: [FinderName] = []
    private(set) var words: [[[UInt8]]] = []
    private(set) var initials: [(letters: [UInt8], entry: Int)] = []

    /// Adds a label, and what may be said for it: each side of “Cardiff / Caerdydd”, what stands before and in the
    /// brackets of “Persian (Farsi)”, the initials.
    ///
    /// - Parameter kind: ``FinderName/Kind/foreign`` for one in another language than that of the page.
    mutating func add(label: String, as kind: FinderName.Kind = .label, to entry: Int) {
        add(label, as: kind, to: entry)
        let sides = label.split(separator: "/").map(String.init)
        if sides.count > 1 { for side in sides { add(side, as: kind, to: entry) } }
        let brackets = label.split(whereSeparator: { $0 == "(" || $0 == ")" }).map(String.init)
        if brackets.count > 1 { for part in brackets { add(part, as: kind, to: entry) } }
        let telling = FoldedText.words(of: label).filter { !LightWords.containSmall($0) }
        if telling.count > 2 { initials.append((telling.compactMap(\.first), entry)) }
    }

    /// Adds one name, and the same with “police” where it says “constabulary”.
    mutating func add(_ text: String, as kind: FinderName.Kind, to entry: Int) {
        let folded = FoldedText.words(of: text)
        guard !folded.isEmpty else { return }
        append(folded, text, kind, entry)
        let other = folded.map { LightWords.otherWord(for: $0) ?? $0 }
        if other != folded { append(other, text, kind, entry) }
    }

    private mutating func append(_ folded: [[UInt8]], _ text: String, _ kind: FinderName.Kind, _ entry: Int) {
        let first = text.firstIndex { !$0.isWhitespace } ?? text.startIndex
        let last = text.lastIndex { !$0.isWhitespace }.map(text.index(after:)) ?? text.endIndex
        names.append(FinderName(String(text[first..<last]), words: folded, kind: kind, entry: entry))
        words.append(folded)
    }
}

/// A name of an entry. Places of its words are bits: the first word is bit 0.
struct FinderName: Sendable {
    let text: String
    let entry: Int
    let kind: Kind
    let every: UInt32
    /// The words that tell something; all when none does.
    let telling: UInt32

    enum Kind: Sendable {
        case label, alias
        /// The label in another language than that of the page.
        case foreign
    }

    init(_ text: String, words: [[UInt8]], kind: Kind, entry: Int) {
        self.text = text
        self.entry = entry
        self.kind = kind
        var (every, telling): (UInt32, UInt32) = (0, 0)
        for (place, word) in words.enumerated() {
            every |= 1 << UInt32(place)
            if !LightWords.contain(word) { telling |= 1 << UInt32(place) }
        }
        self.every = every
        self.telling = telling == 0 ? every : telling
    }

    /// How much of the name the words at `places` are, from 0 to 1. A word that tells little counts a fifth.
    func share(of places: UInt32) -> Float {
        func weight(_ places: UInt32) -> Float {
            let telling = Float((places & telling).nonzeroBitCount)
            return telling + 0.2 * (Float(places.nonzeroBitCount) - telling)
        }
        return weight(places) / weight(every)
    }
}

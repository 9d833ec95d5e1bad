/// Every word of every name, in order, and where it stands.
///
/// Beside the words stand neighbours written as one (“kingslynn”), because people leave out a space or hyphen.
struct FinderIndex: Sendable {
    let names: [FinderName]
    /// Sorted by letters.
    let initials: [(letters: [UInt8], entry: Int)]
    /// The words one after the other, sorted; word `n` is `letters[starts[n]..<starts[n + 1]]`.
    private let letters: [UInt8]
    private let starts: [Int32]
    private let letterSets: [UInt32]
    /// Whether the word is nothing but neighbours written as one.
    private let isJoined: [Bool]
    private let places: [Place]
    /// The places of word `n` are `places[firstPlaces[n]..<firstPlaces[n + 1]]`.
    private let firstPlaces: [Int32]
    private let soundingLike: [[UInt8]: [Int32]]

    /// Where a word stands: in which name, and on which bits of it.
    struct Place: Sendable {
        let name: Int32
        let bits: UInt32
    }

    /// A word of the list that a typed word may mean.
    struct Hit {
        let word: Int
        /// From 0 to 1.
        let closeness: Float
        let kind: Kind

        enum Kind { case exact, beginning, similar }
    }

    init(_ collected: FinderNames) {
        names = collected.names
        initials = collected.initials.sorted { $0.letters.lexicographicallyPrecedes($1.letters) }
        var placesOf: [[UInt8]: [Place]] = [:]
        for (name, words) in collected.words.enumerated() {
            func note(_ word: [UInt8], _ bits: UInt32) {
                placesOf[word, default: []].append(Place(name: Int32(name), bits: bits))
            }
            for (place, word) in words.enumerated() {
                note(word, 1 << UInt32(place))
                if place + 1 < words.count { note(word + words[place + 1], 3 << UInt32(place)) }
            }
            if words.count > 2 { note(Array(words.joined().prefix(64)), collected.names[name].every) }
        }
        let sorted = placesOf.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        letters = sorted.flatMap(\.key)
        starts = FinderIndex.sums(sorted.map(\.key.count))
        letterSets = sorted.map { SpellingDistance.letters(of: $0.key) }
        isJoined = sorted.map { $0.value.allSatisfy { $0.bits.nonzeroBitCount > 1 } }
        places = sorted.flatMap(\.value)
        firstPlaces = FinderIndex.sums(sorted.map(\.value.count))
        var soundingLike: [[UInt8]: [Int32]] = [:]
        for (number, word) in sorted.enumerated() where word.key.count > 3 && !isJoined[number] {
            let key = SoundKey.key(of: word.key)
            if key.count > 3 { soundingLike[key, default: []].append(Int32(number)) }
        }
        self.soundingLike = soundingLike
    }

    /// Where `word` stands.
    func places(of word: Int) -> ArraySlice<Place> {
        places[Int(firstPlaces[word])..<Int(firstPlaces[word + 1])]
    }

    /// `typed` itself, where it is a word of the list.
    func exactHits(for typed: [UInt8]) -> [Hit] {
        let number = firstWord(notBefore: typed)
        guard number < letterSets.count, letters[range(number)].elementsEqual(typed) else { return [] }
        return [Hit(word: number, closeness: 1, kind: .exact)]
    }

    /// The words that `typed` is, begins, or is close to.
    ///
    /// Close is one slip in four or five letters, two in more; as the beginning of a word one in five to seven letters,
    /// two in more; or what sounds alike.
    func hits(for typed: [UInt8], distance: inout SpellingDistance) -> [Hit] {
        var hits: [Hit] = []
        let from = firstWord(notBefore: typed)
        var number = from
        while number < letterSets.count, letters[range(number)].starts(with: typed) {
            let length = range(number).count
            let whole = length == typed.count
            hits.append(
                Hit(
                    word: number, closeness: whole ? 1 : 0.85 + 0.1 * Float(typed.count) / Float(length),
                    kind: whole ? .exact : .beginning))
            number += 1
        }
        guard typed.count >= 4, typed.count <= 40 else { return hits }
        addSimilar(to: typed, except: from..<number, &hits, &distance)
        return hits
    }

    private func addSimilar(
        to typed: [UInt8], except found: Range<Int>, _ hits: inout [Hit], _ distance: inout SpellingDistance
    ) {
        let limit = typed.count < 6 ? 1 : 2
        let limitOfBeginning = typed.count < 5 ? 0 : typed.count < 8 ? 1 : 2
        let set = SpellingDistance.letters(of: typed)
        let sounding = soundingLike[SoundKey.key(of: typed)] ?? []
        for number in letterSets.indices {
            // Every slip puts right one letter at most.
            guard (set & ~letterSets[number]).nonzeroBitCount <= limit, !found.contains(number) else { continue }
            let word = range(number)
            guard word.count + limit >= typed.count, word.count > 2 else { continue }
            if word.count > typed.count + limit, limitOfBeginning == 0 || isJoined[number] { continue }
            let slips = distance.measure(typed, letters, in: word, limit: limit)
            let sameStart = letters[word.lowerBound] == typed[0]
            if slips.whole <= limit {
                let bonus: Float = (sameStart ? 0.06 : 0) + (sounding.contains(Int32(number)) ? 0.08 : 0)
                let share = Float(slips.whole) / Float(max(typed.count, word.count))
                hits.append(Hit(word: number, closeness: 0.8 - share + bonus, kind: .similar))
            } else if !isJoined[number], slips.beginning <= limitOfBeginning, sameStart || typed.count > 6 {
                let share = Float(slips.beginning) / Float(typed.count)
                hits.append(Hit(word: number, closeness: 0.68 - share + (sameStart ? 0.06 : 0), kind: .similar))
            }
        }
        for number in sounding where !found.contains(Int(number)) {
            hits.append(Hit(word: Int(number), closeness: 0.7, kind: .similar))
        }
    }

    private func range(_ word: Int) -> Range<Int> { Int(starts[word])..<Int(starts[word + 1]) }

    private func firstWord(notBefore typed: [UInt8]) -> Int {
        var (low, high) = (0, letterSets.count)
        while low < high {
            let middle = (low + high) / 2
            if letters[range(middle)].lexicographicallyPrecedes(typed) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func sums(_ counts: [Int]) -> [Int32] {
        var sums: [Int32] = [0]
        sums.reserveCapacity(counts.count + 1)
        for count in counts { sums.append((sums.last ?? 0) + Int32(count)) }
        return sums
    }
}

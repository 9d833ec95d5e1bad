/// How far apart two words are in letters that were changed, left out, added, or swapped with their neighbour
/// (optimal string alignment, Damerau 1964). Keeps its rows, so that comparing many words allocates nothing.
struct SpellingDistance {
    private var beforeLast = [Int](repeating: 0, count: 66)
    private var last = [Int](repeating: 0, count: 66)
    private var row = [Int](repeating: 0, count: 66)

    /// - Parameters:
    ///   - typed: At most 64 letters.
    ///   - letters: Words one after the other; `range` says which is meant.
    ///   - limit: Greater distances may be answered by any number above it.
    /// - Returns: The distance to the whole word, and to the beginning of the word that is nearest.
    mutating func measure(
        _ typed: [UInt8], _ letters: [UInt8], in range: Range<Int>, limit: Int
    ) -> (whole: Int, beginning: Int) {
        let far = limit + 1
        let width = min(range.count, typed.count + limit)
        for column in 0...width { last[column] = column <= limit ? column : far }
        for line in 1...typed.count {
            let from = max(1, line - limit)
            let to = min(width, line + limit)
            row[0] = line <= limit ? line : far
            if from > 1 { row[from - 1] = far }
            if to < from { return (far, far) }
            var nearest = from == 1 ? row[0] : far
            for column in from...to {
                let letter = letters[range.lowerBound + column - 1]
                var cost = last[column - 1] + (letter == typed[line - 1] ? 0 : 1)
                if column < line + limit { cost = min(cost, last[column] + 1) }
                cost = min(cost, row[column - 1] + 1)
                if line > 1, column > 1, letter == typed[line - 2],
                    letters[range.lowerBound + column - 2] == typed[line - 1]
                {
                    cost = min(cost, beforeLast[column - 2] + 1)
                }
                row[column] = min(cost, far)
                nearest = min(nearest, cost)
            }
            for column in stride(from: to + 1, through: min(width, to + 1), by: 1) { row[column] = far }
            if nearest > limit { return (far, far) }
            (beforeLast, last, row) = (last, row, beforeLast)
        }
        var beginning = far
        for column in max(0, typed.count - limit)...max(width, max(0, typed.count - limit)) where column <= width {
            beginning = min(beginning, last[column])
        }
        return (range.count == width ? last[width] : far, beginning)
    }

    /// Which of 32 letters a word has, a bit each.
    static func letters(of word: some Sequence<UInt8>) -> UInt32 {
        word.reduce(0) { $0 | 1 << UInt32($1 & 31) }
    }
}

/// How an English-speaking ear hears a name: words that sound alike have the same key.
///
/// Made for names of places and peoples in the United Kingdom: “borough”, “brough” and “burgh” sound alike, “cester” is
/// “ster”, “gh” is silent, all vowels are one.
enum SoundKey {
    static func key(of word: [UInt8]) -> [UInt8] {
        var text = word
        for (spelled, sound) in sounds { text = replacing(spelled, by: sound, in: text) }
        var key: [UInt8] = []
        for (position, letter) in text.enumerated() {
            var heard = plain(letter, first: position == 0)
            // A final e is silent.
            if letter == UInt8(ascii: "e"), position == text.count - 1, position > 2 { heard = 0 }
            if heard != 0, heard != key.last { key.append(heard) }
        }
        return key
    }

    private static func plain(_ letter: UInt8, first: Bool) -> UInt8 {
        switch letter {
        case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"):
            UInt8(ascii: "a")
        case UInt8(ascii: "y"): first ? letter : UInt8(ascii: "a")
        case UInt8(ascii: "h"), UInt8(ascii: "w"): first ? letter : 0
        case UInt8(ascii: "c"), UInt8(ascii: "q"): UInt8(ascii: "k")
        case UInt8(ascii: "z"): UInt8(ascii: "s")
        default: letter
        }
    }

    /// Longer spellings first.
    private static let sounds: [([UInt8], [UInt8])] = [
        ("borough", "bara"), ("brough", "bara"), ("burgh", "bara"), ("boro", "bara"), ("cester", "ster"),
        ("cestre", "ster"), ("ough", "a"), ("eigh", "a"), ("igh", "i"), ("sch", "s"), ("tch", "c"), ("dge", "j"),
        ("ph", "f"), ("gh", ""), ("ck", "k"), ("ce", "se"), ("ci", "si"), ("cy", "si"), ("kn", "n"), ("wr", "r"),
        ("x", "ks"), ("mb", "m"),
    ].map { (Array($0.0.utf8), Array($0.1.utf8)) }

    private static func replacing(_ spelled: [UInt8], by sound: [UInt8], in text: [UInt8]) -> [UInt8] {
        guard text.count >= spelled.count, let first = spelled.first, text.contains(first) else { return text }
        var result: [UInt8] = []
        var position = 0
        while position < text.count {
            if text[position...].starts(with: spelled) {
                result += sound
                position += spelled.count
            } else {
                result.append(text[position])
                position += 1
            }
        }
        return result
    }
}

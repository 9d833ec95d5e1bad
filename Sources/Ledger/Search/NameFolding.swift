import Foundation

/// Makes names comparable: case, accents and punctuation aside, then by their sound.
///
/// One token a word is stored. Tolerance of spelling is paid for by the one who searches (``variants(of:)``), not by every import:
/// a search looks up some hundred tokens, an import writes four or five.
public enum NameFolding {
    /// The words of a name in small letters without accents and marks. Apostrophes join (`O'Neill` is one word),
    /// hyphens and spaces part. Scripts other than Latin are kept as they are, their marks removed.
    public static func words(_ name: String) -> [String] {
        var words: [String] = []
        var word = ""
        func end() {
            if !word.isEmpty { words.append(word) }
            word = ""
        }
        let text = name.utf8.allSatisfy({ $0 < 128 }) ? name : name.decomposedStringWithCompatibilityMapping
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 65...90: word.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value + 32)))
            case 97...122, 48...57: word.unicodeScalars.append(scalar)
            case 39, 0x2019, 0x2BC, 96: continue
            case 0..<128: end()
            default:
                if let plain = plainLatin[scalar] {
                    word += plain
                } else if scalar.properties.generalCategory.isMark || scalar.properties.generalCategory == .format {
                    continue
                } else if scalar.properties.isAlphabetic {
                    word += scalar.properties.lowercaseMapping
                } else {
                    end()
                }
            }
        }
        end()
        return words
    }

    /// Letters that do not decompose.
    private static let plainLatin: [Unicode.Scalar: String] = [
        "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "ı": "i", "ß": "ss", "æ": "ae",
        "Æ": "ae",
        "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th", "ħ": "h", "Ħ": "h", "ə": "e", "Ə": "e",
    ]

    /// What a word sounds like: its first letter, then its consonants by sound, doubled ones once. A word of so few consonants
    /// that this says little stays as it is.
    static func sound(of word: String) -> String {
        let bytes = Array(word.utf8)
        guard bytes.allSatisfy({ $0 >= 97 && $0 <= 122 }) else { return word }
        var sound: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let (symbol, used) = NameFolding.symbol(bytes, at: index)
            if symbol != 0, sound.last != symbol { sound.append(symbol) }
            index += used
        }
        return sound.count >= 3 ? String(decoding: sound, as: UTF8.self) : word
    }

    /// The sound at a position (0 for silent) and how many letters it takes.
    private static func symbol(_ word: [UInt8], at index: Int) -> (symbol: UInt8, used: Int) {
        let next = index + 1 < word.count ? word[index + 1] : 0
        let letter = word[index]
        switch (letter, next) {
        case (UInt8(ascii: "p"), UInt8(ascii: "h")): return (UInt8(ascii: "f"), 2)
        case (UInt8(ascii: "s"), UInt8(ascii: "h")), (UInt8(ascii: "s"), UInt8(ascii: "z")):
            return (UInt8(ascii: "s"), 2)
        case (UInt8(ascii: "c"), UInt8(ascii: "h")), (UInt8(ascii: "c"), UInt8(ascii: "k")):
            return (UInt8(ascii: "k"), 2)
        case (_, UInt8(ascii: "h")) where letter != UInt8(ascii: "h") && !isVowel(letter): return (plain(letter), 2)
        default: break
        }
        if isVowel(letter) { return (index == 0 ? UInt8(ascii: "a") : 0, 1) }
        if letter == UInt8(ascii: "h") { return (index == 0 ? letter : 0, 1) }
        return (plain(letter), 1)
    }

    private static func plain(_ letter: UInt8) -> UInt8 {
        switch letter {
        case UInt8(ascii: "c"), UInt8(ascii: "q"), UInt8(ascii: "x"): UInt8(ascii: "k")
        case UInt8(ascii: "z"): UInt8(ascii: "s")
        case UInt8(ascii: "w"): UInt8(ascii: "v")
        default: letter
        }
    }

    private static func isVowel(_ letter: UInt8) -> Bool {
        "aeiouy".utf8.contains(letter)
    }

    /// The sounds of every word that one wrong, missing, additional or swapped letter makes of this one, itself included.
    static func variants(of word: String) -> Set<String> {
        let letters = Array(word.unicodeScalars)
        var sounds: Set<String> = [sound(of: word)]
        func add(_ scalars: [Unicode.Scalar]) {
            var text = ""
            text.unicodeScalars.append(contentsOf: scalars)
            if !text.isEmpty { sounds.insert(sound(of: text)) }
        }
        let alphabet = (97...122).map { Unicode.Scalar(UInt8($0)) }
        let isLatin = letters.allSatisfy { $0.value < 128 }
        for index in letters.indices {
            if letters.count > 2 { add(Array(letters[..<index] + letters[(index + 1)...])) }
            if index + 1 < letters.count {
                var swapped = letters
                swapped.swapAt(index, index + 1)
                add(swapped)
            }
            guard isLatin else { continue }
            for letter in alphabet {
                var changed = letters
                changed[index] = letter
                add(changed)
                add(Array(letters[..<index] + [letter] + letters[index...]))
            }
        }
        if isLatin { for letter in alphabet { add(letters + [letter]) } }
        return sounds
    }
}

extension Unicode.GeneralCategory {
    fileprivate var isMark: Bool {
        self == .nonspacingMark || self == .spacingMark || self == .enclosingMark
    }
}

/// A text as the finder compares it: small letters without marks, cut into words.
enum FoldedText {
    /// The words of `text`: letters lower case and without diacritics, apostrophes gone, `&` as “and”, “Saint” as “St”;
    /// everything else that is not a letter or digit parts words.
    ///
    /// - Parameter atMost: Further words are not read. A word is cut at 32 bytes.
    static func words(of text: String, atMost: Int = 32) -> [[UInt8]] {
        var words: [[UInt8]] = []
        var word: [UInt8] = []
        func endWord() {
            if !word.isEmpty { words.append(word == saint ? st : word) }
            word.removeAll()
        }
        for scalar in text.unicodeScalars {
            if words.count == atMost { return words }
            switch fold(scalar) {
            case .letters(let bytes): if word.count + bytes.count <= 32 { word += bytes }
            case .nothing: continue
            case .gap: endWord()
            case .and:
                endWord()
                words.append(and)
            }
        }
        endWord()
        return Array(words.prefix(atMost))
    }

    private enum Folded {
        case letters([UInt8])
        case nothing, gap, and
    }

    private static func fold(_ scalar: Unicode.Scalar) -> Folded {
        switch scalar.value {
        case 0x30...0x39, 0x61...0x7A: return .letters([UInt8(truncatingIfNeeded: scalar.value)])
        case 0x41...0x5A: return .letters([UInt8(truncatingIfNeeded: scalar.value + 32)])
        case 0x26: return .and
        // Apostrophes of every kind, and combining marks.
        case 0x27, 0x60, 0x2018, 0x2019, 0x02B9...0x02BF, 0x0300...0x036F: return .nothing
        case 0..<0x80: return .gap
        default: break
        }
        if let plain = plainLetters[scalar] { return .letters(plain) }
        // Other scripts are kept as they are, so that a language can be found by its own name.
        let properties = scalar.properties
        guard properties.isAlphabetic || properties.generalCategory == .nonspacingMark else { return .gap }
        return .letters(Array(properties.lowercaseMapping.utf8))
    }

    private static let saint = Array("saint".utf8)
    private static let st = Array("st".utf8)
    private static let and = Array("and".utf8)

    /// Latin letters that carry a mark or stand for two, by the plain letters that are typed for them.
    private static let plainLetters: [Unicode.Scalar: [UInt8]] = {
        let table = [
            "a": "ÀÁÂÃÄÅĀĂĄǍàáâãäåāăąǎạảấầẩẫậắằẳẵặẠẢẤẦẨẪẬẮẰẲẴẶ", "ae": "Ææ", "b": "Ɓɓ", "c": "ÇĆĈĊČçćĉċč",
            "d": "ĎĐÐɖďđðƊɗḍḌ", "e": "ÈÉÊËĒĔĖĘĚèéêëēĕėęěẹẻẽếềểễệẸẺẼẾỀỂỄỆəƏɛƐ", "g": "ĜĞĠĢĝğġģ", "h": "ĤĦĥħḥḤ",
            "i": "ÌÍÎÏĨĪĬĮİìíîïĩīĭįıịỉỊỈ", "j": "Ĵĵ", "k": "ĶķƘƙ", "l": "ĹĻĽŁĺļľłḷḶ", "n": "ÑŃŅŇñńņňŋŊɲṇ",
            "o": "ÒÓÔÕÖØŌŎŐƠòóôõöøōŏőơọỏốồổỗộớờởỡợỌỎỐỒỔỖỘỚỜỞỠỢɔƆ", "oe": "Œœ", "r": "ŔŖŘŕŗř", "s": "ŚŜŞŠȘśŝşšșṣṢ",
            "ss": "ßẞ", "t": "ŢŤŦȚţťŧțṭṬ", "th": "Þþ", "u": "ÙÚÛÜŨŪŬŮŰŲƯùúûüũūŭůűųưụủứừửữựỤỦỨỪỬỮỰ",
            "w": "ŴẀẂẄŵẁẃẅ", "y": "ÝŶŸỲýÿŷỳỵỷỹỴỶỸƳƴ", "z": "ŹŻŽźżž",
        ]
        var letters: [Unicode.Scalar: [UInt8]] = [:]
        for (plain, marked) in table {
            for scalar in marked.unicodeScalars { letters[scalar] = Array(plain.utf8) }
        }
        return letters
    }()
}

/// Words that so many names carry that they tell little.
enum LightWords {
    static func contain(_ word: [UInt8]) -> Bool { word.count <= 12 && all.contains(word) }

    /// The short ones, which abbreviations leave out.
    static func containSmall(_ word: [UInt8]) -> Bool { word.count <= 5 && small.contains(word) }

    /// What else the word is called in such names.
    static func otherWord(for word: [UInt8]) -> [UInt8]? { word == constabulary ? police : nil }

    private static let constabulary = Array("constabulary".utf8)
    private static let police = Array("police".utf8)
    private static let small = bytes("a and de for in la le of on the upon y yr")
    private static let all = small.union(
        bytes(
            """
            authority borough bwrdeistref city constabulary council county cyngor department dinas district force forces \
            heddlu language police region service services sir speaking team town
            """))

    private static func bytes(_ words: String) -> Set<[UInt8]> {
        Set(words.split(separator: " ").map { Array($0.utf8) })
    }
}

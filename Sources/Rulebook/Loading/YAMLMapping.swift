import Yams

/// Collects what is wrong while a rulebook is read, so that all faults are told at once.
final class ProblemList {
    private(set) var problems: [RulebookProblem] = []
    /// Where each named thing stands, for whoever finds something wrong with it later.
    private(set) var places: [String: RulebookPlace] = [:]

    func note(_ name: String, _ place: RulebookPlace) {
        places[name] = place
    }

    func add(_ problem: RulebookProblem) {
        problems.append(problem)
    }
}

/// A YAML node with its place, read key by key. A key that nobody asked for is a fault: it is most often a typing error.
struct YAMLNode {
    let node: Node
    let file: String
    let list: ProblemList
    /// The line of the key under which it stands, where it has one.
    var keyLine: Int?

    var line: Int { keyLine ?? node.mark?.line ?? 0 }

    /// Remembers the place of something by its name.
    func note(_ name: String) {
        list.note(name, RulebookPlace(file: file, line: line))
    }

    func fault(_ message: String) {
        list.add(RulebookProblem(file: file, line: line, message: message))
    }

    /// The scalar as written; `yes` stays `yes`.
    var scalar: String? {
        guard let scalar = node.scalar else { return nil }
        return scalar.string == "" && scalar.style == .any ? nil : scalar.string
    }

    var items: [YAMLNode]? {
        node.sequence.map { $0.map { YAMLNode(node: $0, file: file, list: list) } }
    }

    /// One scalar or a list of them.
    var scalars: [String]? {
        if let one = node.scalar?.string { return [one] }
        guard let items else { return nil }
        let texts = items.compactMap { $0.node.scalar?.string }
        return texts.count == items.count ? texts : nil
    }

    /// The entries of a mapping, in the order of the file.
    var entries: [(key: String, value: YAMLNode)]? {
        guard let mapping = node.mapping else { return nil }
        return mapping.map { key, value in
            (key.scalar?.string ?? "", YAMLNode(node: value, file: file, list: list, keyLine: key.mark?.line))
        }
    }

    subscript(key: String) -> YAMLNode? {
        // Mappings are small; looked up as nodes, keys would be compared with what type they look like.
        guard let mapping = node.mapping, let value = mapping.first(where: { $0.key.scalar?.string == key })?.value
        else { return nil }
        if let scalar = value.scalar, scalar.string == "" || scalar.string == "~" || scalar.string == "null",
            scalar.style == .any || scalar.style == .plain
        {
            return nil
        }
        return YAMLNode(node: value, file: file, list: list)
    }

    /// Tells a fault for each key that is not among `known`.
    func allow(_ known: String...) {
        guard let entries else { return }
        for (key, value) in entries where !known.contains(key) {
            value.fault(
                "“\(key)” is not a word this part of the rulebook knows. Known here: \(known.joined(separator: ", ")).")
        }
    }

    func text(_ key: String) -> String? {
        guard let value = self[key] else { return nil }
        guard let text = value.scalar else {
            value.fault("“\(key)” should be one text.")
            return nil
        }
        return text
    }

    func required(_ key: String) -> String {
        if let text = text(key) { return text }
        if self[key] == nil { fault("“\(key)” is missing.") }
        return ""
    }

    func flag(_ key: String, default fallback: Bool = false) -> Bool {
        guard let text = text(key) else { return fallback }
        switch text {
        case "true", "yes": return true
        case "false", "no": return false
        default:
            self[key]?.fault("“\(key)” should be true or false.")
            return fallback
        }
    }

    func integer(_ key: String) -> Int? {
        guard let text = text(key) else { return nil }
        guard let number = Int(text) else {
            self[key]?.fault("“\(key)” should be a whole number, not “\(text)”.")
            return nil
        }
        return number
    }

    func date(_ key: String) -> CivilDate? {
        guard let text = text(key) else { return nil }
        guard let date = CivilDate(text) else {
            self[key]?.fault("“\(text)” is not a day. Write it as 2024-02-09.")
            return nil
        }
        return date
    }

    func texts(_ key: String) -> [String] {
        guard let value = self[key] else { return [] }
        guard let texts = value.scalars else {
            value.fault("“\(key)” should be a text or a list of texts.")
            return []
        }
        return texts
    }

    func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, default fallback: Choice) -> Choice
    where Choice.RawValue == String {
        guard let text = text(key) else { return fallback }
        guard let choice = Choice(rawValue: text) else {
            let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            self[key]?.fault("“\(text)” is not a \(key). Choose one of: \(known).")
            return fallback
        }
        return choice
    }

    /// A text in several languages; a bare text is English.
    func wording(_ key: String) -> Wording? {
        self[key].flatMap { $0.wording }
    }

    func requiredWording(_ key: String) -> Wording {
        if let wording = wording(key) { return wording }
        fault("“\(key)” is missing: write { en: … }.")
        return ""
    }

    var wording: Wording? {
        if let text = scalar { return Wording(["en": text]) }
        guard let entries else {
            fault("A wording should be written { en: …, cy: … }.")
            return nil
        }
        var texts: [String: String] = [:]
        for (language, value) in entries {
            guard language.isLanguage else {
                fault("“\(language)” is no language. A text with a comma needs quotation marks: { en: \"one, two\" }.")
                continue
            }
            guard let text = value.scalar else {
                value.fault("The wording in “\(language)” should be one text.")
                continue
            }
            texts[language] = text
        }
        if texts["en"] == nil { fault("The English wording (en) is missing.") }
        return Wording(texts)
    }

    /// Scalars by key.
    func table(_ key: String) -> [String: String] {
        guard let value = self[key] else { return [:] }
        return value.table
    }

    var table: [String: String] {
        guard let entries else {
            fault("A list of names and values is expected here.")
            return [:]
        }
        var table: [String: String] = [:]
        for (key, value) in entries { table[key] = value.scalar ?? value.scalars?.joined(separator: ",") ?? "" }
        return table
    }
}

extension String {
    /// Whether this reads as the code of a language, such as `en`, `cy` or `zh-Hant`.
    fileprivate var isLanguage: Bool {
        let parts = utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte | 0x20) }
        return parts.first.map { (2...3).contains($0.count) && $0.allSatisfy(isLetter) } == true
            && parts.dropFirst().allSatisfy { (2...8).contains($0.count) && $0.allSatisfy(isLetter) }
    }
}

import StrictJSON

/// Reads fields of an object one by one and collects what is wrong with them.
struct SettingsReader {
    private let value: JSON
    private let path: String
    private var known: Set<String> = []
    private(set) var faults: [SettingsFault] = []

    init(_ value: JSON, path: String) {
        self.value = value
        self.path = path
        if value.members == nil { add("", "An object is expected.") }
    }

    mutating func add(_ field: String, _ message: String) {
        let names = [path, field].filter { !$0.isEmpty }
        faults.append(SettingsFault(field: names.joined(separator: "."), message: message))
    }

    private mutating func take(_ field: String) -> JSON? {
        known.insert(field)
        return value[field]
    }

    mutating func optionalText(_ field: String) -> String? {
        guard let found = take(field) else { return nil }
        guard let text = found.string, !text.isEmpty else {
            add(field, "A text is expected.")
            return nil
        }
        return text
    }

    mutating func text(_ field: String) -> String? {
        if value.members != nil, value[field] == nil { add(field, "This is missing.") }
        return optionalText(field)
    }

    mutating func texts(_ field: String, default other: [String]) -> [String] {
        guard let found = take(field) else { return other }
        let texts = found.items?.compactMap(\.string).filter { !$0.isEmpty }
        guard let texts, texts.count == found.items?.count else {
            add(field, "A list of texts is expected.")
            return []
        }
        return texts
    }

    mutating func seconds(_ field: String, upTo limit: Int) -> Int {
        guard let found = take(field) else { return 0 }
        guard let number = found.integer, (0...limit).contains(number) else {
            add(field, "A whole number of seconds from 0 to \(limit) is expected.")
            return 0
        }
        return number
    }

    /// An address that is safe to use; an issuer has no query either (OpenID Connect Discovery 1.0, section 3).
    mutating func address(_ field: String, isIssuer: Bool) -> String {
        guard let text = text(field) else { return "" }
        guard let address = Address(text), address.isSafe, !(isIssuer && address.hasQuery) else {
            add(field, "An address that begins with https:// is expected, or one of this machine.")
            return ""
        }
        return text
    }

    mutating func refuseOthers() {
        for member in value.members ?? [] where !known.contains(member.key) {
            add("", "There is a field that is not known: \(member.key.prefix(40)).")
        }
    }

    mutating func within<Read>(_ value: JSON, _ field: String, _ read: (inout SettingsReader) -> Read) -> Read {
        let names = [path, field].filter { !$0.isEmpty }
        var inner = SettingsReader(value, path: names.joined(separator: "."))
        let result = read(&inner)
        inner.refuseOthers()
        faults += inner.faults
        return result
    }
}

extension SettingsReader {
    mutating func roles(_ field: String) -> [GroupRole] {
        guard let found = take(field)?.items, !found.isEmpty else {
            add(field, "A list with at least one group is expected.")
            return []
        }
        return found.enumerated().map { index, entry in
            within(entry, "\(field)[\(index)]") { reader in
                GroupRole(
                    group: reader.text("group") ?? "", role: reader.text("role") ?? "",
                    organisation: reader.text("organisation") ?? "")
            }
        }
    }

    mutating func secondFactor(_ field: String) -> SecondFactor {
        guard let found = take(field) else { return SecondFactor(acr: [], amr: []) }
        return within(found, field) { reader in
            SecondFactor(acr: reader.texts("acr", default: []), amr: reader.texts("amr", default: []))
        }
    }

    mutating func algorithms(_ field: String) -> Set<SigningAlgorithm> {
        let names = texts(field, default: SigningAlgorithm.allCases.map(\.rawValue))
        let algorithms = names.compactMap(SigningAlgorithm.init)
        if algorithms.isEmpty || algorithms.count != names.count {
            add(
                field,
                "Only these are known: " + SigningAlgorithm.allCases.map(\.rawValue).joined(separator: ", ") + ".")
        }
        return Set(algorithms)
    }
}

import Rulebook
import StrictJSON

/// Writes the schema of single answers and collects the definitions they share.
struct PropertyWriter {
    let rulebook: Rulebook
    let day: CivilDate?
    let language: String
    private var lists: [JSON.Member] = []
    private var usesText = false
    private var usesTextWithoutLinks = false

    init(rulebook: Rulebook, day: CivilDate?, language: String) {
        self.rulebook = rulebook
        self.day = day
        self.language = language
    }

    /// The type and the annotations of one field.
    mutating func property(for field: FieldDefinition) -> JSON {
        var members: [JSON.Member] = [.init(key: "title", value: .string(field.label.text(in: language)))]
        var notes = field.hint.map { [$0.text(in: language).endingSentence] } ?? []
        if field.mustBePast { notes.append("Not later than the day of submission.") }
        if let earliest = field.earliest { notes.append("Not before \(earliest).") }
        if field.kind == .tick { notes.append("A box to tick: false means the same as leaving it out.") }
        if !notes.isEmpty { members.append(.init(key: "description", value: .string(notes.joined(separator: " ")))) }
        members += type(of: field)
        if field.mustBePast { members.append(.init(key: "x-past", value: true)) }
        if let earliest = field.earliest {
            members.append(.init(key: "x-earliest", value: .string(earliest.description)))
        }
        members.append(.init(key: "x-class", value: .string(field.sealingClass.rawValue)))
        if let section = field.section { members.append(.init(key: "x-section", value: .string(section))) }
        if let key = field.formKey { members.append(.init(key: "x-form", value: .string(key))) }
        return .object(members)
    }

    /// The definitions that properties point to.
    var definitions: JSON {
        var members = lists
        if usesText { members.append(.init(key: "text", value: PropertyWriter.text(refusing: controls))) }
        if usesTextWithoutLinks {
            members.append(
                .init(key: "text_without_links", value: PropertyWriter.text(refusing: "\(controls)|\(links)")))
        }
        return .object(members)
    }

    private mutating func type(of field: FieldDefinition) -> [JSON.Member] {
        switch field.kind {
        case .text, .longText, .phone, .organisation, .account: text(field)
        case .email:
            [
                .init(key: "type", value: "string"), .init(key: "format", value: "idn-email"),
                .init(key: "maxLength", value: JSON(min(field.longest, 320))),
                .init(key: "pattern", value: .string(email)),
            ]
        case .date: [.init(key: "type", value: "string"), .init(key: "format", value: "date")]
        case .yesNo, .tick: [.init(key: "type", value: "boolean")]
        case .number:
            [
                .init(key: "type", value: "integer"), .init(key: "minimum", value: 0),
                .init(key: "maximum", value: 999_999),
            ]
        case .code: choice(field)
        case .codes: list(of: .object(choice(field)))
        case .files:
            list(of: ["type": "string", "minLength": 1, "description": "The id of an attachment that was sent before."])
        }
    }

    private func list(of item: JSON) -> [JSON.Member] {
        [
            .init(key: "type", value: "array"), .init(key: "items", value: item), .init(key: "minItems", value: 1),
            .init(key: "uniqueItems", value: true),
        ]
    }

    private mutating func text(_ field: FieldDefinition) -> [JSON.Member] {
        let name = field.refusesLinks ? "text_without_links" : "text"
        if field.refusesLinks { usesTextWithoutLinks = true } else { usesText = true }
        return [
            .init(key: "$ref", value: .string("#/$defs/\(name)")),
            .init(key: "maxLength", value: JSON(field.longest)),
        ]
    }

    private mutating func choice(_ field: FieldDefinition) -> [JSON.Member] {
        guard let id = field.list, let codes = rulebook.lists[id] else { return text(field) }
        let name = "list.\(id)"
        if !lists.contains(where: { $0.key == name }) { lists.append(.init(key: name, value: definition(of: codes))) }
        let reference = JSON.Member(key: "$ref", value: .string("#/$defs/\(name)"))
        guard field.keepsUnlisted else { return [reference] }
        return [.init(key: "anyOf", value: [.object([reference]), .object(text(field))])]
    }

    private func definition(of list: CodeList) -> JSON {
        var members: [JSON.Member] = [
            .init(key: "title", value: .string(list.title.text(in: language))), .init(key: "type", value: "string"),
        ]
        if list.codes.count > AnswerSchema.longestTitledList {
            members.append(.init(key: "enum", value: .array(list.codes.map { .string($0.code) })))
            let outdated = list.codes.filter(isOutdated)
            if !outdated.isEmpty {
                members.append(.init(key: "x-not-in-use", value: .array(outdated.map { .string($0.code) })))
            }
        } else {
            members.append(.init(key: "oneOf", value: .array(list.codes.map(constant))))
        }
        return .object(members)
    }

    private func constant(_ code: Code) -> JSON {
        var members: [JSON.Member] = [
            .init(key: "const", value: .string(code.code)),
            .init(key: "title", value: .string(code.label.text(in: language))),
        ]
        if isOutdated(code) { members.append(.init(key: "deprecated", value: true)) }
        return .object(members)
    }

    private func isOutdated(_ code: Code) -> Bool { day.map { !code.period.contains($0) } ?? false }

    /// A text with something in it. Two linear patterns rather than one that could be made to backtrack.
    private static func text(refusing pattern: String) -> JSON {
        ["type": "string", "pattern": "[^\\t-\\r ]", "not": ["pattern": .string(pattern)]]
    }
}

/// Characters that cannot be kept: every control character but tab and line ends.
private let controls = #"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F]"#
private let links = #"[Hh][Tt][Tt][Pp][Ss]?://|[Ww][Ww][Ww]\."#
/// One @ with something before it and a dotted name after it.
private let email = #"^[^\x00-\x20,;@\x7F]+@[^\x00-\x20,;@.\x7F]+(\.[^\x00-\x20,;@.\x7F]+)+$"#

extension String {
    /// With a full stop unless it ends like a sentence.
    fileprivate var endingSentence: String {
        guard let last = utf8.last, ![UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: "!")].contains(last) else {
            return self
        }
        return self + "."
    }
}

import Law
import Rulebook

/// Turns one raw answer into a value, or says what is wrong and how to mend it. Never repeats the answer itself:
/// it may be personal, and faults are shown and logged.
struct AnswerReader {
    let rulebook: Rulebook
    let on: CivilDate

    enum Outcome {
        case value(FieldValue)
        /// A code that is not in use on the day.
        case outdated(FieldValue)
        /// Not on the field's list; kept as written.
        case unlisted(String)
        case blank
        case fault(Reason)
    }

    func read(_ raw: RawAnswer, for field: FieldDefinition) -> Outcome {
        switch raw {
        case .text(let text): read(text, for: field)
        case .list(let texts): read(texts, for: field)
        case .unreadable(let kind):
            fault(field, "not_text", "“\(field.label.english)” must be written as text, not as \(kind).")
        }
    }

    private func read(_ text: String, for field: FieldDefinition) -> Outcome {
        let trimmed = text.trimmingSpaces()
        guard !trimmed.isEmpty else { return .blank }
        if trimmed.hasForbiddenControl {
            return fault(
                field, "control_character",
                "“\(field.label.english)” contains a character that cannot be kept. Delete it or type the answer again."
            )
        }
        switch field.kind {
        case .text, .longText, .phone, .organisation, .account: return readText(trimmed, for: field)
        case .email:
            guard trimmed.looksLikeEmail else {
                return fault(
                    field, "not_an_email",
                    "“\(field.label.english)” must be an e-mail address, such as name@example.org.")
            }
            return readText(trimmed, for: field)
        case .code: return readCode(trimmed, for: field)
        case .codes: return read(trimmed.split(separator: ",").map { String($0).trimmingSpaces() }, for: field)
        case .yesNo:
            switch trimmed.lowercased() {
            case "yes", "true": return .value(.yes(true))
            case "no", "false": return .value(.yes(false))
            default: return fault(field, "not_yes_or_no", "Answer “\(field.label.english)” with yes or no.")
            }
        case .tick:
            switch trimmed.lowercased() {
            case "true", "yes", "on": return .value(.yes(true))
            case "false", "no": return .blank
            default: return fault(field, "not_a_tick", "“\(field.label.english)” is a box to tick: true or left out.")
            }
        case .number:
            guard let number = Int(trimmed), number >= 0, number < 1_000_000 else {
                return fault(field, "not_a_number", "“\(field.label.english)” must be a whole number, such as 2.")
            }
            return .value(.number(number))
        case .date: return readDate(trimmed, for: field)
        case .files: return readText(trimmed, for: field)
        }
    }

    private func readText(_ text: String, for field: FieldDefinition) -> Outcome {
        if text.utf8.count > field.longest, text.unicodeScalars.count > field.longest {
            return fault(
                field, "too_long",
                "“\(field.label.english)” must be \(field.longest.grouped) characters or fewer. Shorten it.")
        }
        if field.refusesLinks, text.containsLink {
            return fault(
                field, "link", "“\(field.label.english)” must not contain a web link. Describe in words what it shows.")
        }
        return .value(.text(text))
    }

    private func readCode(_ text: String, for field: FieldDefinition) -> Outcome {
        guard let list = field.list.flatMap({ rulebook.lists[$0] }) else { return .value(.code(text)) }
        if let code = list.code(matching: text) {
            return code.period.contains(on) ? .value(.code(code.code)) : .outdated(.code(code.code))
        }
        if field.keepsUnlisted {
            guard case .value = readText(text, for: field) else { return readText(text, for: field) }
            return .unlisted(text)
        }
        let choices =
            list.codes.count <= 12 ? ": " + list.codes.map(\.label.english).joined(separator: ", ") : " from its list"
        return fault(field, "not_on_list", "Choose an answer to “\(field.label.english)”\(choices).")
    }

    private func read(_ texts: [String], for field: FieldDefinition) -> Outcome {
        guard field.kind == .codes || field.kind == .files else {
            return texts.count == 1
                ? read(texts[0], for: field)
                : fault(field, "several_answers", "Give one answer to “\(field.label.english)”.")
        }
        var codes: [String] = []
        for text in texts where !text.isEmpty {
            if field.kind == .files {
                codes.append(text)
                continue
            }
            switch readCode(text, for: field) {
            case .value(let value), .outdated(let value): codes.append(value.plain)
            case .unlisted(let text): codes.append(text)
            case .blank: break
            case .fault(let reason): return .fault(reason)
            }
        }
        return codes.isEmpty ? .blank : .value(.codes(codes))
    }

    private func readDate(_ text: String, for field: FieldDefinition) -> Outcome {
        guard let date = CivilDate(text) else {
            return fault(
                field, "not_a_date",
                "“\(field.label.english)” must be a real date, such as 27 March 1998 written 1998-03-27.")
        }
        if field.mustBePast, date > on {
            return fault(field, "in_future", "“\(field.label.english)” must be in the past. Check the year.")
        }
        if let earliest = field.earliest, date < earliest {
            return fault(
                field, "too_early",
                "“\(field.label.english)” must be on or after \(earliest.spelledOut). Check the year.")
        }
        return .value(.date(date))
    }

    private func fault(_ field: FieldDefinition, _ code: String, _ sentence: String) -> Outcome {
        .fault(Reason(code: code, sentence: sentence, field: field.id))
    }
}

/// Answers as far as they could be read.
struct ReadAnswers {
    private(set) var answers: Answers = [:]
    /// Those that could not be read, each with its field and how to mend it.
    private(set) var faults: [Reason] = []
    /// Questions about single answers: `unlisted_answer.<field>`, `code_not_current.<field>`.
    private(set) var doubts: [String] = []

    mutating func take(_ outcome: AnswerReader.Outcome, for field: FieldDefinition) {
        switch outcome {
        case .value(let value): answers[field.id] = value
        case .outdated(let value):
            answers[field.id] = value
            doubts.append("code_not_current.\(field.id)")
        case .unlisted(let text):
            answers[field.id] = .text(text)
            doubts.append("unlisted_answer.\(field.id)")
        case .blank: break
        case .fault(let reason): faults.append(reason)
        }
    }

    mutating func reserveCapacity(_ count: Int) { answers.reserveCapacity(count) }
}

extension String {
    func trimmingSpaces() -> String {
        let bytes = utf8
        guard let first = bytes.first, let last = bytes.last else { return self }
        func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
        guard isSpace(first) || isSpace(last) else { return self }
        guard let start = bytes.firstIndex(where: { !isSpace($0) }), let end = bytes.lastIndex(where: { !isSpace($0) })
        else {
            return ""
        }
        return String(self[start...end])
    }

    /// Control characters other than tab and line ends.
    var hasForbiddenControl: Bool {
        utf8.contains { ($0 < 32 && $0 != 9 && $0 != 10 && $0 != 13) || $0 == 127 }
    }

    /// One @ with something before it and a dotted name after it, no spaces. Whether it works only a message can tell.
    var looksLikeEmail: Bool {
        let parts = utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, utf8.count <= 320,
            !utf8.contains(where: { $0 <= 32 || $0 == 44 || $0 == 59 })
        else { return false }
        let labels = parts[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return labels.count >= 2 && labels.allSatisfy { !$0.isEmpty }
    }

    /// `http://`, `https://` or `www.`, in any case. One pass over the bytes.
    var containsLink: Bool {
        var text = self
        return text.withUTF8 { bytes in
            func stands(_ word: StaticString, endingAt end: Int) -> Bool {
                let start = end + 1 - word.utf8CodeUnitCount
                guard start >= 0 else { return false }
                return (0..<word.utf8CodeUnitCount).allSatisfy { bytes[start + $0] | 0x20 == word.utf8Start[$0] | 0x20 }
            }
            return bytes.indices.contains { index in
                switch bytes[index] {
                case UInt8(ascii: "/"): stands("http://", endingAt: index) || stands("https://", endingAt: index)
                case UInt8(ascii: "."): stands("www.", endingAt: index)
                default: false
                }
            }
        }
    }
}

extension Int {
    /// `15000` as `15,000`.
    var grouped: String {
        var digits = String(self)
        var position = digits.count - 3
        while position > 0 {
            digits.insert(",", at: digits.index(digits.startIndex, offsetBy: position))
            position -= 3
        }
        return digits
    }
}

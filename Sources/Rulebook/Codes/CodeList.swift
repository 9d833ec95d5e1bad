/// The allowed values of a field. A code is never deleted: it ends.
public final class CodeList: Sendable {
    public let id: String
    public let title: Wording
    public let source: String
    public let licence: String
    /// Every code in the order of the file.
    public let codes: [Code]
    private let byCode: [String: Int]
    private let byOutsideText: [String: Int]

    init(id: String, title: Wording, source: String, licence: String, match: [String], codes: [Code]) {
        self.id = id
        self.title = title
        self.source = source
        self.licence = licence
        self.codes = codes
        var byCode: [String: Int] = [:]
        var byText: [String: Int] = [:]
        for (index, code) in codes.enumerated() {
            byCode[code.code] = index
            for column in match {
                let texts = column == "label" ? Array(code.label.texts.values) : [code.text(in: column)]
                for text in texts where !text.isEmpty {
                    // Where two codes share a spelling, the one that has not ended is meant.
                    let key = CodeList.folded(text)
                    if let other = byText[key], codes[other].period.until == nil { continue }
                    byText[key] = index
                }
            }
        }
        self.byCode = byCode
        byOutsideText = byText
    }

    public subscript(code: String) -> Code? {
        byCode[code].map { codes[$0] }
    }

    public func contains(_ code: String) -> Bool { byCode[code] != nil }

    /// The code that an answer from outside means: its code, or any of its known spellings, capitals and
    /// outer spaces aside. `nil` when the list does not know it.
    public func code(matching text: String) -> Code? {
        (byCode[text] ?? byOutsideText[CodeList.folded(text)]).map { codes[$0] }
    }

    /// The label of `code` in `language`, or the code itself when the list does not know it.
    public func label(of code: String, in language: String = "en") -> String {
        self[code]?.label.text(in: language) ?? code
    }

    private static func folded(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if byte == 32, bytes.isEmpty || bytes.last == 32 { continue }
            bytes.append(byte >= 65 && byte <= 90 ? byte + 32 : byte)
        }
        while bytes.last == 32 { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// One allowed value with its life and its names in other people's standards.
public final class Code: Sendable {
    public let code: String
    public let label: Wording
    public let period: DateRange
    public let nations: [Nation]
    public let note: String
    /// Every further column of the list: other standards' names, parents, keys.
    public let mappings: [String: String]

    init(
        code: String, label: Wording, period: DateRange, nations: [Nation], note: String, mappings: [String: String]
    ) {
        self.code = code
        self.label = label
        self.period = period
        self.nations = nations
        self.note = note
        self.mappings = mappings
    }

    /// The cell of any column, or an empty text.
    public func text(in column: String) -> String {
        switch column {
        case "code": code
        case "label": label.english
        case "notes": note
        default: mappings[column] ?? ""
        }
    }
}

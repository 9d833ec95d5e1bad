/// Why a part of a document is no answer. Never repeats the answer: it may be personal.
public struct AnswerFault: Error, Sendable, Hashable {
    /// The question, where it is known.
    public let field: String?
    /// Where in the document, as a JSON pointer (RFC 6901).
    public let pointer: String
    /// Stable, for example `not_a_list`.
    public let code: String
    /// One plain sentence that says what to do.
    public let sentence: String

    public init(field: String? = nil, pointer: String, code: String, sentence: String) {
        self.field = field
        self.pointer = pointer
        self.code = code
        self.sentence = sentence
    }
}

/// A place in a JSON document (RFC 6901).
public enum JSONPointer {
    /// The place of `key` below `pointer`.
    public static func appending(_ key: String, to pointer: String) -> String {
        let token = key.utf8.reduce(into: [UInt8]()) { text, byte in
            switch byte {
            case UInt8(ascii: "~"): text += Array("~0".utf8)
            case UInt8(ascii: "/"): text += Array("~1".utf8)
            default: text.append(byte)
            }
        }
        return pointer + "/" + String(decoding: token, as: UTF8.self)
    }
}

/// A CBOR value (RFC 8949) of the kinds that WebAuthn uses.
public enum CBOR: Sendable, Hashable {
    /// 0 and above.
    case unsigned(UInt64)
    /// -1 minus the number held, which reaches further down than `Int64` does.
    case negative(UInt64)
    case bytes([UInt8])
    case text(String)
    case array([CBOR])
    /// In the order in which they were written. No key stands twice.
    case map([Member])
    case bool(Bool)
    case null

    /// A key of a map with its value.
    public struct Member: Sendable, Hashable {
        public let key: CBOR
        public let value: CBOR

        public init(key: CBOR, value: CBOR) {
            self.key = key
            self.value = value
        }
    }

    /// A whole number, as it is written.
    public init(_ number: Int) {
        self = number < 0 ? .negative(UInt64(-1 - number)) : .unsigned(UInt64(number))
    }

    /// The value of a key of a map; `nil` when there is none or this is no map.
    public subscript(key: CBOR) -> CBOR? {
        members?.first { $0.key == key }?.value
    }

    /// The value of a text key, compared byte by byte.
    public subscript(key: StaticString) -> CBOR? {
        members?.first { member in
            guard case .text(let text) = member.key else { return false }
            return key.withUTF8Buffer { text.utf8.elementsEqual($0) }
        }?.value
    }

    /// The number, where it fits.
    public var integer: Int? {
        switch self {
        case .unsigned(let number): Int(exactly: number)
        case .negative(let number): Int(exactly: number).map { -1 - $0 }
        case .bytes, .text, .array, .map, .bool, .null: nil
        }
    }

    /// The bytes of a byte string; `nil` for anything else.
    public var bytes: [UInt8]? {
        if case .bytes(let bytes) = self { bytes } else { nil }
    }

    /// The text; `nil` for anything else.
    public var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// The members of a map, in the order in which they were written; `nil` for anything else.
    public var members: [Member]? {
        if case .map(let members) = self { members } else { nil }
    }
}

/// Why bytes are not CBOR of the kind read here. Never repeats the bytes.
public struct CBORFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: Sendable, Hashable, CaseIterable {
        /// The bytes end before the value does.
        case truncated
        /// There is something after the end of the value.
        case trailing
        /// More bytes than the reader was told to take.
        case tooLong
        /// Arrays and maps within each other beyond the limit.
        case tooDeep
        /// A length or number that a shorter form would hold.
        case notShortest
        /// A text, byte string, array or map without a length, or the end mark of one.
        case indefinite
        /// Additional information 28 to 30, which has no meaning.
        case reserved
        /// A tag, a floating-point number, `undefined` or another simple value: WebAuthn has none.
        case unknownKind
        /// A text that is not UTF-8.
        case notUTF8
        /// A key of a map that is neither a number, nor bytes, nor a text.
        case unknownKey
        /// A key that stands twice in a map.
        case doubledKey
    }

    /// Bytes before the fault.
    public let offset: Int
    /// What is wrong there.
    public let reason: Reason

    package init(offset: Int, reason: Reason) {
        self.offset = offset
        self.reason = reason
    }

    /// A sentence with the place.
    public var description: String {
        let message =
            switch reason {
            case .truncated: "The bytes end too early"
            case .trailing: "There is something after the end of the value"
            case .tooLong: "There are too many bytes"
            case .tooDeep: "The value is nested too deeply"
            case .notShortest: "A number is not written in its shortest form"
            case .indefinite: "A value has no definite length"
            case .reserved: "A first byte has no meaning"
            case .unknownKind: "A kind of value is not known here"
            case .notUTF8: "A text is not valid UTF-8"
            case .unknownKey: "A key of a map is of a kind not known here"
            case .doubledKey: "A key stands twice in the same map"
            }
        return "\(message) (at byte \(offset + 1))"
    }
}

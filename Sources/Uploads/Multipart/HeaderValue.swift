/// A header’s value with its parameters, as in `form-data; name="statement"`.
struct HeaderValue {
    /// What stands before the first semicolon, in small letters.
    let text: String
    /// The parameters, their names in small letters, each name once.
    let parameters: [String: [UInt8]]

    /// `nil` when it is not written as RFC 2045 has it, or a parameter stands twice.
    init?(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        text = HeaderValue.text(of: HeaderValue.trimmed(rest.takeUntil(";"))).lowercased()
        var parameters: [String: [UInt8]] = [:]
        while rest.popFirst() != nil {  // the semicolon
            rest.dropSpaces()
            if rest.isEmpty { break }
            let name = HeaderValue.text(of: rest.takeUntil("=")).lowercased()
            guard !name.isEmpty, name.utf8.allSatisfy(HeaderValue.isTokenByte), rest.popFirst() != nil,
                let value = rest.takeParameterValue(), parameters.updateValue(value, forKey: name) == nil
            else { return nil }
        }
        self.parameters = parameters
    }

    static func text(of bytes: some Collection<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

    static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = bytes
        rest.dropSpaces()
        while let last = rest.last, isSpace(last) { rest.removeLast() }
        return rest
    }

    /// RFC 9110, section 5.6.2.
    static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    static func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}

extension ArraySlice<UInt8> {
    /// Takes what stands before a mark, which stays; everything when there is none.
    fileprivate mutating func takeUntil(_ mark: Unicode.Scalar) -> ArraySlice<UInt8> {
        let end = firstIndex(of: UInt8(ascii: mark)) ?? endIndex
        defer { self = self[end...] }
        return self[..<end]
    }

    fileprivate mutating func dropSpaces() {
        self = drop(while: HeaderValue.isSpace)
    }

    /// Takes a value and what space follows it, up to a semicolon or the end; `nil` when something else follows.
    fileprivate mutating func takeParameterValue() -> [UInt8]? {
        guard first == UInt8(ascii: "\"") else { return Array(HeaderValue.trimmed(takeUntil(";"))) }
        removeFirst()
        var value: [UInt8] = []
        while let byte = popFirst() {
            guard byte == UInt8(ascii: "\"") else {
                value.append(byte)
                continue
            }
            let behind = drop(while: HeaderValue.isSpace)
            if behind.isEmpty || behind.first == UInt8(ascii: ";") {
                self = behind
                return value
            }
            // Browsers write `%22` and leave a backslash as it is; other senders put one before a quotation mark.
            guard value.last == UInt8(ascii: "\\") else { return nil }
            value[value.count - 1] = byte
        }
        return nil
    }
}

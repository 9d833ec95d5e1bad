/// What the head of a part says (RFC 7578, section 4).
struct MultipartHead {
    let name: String
    let fileName: String?
    let contentType: String?

    /// - Parameter lines: the lines of the head, each with its line end.
    /// - Throws: ``MultipartFault/brokenHeader`` when a line is no header, when the disposition is missing, stands twice, is not
    ///   `form-data` or names no field, and when the content is encoded, which RFC 7578 (section 4.7) rules out.
    init(_ lines: ArraySlice<UInt8>) throws(MultipartFault) {
        var fields: [String: ArraySlice<UInt8>] = [:]
        for line in lines.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast() {
            guard let field = MultipartHead.field(line), fields.updateValue(field.value, forKey: field.name) == nil
            else { throw .brokenHeader }
        }
        guard let disposition = fields["content-disposition"].flatMap({ HeaderValue($0) }),
            disposition.text == "form-data", let name = disposition.parameters["name"].map(MultipartHead.unescaped),
            let text = String(validating: name, as: UTF8.self), !text.isEmpty
        else { throw .brokenHeader }
        let encoding = HeaderValue.text(of: fields["content-transfer-encoding"] ?? []).lowercased()
        guard ["", "7bit", "8bit", "binary"].contains(encoding) else { throw .brokenHeader }
        self.name = text
        // `filename*` is not for forms (RFC 7578, section 4.2) and is passed over.
        fileName = disposition.parameters["filename"].map { bytes in
            UploadName.clean(String(decoding: MultipartHead.unescaped(bytes), as: UTF8.self))
        }
        contentType = fields["content-type"].map { HeaderValue.text(of: $0) }
    }

    /// A name in small letters and a trimmed value; `nil` for a line that continues another, has no colon, does not end
    /// with a carriage return or holds a control character.
    private static func field(_ line: ArraySlice<UInt8>) -> (name: String, value: ArraySlice<UInt8>)? {
        guard line.last == UInt8(ascii: "\r"), let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let name = line[..<colon]
        let value = line[(colon + 1)...].dropLast()
        guard !name.isEmpty, name.allSatisfy(HeaderValue.isTokenByte),
            value.allSatisfy({ $0 >= 32 && $0 != 127 || $0 == UInt8(ascii: "\t") })
        else { return nil }
        return (HeaderValue.text(of: name).lowercased(), HeaderValue.trimmed(value))
    }

    /// Browsers write a quotation mark and line ends in a name as `%22`, `%0D` and `%0A`, and nothing else that way.
    private static func unescaped(_ bytes: [UInt8]) -> [UInt8] {
        var plain: [UInt8] = []
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%"), let escaped = escapes[HeaderValue.text(of: rest.prefix(2)).uppercased()]
            else {
                plain.append(byte)
                continue
            }
            plain.append(escaped)
            rest = rest.dropFirst(2)
        }
        return plain
    }

    private static let escapes: [String: UInt8] = ["22": 0x22, "0D": 0x0D, "0A": 0x0A]
}

extension UploadName {
    /// The cleaned name in a `Content-Disposition` (RFC 6266): `filename*` before `filename`.
    ///
    /// - Returns: `nil` when the header is broken or names no file.
    public static func named(inDisposition text: String) -> String? {
        guard let value = HeaderValue(Array(text.utf8)[...]) else { return nil }
        let plain = value.parameters["filename"].map { String(decoding: $0, as: UTF8.self) }
        guard let name = value.parameters["filename*"].flatMap(extended) ?? plain else { return nil }
        let cleaned = clean(name)
        return cleaned.isEmpty ? nil : cleaned
    }

    /// Reads `UTF-8''na%C3%AFve.pdf` (RFC 8187).
    private static func extended(_ bytes: [UInt8]) -> String? {
        let parts = bytes.split(separator: UInt8(ascii: "'"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, HeaderValue.text(of: parts[0]).lowercased() == "utf-8" else { return nil }
        var plain: [UInt8] = []
        var rest = parts[2]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                plain.append(byte)
                continue
            }
            guard rest.count >= 2, let escaped = UInt8(HeaderValue.text(of: rest.prefix(2)), radix: 16) else {
                return nil
            }
            plain.append(escaped)
            rest = rest.dropFirst(2)
        }
        return String(validating: plain, as: UTF8.self)
    }
}

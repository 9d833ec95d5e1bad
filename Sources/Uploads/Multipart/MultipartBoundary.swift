/// The boundary between the parts of a body.
enum MultipartBoundary {
    /// The boundary that a content type names; `nil` for another type, or when RFC 2046 (section 5.1.1) does not allow it.
    static func bytes(in contentType: String) -> [UInt8]? {
        guard let value = HeaderValue(Array(contentType.utf8)[...]), value.text == "multipart/form-data",
            let boundary = value.parameters["boundary"], (1...70).contains(boundary.count),
            boundary.last != UInt8(ascii: " "), boundary.allSatisfy(isAllowed)
        else { return nil }
        return boundary
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122: true
        default: "'()+_,-./:=? ".utf8.contains(byte)
        }
    }
}

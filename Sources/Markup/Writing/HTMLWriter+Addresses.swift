extension HTMLWriter {
    /// Appends an attribute that leads somewhere (`href`, `action`, `src`).
    ///
    /// Addresses of the service itself, `https:`, `http:`, `mailto:` and `tel:` are let through. Any other scheme, `javascript:`
    /// for one, becomes `#`.
    public mutating func address(_ name: StaticString, _ address: String) {
        attribute(name, isSafe(address) ? address : "#")
    }
}

/// Whether an address has no scheme, or one that cannot run a script.
private func isSafe(_ address: String) -> Bool {
    var scheme = ""
    for byte in address.utf8 {
        switch byte {
        case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): return true
        case UInt8(ascii: ":"): return ["https", "http", "mailto", "tel"].contains(scheme)
        default: scheme.unicodeScalars.append(Unicode.Scalar(byte | 0x20))
        }
    }
    return true
}

/// An absolute `http` or `https` address (RFC 3986) without user information and without a fragment.
struct Address: Sendable, Hashable {
    enum Scheme: String, Sendable {
        case https, http
    }

    let text: String
    let scheme: Scheme
    let host: String
    let hasQuery: Bool

    init?(_ text: String) {
        guard text.utf8.count <= 2_048, text.utf8.allSatisfy(Address.isAllowed) else { return nil }
        let scheme: Scheme = text.hasPrefix("https://") ? .https : .http
        let start = scheme.rawValue + "://"
        guard text.hasPrefix(start) else { return nil }
        let rest = text.dropFirst(start.count)
        guard let host = Address.host(rest.prefix { $0 != "/" && $0 != "?" }) else { return nil }
        self.text = text
        self.scheme = scheme
        self.host = host
        hasQuery = rest.contains("?")
    }

    /// Whether nobody on the way can read or change what goes there: `https`, or this machine itself.
    var isSafe: Bool { scheme == .https || ["127.0.0.1", "[::1]", "localhost"].contains(host) }

    /// The address with pairs added to its query.
    func adding(_ pairs: [Form.Pair]) -> String {
        text + (hasQuery ? "&" : "?") + Form.text(pairs)
    }

    private static func host(_ authority: Substring) -> String? {
        guard !authority.contains("@") else { return nil }
        let isNumbered = authority.hasPrefix("[")
        guard let end = isNumbered ? authority.firstIndex(of: "]") : authority.firstIndex(of: ":") ?? authority.endIndex
        else { return nil }
        let host = isNumbered ? authority[...end] : authority[..<end]
        let port = authority[host.endIndex...]
        guard !host.isEmpty, host != "[]" else { return nil }
        if !port.isEmpty {
            guard port.first == ":", let number = Int(port.dropFirst()), (1...65_535).contains(number) else {
                return nil
            }
        }
        return host.lowercased()
    }

    /// Visible ASCII without what RFC 3986 leaves out, and without `#`.
    private static func isAllowed(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !"\"#<>\\^`{|}".utf8.contains(byte)
    }
}

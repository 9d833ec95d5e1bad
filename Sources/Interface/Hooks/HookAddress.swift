/// The address to which events are sent: one on the public internet, so that nobody can make this service knock at doors
/// inside the network that it runs in.
///
/// A name says nothing about where it leads. Whoever connects asks ``permits(_:)`` about the address that the name led
/// to, connects to that very address, and follows no redirection.
public struct HookAddress: Sendable, Hashable {
    /// Why an address is not taken, with a sentence for who gave it.
    public enum Fault: String, Error, Sendable, CaseIterable {
        case malformed, tooLong, notSecure, userInfo, fragment, notPublic, spelling, port

        public var sentence: String {
            switch self {
            case .malformed: "Write the address in full, such as https://hooks.example.org/firmground."
            case .tooLong: "The address is too long. Shorten it to 2,000 characters or fewer."
            case .notSecure: "The address must begin with https://."
            case .userInfo: "Leave the user name and password out of the address."
            case .fragment: "Leave out the # and what follows."
            case .notPublic: "The address must be on the public internet, not inside a network or on one machine."
            case .spelling: "Write a numeric address as four plain decimal numbers, or use a name."
            case .port: "The port must be 443 or above 1024."
            }
        }
    }

    /// The address in one spelling, with scheme and host in small letters: where a client looks for the name of the host, it finds
    /// ``host``.
    public let text: String
    public let isSecure: Bool
    /// A name in small letters, or a numeric address without brackets.
    public let host: String
    public let port: Int
    /// Path and query, beginning with `/`.
    public let target: String
    /// Whether it leads to the same machine: for tests and trials only.
    public let isLoopback: Bool

    /// Reads an address.
    ///
    /// - Parameter allowingLoopback: whether `http` and `https` to the same machine are taken, on any port.
    /// - Throws: why it is not taken.
    public init(_ text: String, allowingLoopback: Bool = false) throws(Fault) {
        guard text.utf8.count <= 2000 else { throw .tooLong }
        guard text.utf8.allSatisfy({ $0 > 32 && $0 < 127 && !HookAddress.refused.contains($0) }) else {
            throw .malformed
        }
        let lowered = text.lowercased()
        guard let scheme = ["https://", "http://"].first(where: { lowered.hasPrefix($0) }) else {
            throw lowered.contains("://") ? .notSecure : .malformed
        }
        let rest = text.dropFirst(scheme.count)
        if rest.utf8.contains(UInt8(ascii: "#")) { throw .fragment }
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        let authority = rest[..<end]
        if authority.utf8.contains(UInt8(ascii: "@")) { throw .userInfo }
        let (host, digits) = try HookAddress.split(authority)
        let reach = try HookAddress.reach(of: host)
        isSecure = scheme == "https://"
        isLoopback = reach == .loopback
        guard isSecure || (isLoopback && allowingLoopback) else { throw isLoopback ? .notPublic : .notSecure }
        guard reach == .everywhere || (isLoopback && allowingLoopback) else { throw .notPublic }
        let port = try HookAddress.port(digits, otherwise: isSecure ? 443 : 80)
        guard port == 443 || port > 1024 || isLoopback else { throw .port }
        let target: String = rest[end...].hasPrefix("/") ? String(rest[end...]) : "/" + rest[end...]
        let name = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
        self.text = scheme + name + (digits == nil ? "" : ":\(port)") + target
        self.host = host
        self.port = port
        self.target = target
    }

    /// Whether a connection may be made to the address that the host led to.
    public func permits(_ address: InternetAddress) -> Bool {
        address.reach == (isLoopback ? .loopback : .everywhere)
    }

    /// Characters that no address has unescaped, or that some programs read otherwise.
    private static let refused = Set("\\\"<>^`{|}".utf8)

    private static func split(_ authority: Substring) throws(Fault) -> (host: String, port: Substring?) {
        let after: Substring
        let host: Substring
        if authority.hasPrefix("[") {
            guard let close = authority.firstIndex(of: "]") else { throw .malformed }
            host = authority[authority.index(after: authority.startIndex)..<close]
            guard host.utf8.contains(UInt8(ascii: ":")) else { throw .malformed }
            after = authority[authority.index(after: close)...]
        } else {
            let colon = authority.firstIndex(of: ":") ?? authority.endIndex
            host = authority[..<colon]
            after = authority[colon...]
        }
        guard after.isEmpty || after.hasPrefix(":") else { throw .malformed }
        return (host.lowercased(), after.isEmpty ? nil : after.dropFirst())
    }

    private static func port(_ digits: Substring?, otherwise port: Int) throws(Fault) -> Int {
        guard let digits else { return port }
        guard (1...5).contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) }),
            let number = Int(digits), (1...65_535).contains(number)
        else { throw .port }
        return number
    }
}

/// The service that passkeys are made for: Web Authentication Level 3, <https://www.w3.org/TR/webauthn-3/>.
///
/// Takes one kind of passkey, ES256, which every authenticator makes; demands a fingerprint, face or PIN each time;
/// trusts no attestation, because it does not matter here who built the device.
public struct RelyingParty: Sendable, Hashable {
    /// The host, such as `cases.example.org`, or a domain that it ends with. Passkeys are bound to it: a new id makes
    /// all of them useless.
    public let id: String
    /// The name that a device may show.
    public let name: String
    /// The addresses from which passkeys may be used, each exactly: scheme, host and port.
    public let origins: [String]

    /// Why a relying party cannot be set up so.
    public enum Fault: Error, Sendable, Hashable, CustomStringConvertible {
        /// The id is not a host name in small ASCII letters.
        case wrongID(String)
        /// No address was given.
        case noOrigin
        /// The address is not `https`, has a path or does not lie within the id.
        case wrongOrigin(String)

        /// A sentence for whoever sets the system up.
        public var description: String {
            switch self {
            case .wrongID(let id): "“\(id)” is not a host name in small letters, digits, hyphens and full stops."
            case .noOrigin: "Give the address from which passkeys may be used, such as https://cases.example.org."
            case .wrongOrigin(let origin):
                "“\(origin)” is not an address such as https://cases.example.org at or under the host of the passkeys."
            }
        }
    }

    /// Checks that the addresses belong to the id, so that a slip shows at the start and not at the first sign-in.
    ///
    /// - Parameters:
    ///   - id: a host name, international names in their ASCII form.
    ///   - name: shown by devices.
    ///   - origins: at least one, such as `https://cases.example.org` or `https://cases.example.org:8443`, without a
    ///     stroke at the end. `http` is taken for `localhost` alone.
    public init(id: String, name: String, origins: [String]) throws(Fault) {
        guard RelyingParty.isHost(id[...]) else { throw .wrongID(id) }
        guard !origins.isEmpty else { throw .noOrigin }
        for origin in origins where !RelyingParty.lies(origin, within: id) { throw .wrongOrigin(origin) }
        self.id = id
        self.name = name
        self.origins = origins
    }

    private static func isHost(_ text: Substring) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            (1...63).contains(label.utf8.count)
                && label.utf8.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                        UInt8(ascii: "-"):
                        true
                    default: false
                    }
                }
        }
    }

    private static func lies(_ origin: String, within id: String) -> Bool {
        guard let colon = origin.firstIndex(of: ":"), origin[colon...].hasPrefix("://") else { return false }
        let parts = origin[colon...].dropFirst(3).split(
            separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let host = parts.first, isHost(host), host == id || host.hasSuffix("." + id) else { return false }
        if parts.count > 1 {
            guard let port = UInt16(parts[1]), String(port) == parts[1], port > 0 else { return false }
        }
        return origin[..<colon] == "https" || (origin[..<colon] == "http" && host == "localhost")
    }
}

import Crypto

/// The secret that a receiver and this service share, `whsec_` and base 64, by the Standard Webhooks convention.
public struct HookSecret: Sendable, Hashable {
    static let prefix = "whsec_"

    let bytes: [UInt8]

    /// - Parameter bytes: from a source of chance, 24 to 64 of them; `nil` for any other number.
    public init?(bytes: [UInt8]) {
        guard (24...64).contains(bytes.count) else { return nil }
        self.bytes = bytes
    }

    /// Reads `whsec_…`; `nil` for anything else.
    public init?(_ text: String) {
        guard text.hasPrefix(HookSecret.prefix),
            let bytes = Base64.bytes(of: String(text.dropFirst(HookSecret.prefix.count)), in: .ordinary)
        else { return nil }
        self.init(bytes: bytes)
    }

    /// To be shown once to whoever receives the events, and kept sealed.
    public var text: String { HookSecret.prefix + Base64.text(of: bytes, in: .ordinary) }
}

/// A secret is never written by accident.
extension HookSecret: CustomStringConvertible, CustomReflectable {
    public var description: String { "whsec_…" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

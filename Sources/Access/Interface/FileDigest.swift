import Crypto

/// SHA-256 of a file while it streams by.
public struct FileDigest: Sendable {
    private var hash = SHA256()

    public init() {}

    public mutating func take(_ bytes: [UInt8]) { hash.update(data: bytes) }

    /// In hexadecimal, of what was taken so far.
    public var text: String {
        hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

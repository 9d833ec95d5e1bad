import Crypto

/// Where the next page of a list begins, as a text that a caller hands back and nobody else can make.
///
/// The text is not secret: it holds the position in clear. It is bound to the list and to who asked, so that one that was
/// given for another list, another filter or another caller is refused like one that was made up.
public struct PageCursors: Sendable {
    /// The longest position that is taken back.
    static let longest = 512

    private let key: [UInt8]

    /// - Parameter key: at least 16 bytes; `nil` for fewer. Cursors of another key are refused, so a new one ends every
    ///   list that is being read.
    public init?(key: [UInt8]) {
        guard key.count >= 16 else { return nil }
        self.key = key
    }

    /// A cursor to `position`.
    ///
    /// - Parameters:
    ///   - list: which list, with its filters.
    ///   - caller: who may go on reading.
    public func text(for position: String, in list: String, of caller: String) -> String {
        let bytes = Array(position.utf8)
        return Base64.text(of: seal(bytes, list, caller) + bytes, in: .address)
    }

    /// The position that a cursor points to; `nil` for a text that ``text(for:in:of:)`` did not make for this list and caller.
    public func position(of text: String, in list: String, of caller: String) -> String? {
        guard text.utf8.count <= (PageCursors.longest + 32) * 4 / 3 + 4,
            let bytes = Base64.bytes(of: text, in: .address), bytes.count >= 32
        else { return nil }
        let position = Array(bytes[32...])
        let message = PageCursors.message(position, list, caller)
        guard
            HMAC<SHA256>.isValidAuthenticationCode(
                bytes[..<32], authenticating: message, using: SymmetricKey(data: key))
        else { return nil }
        return String(validating: position, as: UTF8.self)
    }

    private func seal(_ position: [UInt8], _ list: String, _ caller: String) -> [UInt8] {
        Array(
            HMAC<SHA256>.authenticationCode(
                for: PageCursors.message(position, list, caller), using: SymmetricKey(data: key)))
    }

    /// Each part after its length, so that no two triples give the same bytes.
    private static func message(_ position: [UInt8], _ list: String, _ caller: String) -> [UInt8] {
        [Array("firmground cursor 1".utf8), Array(list.utf8), Array(caller.utf8), position].flatMap { part in
            (0..<8).map { UInt8(truncatingIfNeeded: part.count >> (56 - 8 * $0)) } + part
        }
    }
}

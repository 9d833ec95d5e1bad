/// An IPv4 or IPv6 address, and whether anybody's public service can have it.
public struct InternetAddress: Sendable, Hashable {
    /// Where an address leads.
    public enum Reach: Sendable, Hashable {
        case everywhere
        case loopback
        /// Private, link-local, multicast, reserved, for documentation, or a cloud's service for its own machines.
        case elsewhere
    }

    /// 4 or 16 bytes.
    public let bytes: [UInt8]

    /// - Returns: `nil` unless there are 4 or 16 bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// Reads four decimal numbers (`192.0.2.1`) or an IPv6 address (`2001:db8::1`, `::ffff:192.0.2.1`); `nil` for anything
    /// else: other spellings, a zone, brackets, spaces.
    public init?(_ text: String) {
        guard text.utf8.count <= 45,
            let bytes = text.utf8.contains(UInt8(ascii: ":"))
                ? InternetAddress.six(text[...]) : InternetAddress.four(text[...])
        else { return nil }
        self.bytes = bytes
    }

    /// Where it leads. An IPv6 address that carries an IPv4 address leads where that one does.
    public var reach: Reach {
        bytes.count == 4 ? InternetAddress.reach(four: bytes) : InternetAddress.reach(six: bytes)
    }

    private static func four(_ text: Substring) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bytes: [UInt8] = []
        for part in parts {
            guard (1...3).contains(part.utf8.count), part.utf8.allSatisfy({ (48...57).contains($0) }),
                part.utf8.count == 1 || part.utf8.first != 48, let byte = UInt8(part)
            else { return nil }
            bytes.append(byte)
        }
        return bytes
    }

    private static func six(_ text: Substring) -> [UInt8]? {
        // `::` stands at most once, for one group of zeros or more.
        let colons = Array(text.utf8)
        var gap: Int?
        for index in colons.indices.dropLast() where colons[index] == 58 && colons[index + 1] == 58 {
            guard gap == nil, index + 2 == colons.count || colons[index + 2] != 58 else { return nil }
            gap = index
        }
        guard let gap else {
            guard let bytes = groups(text), bytes.count == 16 else { return nil }
            return bytes
        }
        let middle = text.utf8.index(text.utf8.startIndex, offsetBy: gap)
        let (before, after) = (text[..<middle], text[text.utf8.index(middle, offsetBy: 2)...])
        guard !before.utf8.contains(UInt8(ascii: ".")),
            let head = before.isEmpty ? [] : groups(before), let tail = after.isEmpty ? [] : groups(after),
            head.count + tail.count <= 14
        else { return nil }
        return head + Array(repeating: 0, count: 16 - head.count - tail.count) + tail
    }

    /// Groups of up to four hexadecimal digits; the last may be an IPv4 address.
    private static func groups(_ text: Substring) -> [UInt8]? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        var bytes: [UInt8] = []
        for (index, part) in parts.enumerated() {
            if index == parts.count - 1, part.utf8.contains(UInt8(ascii: ".")) {
                guard let last = four(part) else { return nil }
                bytes += last
                continue
            }
            guard (1...4).contains(part.utf8.count), part.utf8.allSatisfy(isHexadecimal),
                let group = UInt16(part, radix: 16)
            else { return nil }
            bytes += [UInt8(group >> 8), UInt8(group & 255)]
        }
        return bytes
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...70).contains(byte) || (97...102).contains(byte)
    }
}

extension InternetAddress {
    /// A block of addresses: those that begin with these bits.
    private struct Block {
        let start: [UInt8]
        let bits: Int

        init(_ start: [UInt8], _ bits: Int) {
            self.start = start
            self.bits = bits
        }

        func contains(_ bytes: [UInt8]) -> Bool {
            (0..<bits).allSatisfy { bit in
                let byte = bit / 8
                let expected = byte < start.count ? start[byte] : 0
                return (bytes[byte] ^ expected) & (128 >> UInt8(bit % 8)) == 0
            }
        }
    }

    /// IANA's registry of special addresses of IPv4, and one address of a cloud's own service that lies outside it.
    private static let notForAll: [Block] = [
        Block([0], 8), Block([10], 8), Block([100, 64], 10), Block([169, 254], 16), Block([172, 16], 12),
        Block([192, 0, 0], 24), Block([192, 0, 2], 24), Block([192, 88, 99], 24), Block([192, 168], 16),
        Block([198, 18], 15), Block([198, 51, 100], 24), Block([203, 0, 113], 24), Block([224], 4), Block([240], 4),
        Block([168, 63, 129, 16], 32),
    ]

    static func reach(four bytes: [UInt8]) -> Reach {
        if bytes[0] == 127 { return .loopback }
        return notForAll.contains { $0.contains(bytes) } ? .elsewhere : .everywhere
    }

    /// Of IPv6 only global unicast (2000::/3) is public, and of that not what is set aside for protocols and documentation.
    private static let global = Block([0x20], 3)
    private static let setAside: [Block] = [
        Block([0x20, 0x01, 0x00], 23), Block([0x20, 0x01, 0x0D, 0xB8], 32), Block([0x3F, 0xFF], 20),
    ]
    /// An IPv4 address written as an IPv6 one: the same place.
    private static let mapped = Block([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], 96)
    /// Blocks from which a gateway leads on to an IPv4 address, and where in it that stands: translation (RFC 6052), 6to4.
    private static let gateways: [(block: Block, at: Int)] = [
        (Block([0, 0x64, 0xFF, 0x9B], 96), 12), (Block([0x20, 0x02], 16), 2),
    ]

    static func reach(six bytes: [UInt8]) -> Reach {
        if bytes == Array(repeating: 0, count: 15) + [1] { return .loopback }
        if mapped.contains(bytes) { return reach(four: Array(bytes[12...])) }
        for gateway in gateways where gateway.block.contains(bytes) {
            return reach(four: Array(bytes[gateway.at..<gateway.at + 4])) == .everywhere ? .everywhere : .elsewhere
        }
        guard global.contains(bytes), !setAside.contains(where: { $0.contains(bytes) }) else { return .elsewhere }
        return .everywhere
    }
}

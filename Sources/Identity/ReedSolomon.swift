/// Error correction codewords over GF(256) with the polynomial x⁸ + x⁴ + x³ + x² + 1 (ISO/IEC 18004, error correction
/// coding).
enum ReedSolomon {
    /// The remainder of the data, moved up by `count` places, divided by (x − 2⁰)(x − 2¹)…(x − 2^(count − 1)).
    static func codewords(for data: [UInt8], count: Int) -> [UInt8] {
        let divisor = divisor(count)
        return data.reduce(into: [UInt8](repeating: 0, count: count)) { remainder, byte in
            let factor = byte ^ remainder.removeFirst()
            remainder.append(0)
            for index in remainder.indices { remainder[index] ^= product(divisor[index], factor) }
        }
    }

    /// The polynomial's factors without the leading one, highest power first.
    private static func divisor(_ count: Int) -> [UInt8] {
        var factors: [UInt8] = [1]
        var root: UInt8 = 1
        for _ in 0..<count {
            let moved = factors + [0]
            let scaled = [0] + factors.map { product($0, root) }
            factors = zip(moved, scaled).map { $0 ^ $1 }
            root = product(root, 2)
        }
        return Array(factors.dropFirst())
    }

    private static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
        var (product, left) = (UInt8(0), left)
        for bit in 0..<8 {
            if right >> bit & 1 == 1 { product ^= left }
            left = left << 1 ^ (left >> 7 == 1 ? 0x1d : 0)
        }
        return product
    }
}

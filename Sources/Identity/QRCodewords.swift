/// The bytes that go into a QR code: mode, count, data, padding, error correction, interleaved (ISO/IEC 18004, data
/// encodation).
enum QRCodewords {
    /// - Parameter bytes: no more than the version holds.
    static func interleaved(_ bytes: [UInt8], in version: QRVersion) -> [UInt8] {
        let data = padded(bytes, in: version)
        var blocks: [[UInt8]] = []
        var start = 0
        for count in version.blocks {
            blocks.append(Array(data[start..<start + count]))
            start += count
        }
        let corrections = blocks.map { ReedSolomon.codewords(for: $0, count: version.correction) }
        return columns(blocks) + columns(corrections)
    }

    /// The first byte of each, then the second of each, and so on.
    private static func columns(_ blocks: [[UInt8]]) -> [UInt8] {
        (0..<(blocks.map(\.count).max() ?? 0)).flatMap { index in
            blocks.compactMap { index < $0.count ? $0[index] : nil }
        }
    }

    private static func padded(_ bytes: [UInt8], in version: QRVersion) -> [UInt8] {
        var bits = QRBits()
        bits.append(0b0100, 4)
        bits.append(bytes.count, version.countBits)
        for byte in bytes { bits.append(Int(byte), 8) }
        // The terminator is four noughts; with a mode of four bits it ends just where a byte does.
        bits.append(0, 4)
        for index in 0..<max(version.capacity - bits.bytes.count, 0) {
            bits.append(index.isMultiple(of: 2) ? 0xec : 0x11, 8)
        }
        return bits.bytes
    }
}

/// Bits put one after the other, the first in the highest place of a byte.
private struct QRBits {
    private(set) var bytes: [UInt8] = []
    private var count = 0

    mutating func append(_ value: Int, _ width: Int) {
        for place in stride(from: width - 1, through: 0, by: -1) {
            if count.isMultiple(of: 8) { bytes.append(0) }
            if value >> place & 1 == 1 { bytes[count / 8] |= 0x80 >> UInt8(count % 8) }
            count += 1
        }
    }
}

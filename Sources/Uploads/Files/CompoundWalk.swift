/// Looks for the stream `WordDocument` in the directory of a compound file ([MS-CFB], section 2.6.1) as the file passes by.
///
/// The directory may lie anywhere, but its entries are 128 bytes long and begin at a multiple of 128.
struct CompoundWalk: Sendable {
    /// What has to stand where in an entry: the name in UTF-16, its length with the zero behind it, and that it is a stream.
    private static let pattern: [(place: Int, byte: UInt8)] = {
        var pattern: [(place: Int, byte: UInt8)] = []
        for (index, letter) in "WordDocument\0".utf8.enumerated() {
            pattern.append((2 * index, letter))
            pattern.append((2 * index + 1, 0))
        }
        return pattern + [(64, UInt8(pattern.count)), (65, 0), (66, 2)]
    }()

    private var offset = 0
    /// How much of the pattern was seen in this entry; more than there is after a difference.
    private var matched = 0

    private(set) var hasDocument = false

    mutating func take(_ bytes: UnsafeBufferPointer<UInt8>) {
        let pattern = CompoundWalk.pattern
        var position = 0
        while position < bytes.count, !hasDocument {
            let place = offset & 127
            if place == 0 { matched = 0 }
            if matched < pattern.count, place == pattern[matched].place {
                matched = bytes[position] == pattern[matched].byte ? matched + 1 : .max
                hasDocument = matched == pattern.count
            }
            let next = matched < pattern.count ? pattern[matched].place : 128
            let step = min(next - place, bytes.count - position)
            position += step
            offset += step
        }
    }
}

/// The frame of a compound file: its header and its length ([MS-CFB], section 2.2).
struct CompoundFrame {
    static let signature: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

    /// Values from here on are no sectors but marks.
    private static let firstMark: UInt32 = 0xFFFF_FFFA

    let head: [UInt8]
    let length: Int

    /// Whether the document’s own stream comes right behind the header, where Word puts it.
    var beginsWithDocument: Bool { head.littleEndian16(at: 512) == 0xA5EC }

    /// Whether the file is a number of whole sectors, and those that its header names lie within.
    var isWhole: Bool {
        guard let shift = head.littleEndian16(at: 30), shift == 9 || shift == 12, length > 512 else { return false }
        guard length.isMultiple(of: 1 << Int(shift)) else { return false }
        // The first sectors of directory, small table and its continuation, then those of the table of sectors.
        let named = [48, 60, 68].compactMap { head.littleEndian32(at: $0) }
        let tables = stride(from: 76, to: 512, by: 4).compactMap { head.littleEndian32(at: $0) }
        return (named + tables).allSatisfy { sector in
            sector >= CompoundFrame.firstMark || (Int(sector) + 2) << Int(shift) <= length
        }
    }
}

/// The frame of a zip package: the names that its headers give near its start and its end, and the record that ends it
/// (APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16).
struct PackageFrame {
    static let signature = localHeader

    private static let localHeader: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
    private static let centralHeader: [UInt8] = [0x50, 0x4B, 0x01, 0x02]
    private static let endRecord: [UInt8] = [0x50, 0x4B, 0x05, 0x06]
    private static let wideLocator: [UInt8] = [0x50, 0x4B, 0x06, 0x07]

    /// Whether this is a document of Word, as far as it goes.
    let isWord: Bool
    /// Whether it ends with a record of its end whose directory lies within the file.
    let isWhole: Bool

    init(head: [UInt8], tail: [UInt8], length: Int) {
        let end = PackageFrame.placeOfEnd(in: tail)
        isWhole = end.map { PackageFrame.isSound(end: $0, in: tail, length: length) } ?? false
        let names = PackageFrame.names(in: head, .local) + PackageFrame.names(in: tail, .central)
        let hasTypes = names.contains("[content_types].xml")
        let hasWord = names.contains { $0.hasPrefix("word/") }
        let isOther = names.contains { $0.hasPrefix("xl/") || $0.hasPrefix("ppt/") }
        // Without its end, not all of the names are known.
        isWord = isWhole ? hasTypes && hasWord : !isOther && (hasTypes || hasWord)
    }

    /// Where a header keeps the length of a name, and the name.
    private struct Shape {
        let signature: [UInt8]
        let nameLength: Int
        let name: Int

        static let local = Shape(signature: localHeader, nameLength: 26, name: 30)
        static let central = Shape(signature: centralHeader, nameLength: 28, name: 46)
    }

    private static func names(in bytes: [UInt8], _ header: Shape) -> [String] {
        bytes.places(of: header.signature).compactMap { place in
            guard let length = bytes.littleEndian16(at: place + header.nameLength) else { return nil }
            let start = place + header.name
            guard start + Int(length) <= bytes.count else { return nil }
            return String(decoding: bytes[start..<(start + Int(length))], as: UTF8.self).lowercased()
        }
    }

    /// The last record of an end that leaves room for the remark it announces.
    private static func placeOfEnd(in tail: [UInt8]) -> Int? {
        tail.places(of: endRecord).last { place in
            guard let remark = tail.littleEndian16(at: place + 20) else { return false }
            return place + 22 + Int(remark) <= tail.count
        }
    }

    private static func isSound(end: Int, in tail: [UInt8], length: Int) -> Bool {
        guard let size = tail.littleEndian32(at: end + 12), let start = tail.littleEndian32(at: end + 16) else {
            return false
        }
        let tailStart = length - tail.count
        if size == .max || start == .max {
            // The numbers stand in a record of their own, whose address comes right before.
            return end >= 20 && tail[(end - 20)...].starts(with: wideLocator)
        }
        guard size > 0, Int(start) + Int(size) <= tailStart + end else { return false }
        let place = Int(start) - tailStart
        return place < 0 || tail[place...].starts(with: centralHeader)
    }
}

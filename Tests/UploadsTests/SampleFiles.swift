import Uploads

/// Files of each kind, with the structure their standards ask for and nothing more.
enum SampleFiles {
    static let whole: [(kind: FileKind, name: String, bytes: [UInt8])] = [
        (.jpeg, "photo.jpg", jpeg()), (.png, "scan.png", png), (.pdf, "letter.pdf", pdf()),
        (.doc, "letter.doc", compound(streams: ["Root Entry", "1Table", "WordDocument"])),
        (.docx, "letter.docx", package(["[Content_Types].xml", "_rels/.rels", "word/document.xml"])),
    ]

    // JPEG: a preview inside, segments, two scans, fill bytes and restart markers.

    static func jpeg(behind: [UInt8] = []) -> [UInt8] {
        let preview: [UInt8] = [0xFF, 0xD8, 0xFF, 0xDA, 0, 2, 1, 2, 3, 0xFF, 0xD9]
        let data = [[UInt8]](repeating: [0x31, 0xD9, 0xFF, 0x00], count: 20_000).flatMap(\.self)
        var bytes: [UInt8] = [0xFF, 0xD8]
        bytes += segment(0xE0, Array("JFIF\0".utf8) + [1, 1, 0, 0, 1, 0, 1, 0, 0])
        bytes += segment(0xE1, Array("Exif\0\0".utf8) + preview)
        bytes += segment(0xC2, [8, 0, 16, 0, 16, 1, 1, 0x11, 0])
        bytes += segment(0xDA, [1, 1, 0, 0, 63, 0]) + data + [0xFF, 0xD0] + data
        bytes += [0xFF] + segment(0xC4, [0xFF, 0xD9, 0])
        bytes += segment(0xDA, [1, 1, 0, 0, 63, 0]) + data + [0xFF, 0xFF, 0xD9]
        return bytes + behind
    }

    private static func segment(_ code: UInt8, _ content: [UInt8]) -> [UInt8] {
        [0xFF, code] + bigEndian(UInt16(content.count + 2)) + content
    }

    // PNG. The check values are not looked at.

    static let png: [UInt8] =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])
        + chunk("tEXt", Array("IEND".utf8)) + chunk("IDAT", [UInt8](repeating: 7, count: 40_000)) + chunk("IEND", [])

    static func chunk(_ type: String, _ content: [UInt8]) -> [UInt8] {
        bigEndian(UInt32(content.count)) + type.utf8 + content + [1, 2, 3, 4]
    }

    // PDF, plain or made to be shown while it loads.

    static func pdf(linearizedLength: Int? = nil, before: [UInt8] = []) -> [UInt8] {
        var text = "%PDF-1.7\n"
        if let length = linearizedLength {
            text +=
                "1 0 obj\n<</Linearized 1/L \(length)/H[ 500 100]/O 3/E 900/N 1/T 1000>>\nendobj\nstartxref\n0\n%%EOF\n"
        }
        text +=
            "1 0 obj\n<</Type /Catalog /Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type /Pages /Kids [] /Count 0>>\nendobj\n"
        text += String(repeating: "% some words of the letter\n", count: 1_000)
        let table = text.utf8.count
        text += "xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000058 00000 n \n"
        text += "trailer\n<</Size 3 /Root 1 0 R>>\nstartxref\n\(table)\n%%EOF\n"
        return before + text.utf8
    }

    // Compound file: header, table of sectors, directory, content.

    static func compound(streams: [String], sectorShift: Int = 9, fill: Int = 40) -> [UInt8] {
        let size = 1 << sectorShift
        let free: UInt32 = 0xFFFF_FFFF
        let end: UInt32 = 0xFFFF_FFFE
        let directorySector = UInt32(fill + 1)
        var header: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 16)
        for number in [0x3E, sectorShift == 9 ? 3 : 4, 0xFFFE, sectorShift, 6] {
            header += littleEndian(UInt16(number))
        }
        header += [UInt8](repeating: 0, count: 6)
        for number in [0, 1, directorySector, 0, 4_096, end, 0, end, 0, UInt32(fill)] { header += littleEndian(number) }
        for _ in 0..<108 { header += littleEndian(free) }
        header += [UInt8](repeating: 0, count: size - header.count)
        let content: [UInt8] = [0xEC, 0xA5] + [UInt8](repeating: 0x20, count: fill * size - 2)
        let table = [UInt8](repeating: 0xFF, count: size)
        var directory: [UInt8] = []
        for (index, name) in streams.enumerated() { directory += entry(name, type: index == 0 ? 5 : 2) }
        directory += [UInt8](repeating: 0, count: (size - directory.count % size) % size)
        return header + content + table + directory
    }

    private static func entry(_ name: String, type: UInt8) -> [UInt8] {
        var letters: [UInt8] = []
        for letter in name.utf16 { letters += littleEndian(letter) }
        letters += [0, 0]
        var entry = letters + [UInt8](repeating: 0, count: 64 - letters.count)
        entry += littleEndian(UInt16(letters.count)) + [type, 1]
        return entry + [UInt8](repeating: 0, count: 128 - entry.count)
    }

    // Zip package, stored.

    static func package(_ names: [String], remark: [UInt8] = [], size: Int = 3_000) -> [UInt8] {
        var bytes: [UInt8] = []
        var directory: [UInt8] = []
        for name in names {
            let content = [UInt8](repeating: 0x3C, count: size)
            let sizes = littleEndian(UInt32(content.count)) + littleEndian(UInt32(content.count))
            let common: [UInt8] = [20, 0, 0, 0, 0, 0, 0, 0, 0, 0] + littleEndian(UInt32(0)) + sizes
            directory += [0x50, 0x4B, 1, 2, 20, 0] + common + littleEndian(UInt16(name.utf8.count))
            directory += [UInt8](repeating: 0, count: 12) + littleEndian(UInt32(bytes.count)) + name.utf8
            bytes +=
                [0x50, 0x4B, 3, 4] + common + littleEndian(UInt16(name.utf8.count)) + [0, 0] + name.utf8 + content
        }
        let start = bytes.count
        bytes += directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
        bytes += littleEndian(UInt16(names.count)) + littleEndian(UInt16(names.count))
        bytes += littleEndian(UInt32(directory.count)) + littleEndian(UInt32(start))
        return bytes + littleEndian(UInt16(remark.count)) + remark
    }

    static func littleEndian(_ number: some FixedWidthInteger) -> [UInt8] {
        (0..<(number.bitWidth / 8)).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    static func bigEndian(_ number: some FixedWidthInteger) -> [UInt8] { littleEndian(number).reversed() }
}

/// The frame of a PDF (ISO 32000-1, sections 7.5.2, 7.5.5 and annex F): its first mark and its last.
struct PDFFrame {
    /// How far from the end the last mark may stand: some programs put a signature or empty space behind it.
    private static let reach = 8_192

    let head: [UInt8]
    let tail: [UInt8]
    let length: Int

    /// Whether the mark of a PDF comes first, after nothing but space and the mark of UTF-8.
    var isPDF: Bool {
        var rest = head[...]
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        return rest.drop { $0 == 32 || (9...13).contains($0) }.starts(with: "%PDF-".utf8)
    }

    /// Whether the last mark stands near the end. A file made to be shown while it loads has such a mark near its start too, but
    /// says how long it is.
    var isWhole: Bool {
        guard !Array(tail.suffix(PDFFrame.reach)).places(of: Array("%%EOF".utf8)).isEmpty else { return false }
        return announcedLength.map { $0 <= length } ?? true
    }

    /// The number behind `/L` in the first object, when that is a `/Linearized` one.
    private var announcedLength: Int? {
        let start = Array(head.prefix(1_024))
        guard let mark = start.places(of: Array("/Linearized".utf8)).first else { return nil }
        for place in start.places(of: Array("/L".utf8)) where place > mark - 256 {
            let behind = start[(place + 2)...].drop { $0 == 32 || (9...13).contains($0) }
            let digits = behind.prefix { (48...57).contains($0) }
            if let number = Int(String(decoding: digits, as: UTF8.self)) { return number }
        }
        return nil
    }
}

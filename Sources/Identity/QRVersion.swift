/// What the size of a QR code fixes at error correction level M (ISO/IEC 18004, tables 7, 9 and annex E).
struct QRVersion {
    /// 1 to 15.
    let number: Int
    /// Error correction codewords in each block.
    let correction: Int
    /// Data codewords of each block, short blocks first.
    let blocks: [Int]
    /// The middle rows and columns of the alignment patterns.
    let alignment: [Int]

    var size: Int { 17 + 4 * number }
    var capacity: Int { blocks.reduce(0, +) }
    /// How many bits say how many bytes there are.
    var countBits: Int { number < 10 ? 8 : 16 }

    /// The smallest that holds so many bytes.
    static func holding(_ count: Int) -> QRVersion? {
        all.first { (4 + $0.countBits + 7) / 8 + count <= $0.capacity }
    }

    private init(
        _ number: Int, correction: Int, short: (count: Int, data: Int), long: Int = 0, alignment: [Int] = []
    ) {
        self.number = number
        self.correction = correction
        blocks =
            Array(repeating: short.data, count: short.count) + Array(repeating: short.data + 1, count: long)
        self.alignment = alignment
    }

    static let all: [QRVersion] = [
        QRVersion(1, correction: 10, short: (1, 16)),
        QRVersion(2, correction: 16, short: (1, 28), alignment: [6, 18]),
        QRVersion(3, correction: 26, short: (1, 44), alignment: [6, 22]),
        QRVersion(4, correction: 18, short: (2, 32), alignment: [6, 26]),
        QRVersion(5, correction: 24, short: (2, 43), alignment: [6, 30]),
        QRVersion(6, correction: 16, short: (4, 27), alignment: [6, 34]),
        QRVersion(7, correction: 18, short: (4, 31), alignment: [6, 22, 38]),
        QRVersion(8, correction: 22, short: (2, 38), long: 2, alignment: [6, 24, 42]),
        QRVersion(9, correction: 22, short: (3, 36), long: 2, alignment: [6, 26, 46]),
        QRVersion(10, correction: 26, short: (4, 43), long: 1, alignment: [6, 28, 50]),
        QRVersion(11, correction: 30, short: (1, 50), long: 4, alignment: [6, 30, 54]),
        QRVersion(12, correction: 22, short: (6, 36), long: 2, alignment: [6, 32, 58]),
        QRVersion(13, correction: 22, short: (8, 37), long: 1, alignment: [6, 34, 62]),
        QRVersion(14, correction: 24, short: (4, 40), long: 5, alignment: [6, 26, 46, 66]),
        QRVersion(15, correction: 24, short: (5, 41), long: 5, alignment: [6, 26, 48, 70]),
    ]
}

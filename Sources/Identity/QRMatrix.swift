/// The square while it is drawn (ISO/IEC 18004, codeword placement; format and version information).
struct QRMatrix {
    private let version: QRVersion
    private var modules: [[Bool]]
    /// What belongs to patterns and information, where no data go.
    private var isFixed: [[Bool]]

    init(_ version: QRVersion, codewords: [UInt8]) {
        self.version = version
        modules = Array(repeating: Array(repeating: false, count: version.size), count: version.size)
        isFixed = modules
        drawTiming()
        for (row, column) in [(3, 3), (3, version.size - 4), (version.size - 4, 3)] { drawFinder(row, column) }
        drawAlignment()
        drawFormat(mask: 0)
        drawVersion()
        draw(codewords)
    }

    /// The finished square.
    func masked(_ mask: Int) -> [[Bool]] {
        var copy = self
        for row in modules.indices {
            for column in modules.indices where !isFixed[row][column] && QRMask.turns(mask, row: row, column: column) {
                copy.modules[row][column].toggle()
            }
        }
        copy.drawFormat(mask: mask)
        return copy.modules
    }

    private mutating func fix(_ row: Int, _ column: Int, _ isDark: Bool) {
        modules[row][column] = isDark
        isFixed[row][column] = true
    }

    private mutating func drawTiming() {
        for index in modules.indices {
            fix(6, index, index.isMultiple(of: 2))
            fix(index, 6, index.isMultiple(of: 2))
        }
    }

    /// The rings around a corner's middle, with the light line that separates them from the data.
    private mutating func drawFinder(_ middleRow: Int, _ middleColumn: Int) {
        for row in middleRow - 4...middleRow + 4 where modules.indices.contains(row) {
            for column in middleColumn - 4...middleColumn + 4 where modules.indices.contains(column) {
                let distance = max(abs(row - middleRow), abs(column - middleColumn))
                fix(row, column, distance != 2 && distance != 4)
            }
        }
    }

    private mutating func drawAlignment() {
        let last = version.size - 7
        for middleRow in version.alignment {
            for middleColumn in version.alignment {
                // Three would lie on the finder patterns.
                if [[6, 6], [6, last], [last, 6]].contains([middleRow, middleColumn]) { continue }
                for row in -2...2 {
                    for column in -2...2 {
                        fix(middleRow + row, middleColumn + column, max(abs(row), abs(column)) != 1)
                    }
                }
            }
        }
    }

    /// Level M and the mask with their BCH code (15, 5), twice.
    private mutating func drawFormat(mask: Int) {
        let bits = (mask << 10 | QRMatrix.remainder(mask << 10, 0x537, degree: 10)) ^ 0x5412
        let size = version.size
        for place in 0..<15 {
            let isDark = bits >> place & 1 == 1
            switch place {
            case 0..<6: fix(place, 8, isDark)
            case 6, 7: fix(place + 1, 8, isDark)
            case 8: fix(8, 7, isDark)
            default: fix(8, 14 - place, isDark)
            }
            if place < 8 { fix(8, size - 1 - place, isDark) } else { fix(size - 15 + place, 8, isDark) }
        }
        fix(size - 8, 8, true)
    }

    /// The version with its BCH code (18, 6), twice; from version 7 on.
    private mutating func drawVersion() {
        guard version.number >= 7 else { return }
        let bits = version.number << 12 | QRMatrix.remainder(version.number << 12, 0x1f25, degree: 12)
        for place in 0..<18 {
            let (along, across) = (place / 3, version.size - 11 + place % 3)
            fix(along, across, bits >> place & 1 == 1)
            fix(across, along, bits >> place & 1 == 1)
        }
    }

    private static func remainder(_ bits: Int, _ divisor: Int, degree: Int) -> Int {
        var bits = bits
        while bits >> degree > 0 {
            bits ^= divisor << (bits.bitWidth - 1 - bits.leadingZeroBitCount - degree)
        }
        return bits
    }

    /// In columns of two from the right, up and down in turn, around what is fixed.
    private mutating func draw(_ codewords: [UInt8]) {
        var place = 0
        var isUpward = true
        for right in stride(from: version.size - 1, to: 0, by: -2).map({ $0 <= 6 ? $0 - 1 : $0 }) {
            for step in modules.indices {
                let row = isUpward ? version.size - 1 - step : step
                for column in [right, right - 1] where !isFixed[row][column] && place < codewords.count * 8 {
                    modules[row][column] = codewords[place / 8] << UInt8(place % 8) & 0x80 != 0
                    place += 1
                }
            }
            isUpward.toggle()
        }
    }
}

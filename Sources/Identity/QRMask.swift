/// The eight patterns of which one is laid over the data, and the rule that chooses (ISO/IEC 18004, data masking).
enum QRMask {
    static let all = 0..<8

    /// Whether the pattern turns the module over.
    static func turns(_ mask: Int, row: Int, column: Int) -> Bool {
        switch mask {
        case 0: (row + column).isMultiple(of: 2)
        case 1: row.isMultiple(of: 2)
        case 2: column.isMultiple(of: 3)
        case 3: (row + column).isMultiple(of: 3)
        case 4: (row / 2 + column / 3).isMultiple(of: 2)
        case 5: row * column % 2 + row * column % 3 == 0
        case 6: (row * column % 2 + row * column % 3).isMultiple(of: 2)
        default: ((row + column) % 2 + row * column % 3).isMultiple(of: 2)
        }
    }

    /// How hard a square of modules is to read: the lower, the better.
    static func penalty(_ modules: [[Bool]]) -> Int {
        let lines = modules + modules.indices.map { column in modules.map { $0[column] } }
        return lines.reduce(0) { $0 + runs($1) + finders($1) } + squares(modules) + balance(modules)
    }

    /// Rule 1: five and more of a colour in a line.
    private static func runs(_ line: [Bool]) -> Int {
        var (points, length) = (0, 0)
        for index in line.indices {
            length = index > 0 && line[index] == line[index - 1] ? length + 1 : 1
            if length == 5 { points += 3 } else if length > 5 { points += 1 }
        }
        return points
    }

    /// Rule 2: squares of two by two.
    private static func squares(_ modules: [[Bool]]) -> Int {
        var points = 0
        for row in modules.indices.dropFirst() {
            for column in modules.indices.dropFirst() {
                let colour = modules[row][column]
                if modules[row - 1][column] == colour, modules[row][column - 1] == colour,
                    modules[row - 1][column - 1] == colour
                {
                    points += 3
                }
            }
        }
        return points
    }

    /// Rule 3: what looks like a finder pattern, 1:1:3:1:1 with four light modules before or after it; the quiet zone
    /// is light. What has been counted is no part of another one.
    private static func finders(_ line: [Bool]) -> Int {
        let pattern = [true, false, true, true, true, false, true]
        var (points, start) = (0, 0)
        while start + 7 <= line.count {
            let before = line[max(start - 4, 0)..<start]
            let after = line[(start + 7)..<min(start + 11, line.count)]
            if line[start..<start + 7].elementsEqual(pattern), !before.contains(true) || !after.contains(true) {
                points += 40
                start += 7
            } else {
                start += 1
            }
        }
        return points
    }

    /// Rule 4: ten for each whole five per cent away from half dark.
    private static func balance(_ modules: [[Bool]]) -> Int {
        let dark = modules.reduce(0) { $0 + $1.count { $0 } }
        let count = modules.count * modules.count
        return abs(dark * 2 - count) * 10 / count * 10
    }
}

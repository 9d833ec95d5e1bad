import Identity
import StrictJSON
import Testing

/// Fixtures/qr.json, as the PyPI package qrcode draws them, with the penalties that segno counts.
@Suite("QR codes")
struct QRCodeTests {
    private struct Drawn: CustomTestStringConvertible {
        let text: String
        let version: Int
        let masks: [JSON]
        var testDescription: String { "version \(version)" }
    }

    private static func drawn() throws -> [Drawn] {
        try Fixtures.read("qr.json").map {
            Drawn(
                text: try $0.text("text"), version: try #require($0["version"]?.integer),
                masks: try #require($0["masks"]?.items))
        }
    }

    /// Row by row, the first module in the highest bit, noughts at the end.
    private func packed(_ code: QRCode) -> [UInt8] {
        let bits = code.modules.flatMap { $0 }
        return stride(from: 0, to: bits.count, by: 8).map { start in
            (0..<8).reduce(0) { byte, place in
                byte << 1 | (start + place < bits.count && bits[start + place] ? 1 : 0)
            }
        }
    }

    @Test("under each mask every module is where another encoder puts it")
    func modules() throws {
        let drawn = try Self.drawn()
        #expect(Set(drawn.map(\.version)).isSuperset(of: [1, 2, 3, 6, 7, 9, 11, 13, 14, 15]))
        for expected in drawn {
            for (mask, values) in expected.masks.enumerated() {
                let code = try #require(QRCode(expected.text, mask: mask))
                #expect(code.version == expected.version)
                #expect(code.mask == mask)
                let digits = try values.text("modules")
                let isSame = packed(code) == hex(digits + (digits.count.isMultiple(of: 2) ? "" : "0"))
                #expect(isSame, "version \(expected.version), mask \(mask)")
            }
        }
    }

    @Test("the penalty is the one that another encoder counts, and the mask with the least is taken")
    func penalties() throws {
        for expected in try Self.drawn() {
            let penalties = try expected.masks.map { try #require($0["penalty"]?.integer) }
            let own = try (0..<8).map { try #require(QRCode(expected.text, mask: $0)).penalty }
            #expect(own == penalties, "\(expected.version)")
            let chosen = try #require(QRCode(expected.text))
            #expect(penalties[chosen.mask] == penalties.min())
            #expect(chosen == QRCode(expected.text, mask: chosen.mask))
        }
    }

    /// ISO/IEC 18004, table 7: bytes at level M.
    @Test(
        "the smallest version is taken that holds the text",
        arguments: [
            (1, 14), (2, 26), (3, 42), (4, 62), (5, 84), (6, 106), (7, 122), (8, 152), (9, 180), (10, 213), (11, 251),
            (12, 287), (13, 331), (14, 362), (15, 412),
        ])
    func versions(version: Int, capacity: Int) throws {
        let code = try #require(QRCode(String(repeating: "q", count: capacity)))
        #expect(code.version == version)
        #expect(code.size == 17 + 4 * version)
        #expect(code.modules.allSatisfy { $0.count == code.size })
        let next = QRCode(String(repeating: "q", count: capacity + 1))
        #expect(next?.version == (version < 15 ? version + 1 : nil))
    }

    @Test("a text of more than 412 bytes and an unknown mask give no code")
    func refused() {
        #expect(QRCode(String(repeating: "ŷ", count: 207)) == nil)
        #expect(QRCode("q", mask: 8) == nil)
        #expect(QRCode("q", mask: -1) == nil)
    }

    @Test("the path draws the dark modules and nothing else, four modules from the edge")
    func path() throws {
        let code = try #require(QRCode("otpauth://totp/a:b?secret=GEZDGNBV"))
        #expect(code.side == code.size + 8)
        #expect(code.path.hasPrefix("M4 4h7v1h-7z"))
        var drawn = Array(repeating: Array(repeating: false, count: code.size), count: code.size)
        for run in code.path.split(separator: "z") {
            let numbers = run.split { !$0.isNumber }.compactMap { Int($0) }
            try #require(numbers.count == 5 && numbers[3] == 1 && numbers[2] == numbers[4])
            #expect(run == "M\(numbers[0]) \(numbers[1])h\(numbers[2])v1h-\(numbers[2])")
            for column in numbers[0]..<numbers[0] + numbers[2] { drawn[numbers[1] - 4][column - 4] = true }
        }
        #expect(drawn == code.modules)
    }
}

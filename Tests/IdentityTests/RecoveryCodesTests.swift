import Identity
import Testing

@Suite("Codes for the day on which the phone is gone")
struct RecoveryCodesTests {
    private let random = (0..<100).map { UInt8($0 * 37 % 256) }

    private func codes() throws -> [String] { try #require(RecoveryCodes.make(from: random)) }

    @Test("there are ten, each of sixteen unmistakable letters and digits in groups of four")
    func shape() throws {
        let codes = try codes()
        #expect(codes.count == 10)
        #expect(Set(codes).count == 10)
        for code in codes {
            #expect(code.split(separator: "-").map(\.count) == [4, 4, 4, 4])
            #expect(code.allSatisfy { "0123456789ABCDEFGHJKMNPQRSTVWXYZ-".contains($0) })
        }
    }

    /// Worked out by hand: groups of five bits in the alphabet of <https://www.crockford.com/base32.html>.
    @Test("all eighty bits are in a code, the first first")
    func bits() throws {
        var bytes: [UInt8] = Array(repeating: 0, count: 100)
        bytes[0] = 0b1000_0000
        bytes[9] = 0b0000_0001
        bytes[10...19] = Array(repeating: 0xff, count: 10)[...]
        bytes[20...29] = [0x00, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xb6, 0x35, 0xcf]
        let codes = try #require(RecoveryCodes.make(from: bytes))
        #expect(codes[0] == "G000-0000-0000-0001")
        #expect(codes[1] == "ZZZZ-ZZZZ-ZZZZ-ZZZZ")
        #expect(codes[2] == "0123-4567-89AB-CDEF")
    }

    @Test("another number of random bytes makes none", arguments: [0, 10, 99, 101])
    func length(count: Int) {
        #expect(RecoveryCodes.make(from: Array(repeating: 7, count: count)) == nil)
    }

    @Test(
        "a code is understood however it is typed",
        arguments: [
            "0123-4567-89AB-CDEF", "0123456789ABCDEF", "0123 4567 89ab cdef", " 0123–4567—89AB‑CDEF\n",
            "o123-4567-89ab-cdef",
            "OI23-4567-89AB-CDEF", "OL23-4567-89AB-CDEF", "oi23-4567-89ab-cdef", "ol23-4567-89ab-cdef",
        ])
    func normalised(typed: String) {
        #expect(RecoveryCodes.normalised(typed) == "0123456789ABCDEF")
    }

    @Test(
        "what cannot be a code is refused",
        arguments: [
            "", "0123-4567-89AB-CDE", "0123-4567-89AB-CDEF0", "U123-4567-89AB-CDEF", "0123_4567_89AB_CDEF",
            "٠123-4567-89AB-CDEF",
            "É123-4567-89AB-CDEF", "ﬁ23-4567-89AB-CDEF", String(repeating: "0", count: 100_000),
        ])
    func refused(typed: String) {
        #expect(RecoveryCodes.normalised(typed) == nil)
        #expect(RecoveryCodes.hash(typed, account: "a") == nil)
        #expect(RecoveryCodes.match(typed, account: "a", among: [[]]) == nil)
    }

    /// `printf 'firmground recovery code 1\n0123456789ABCDEF\nada' | sha256sum`
    @Test("the hash is SHA-256 over what it is for, the code and the account")
    func hash() {
        let expected = hex("1d670f6ea861b893391dffba8d35afe78f8abbf17f564b6c9cb27d1bedff6ff5")
        #expect(RecoveryCodes.hash("0123-4567-89ab-cdef", account: "ada") == expected)
        #expect(RecoveryCodes.hash("0123-4567-89ab-cdef", account: "adb") != expected)
    }

    @Test("the code that was used is told, of one's own account alone")
    func match() throws {
        let codes = try codes()
        let hashes = codes.compactMap { RecoveryCodes.hash($0, account: "ada") }
        try #require(hashes.count == 10)
        for (index, code) in codes.enumerated() {
            #expect(RecoveryCodes.match(code.lowercased(), account: "ada", among: hashes) == index)
            #expect(RecoveryCodes.match(code, account: "eve", among: hashes) == nil)
            var left = hashes
            left.remove(at: index)
            #expect(RecoveryCodes.match(code, account: "ada", among: left) == nil)
        }
    }
}

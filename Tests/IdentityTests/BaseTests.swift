import Identity
import Testing

@Suite("Base 32 and base 64 for addresses")
struct BaseTests {
    /// RFC 4648 §10.
    @Test(
        "base 32 gives the vectors of its standard",
        arguments: [
            ("", ""), ("f", "MY======"), ("fo", "MZXQ===="), ("foo", "MZXW6==="), ("foob", "MZXW6YQ="),
            ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI======"),
        ])
    func base32(plain: String, written: String) {
        let bytes = Array(plain.utf8)
        let bare = String(written.prefix { $0 != "=" })
        #expect(Base32.text(of: bytes) == bare)
        for spelling in [written, bare, written.lowercased(), bare.map { "\($0) " }.joined()] {
            #expect(Base32.bytes(of: spelling) == bytes, "\(spelling)")
        }
    }

    @Test(
        "what is not base 32 is refused",
        arguments: [
            ("M", "a length that no bytes have"), ("MZX", "a length that no bytes have"), ("MZXW6Y", "such a length"),
            ("MZ", "a bit beyond the last byte"), ("MY=", "too little padding"), ("MY=======", "too much padding"),
            ("MZXW6YTB========", "padding for nothing"), ("M=Y=====", "padding in the middle"), ("M1", "a one"),
            ("M0", "a nought"), ("M8", "an eight"), ("M-Y", "a hyphen"), ("MÝ", "an accent"),
        ])
    func base32Faults(text: String, reason: String) {
        #expect(Base32.bytes(of: text) == nil, "\(reason)")
    }

    @Test(
        "base 64 for addresses gives the vectors of its standard without padding",
        arguments: [
            ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
            ("foobar", "Zm9vYmFy"),
        ])
    func base64URL(plain: String, written: String) {
        #expect(Base64URL.text(of: Array(plain.utf8)) == written)
        #expect(Base64URL.bytes(of: written) == Array(plain.utf8))
    }

    @Test("every byte goes through both and comes back")
    func roundTrip() {
        var dice = Dice(seed: 64)
        for count in 0..<200 {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &dice) }
            #expect(Base64URL.bytes(of: Base64URL.text(of: bytes)) == bytes)
            #expect(Base32.bytes(of: Base32.text(of: bytes)) == bytes)
        }
        #expect(Base64URL.text(of: [0xfb, 0xff, 0xfe]) == "-__-")
    }

    @Test(
        "what is not base 64 for addresses is refused",
        arguments: [
            ("Zg==", "padding"), ("Zm8=", "padding"), ("Z", "a length that no bytes have"), ("Zm9vY", "such a length"),
            ("Zh", "a bit beyond the last byte"), ("Zm9", "a bit beyond the last byte"), ("+/+/", "the other alphabet"),
            ("Zm 9", "a space"), ("Zm8\n", "a new line"), ("Zmé", "an accent"),
        ])
    func base64URLFaults(text: String, reason: String) {
        #expect(Base64URL.bytes(of: text) == nil, "\(reason)")
    }

    @Test("bytes are the same only where each of them is")
    func same() {
        #expect(isSame([], []))
        #expect(isSame([1, 2, 3], [1, 2, 3]))
        #expect(!isSame([1, 2, 3], [1, 2]))
        for place in 0..<3 {
            var other: [UInt8] = [1, 2, 3]
            other[place] ^= 0x80
            #expect(!isSame([1, 2, 3], other))
        }
    }
}

import Access
import Testing

@Suite("Passwords")
struct PasswordTests {
    @Test("What is stored is scrypt with its cost and a salt of its own, and only the password matches it")
    func stored() async throws {
        let password = "three unlikely words"
        let one = try await Password.hash(password)
        let other = try await Password.hash(password)
        #expect(one != other && !one.contains("unlikely"))
        #expect(one.split(separator: "$").prefix(4) == ["scrypt", "16384", "8", "1"])
        #expect(await Password.matches(password, stored: one))
        #expect(await Password.matches(password, stored: other))
        for wrong in [
            "three unlikely word", "Three unlikely words", "three unlikely words ", "",
            String(repeating: "x", count: 300),
        ] {
            #expect(await !Password.matches(wrong, stored: one))
        }
    }

    @Test(
        "A password made elsewhere or at another cost matches, so that the cost can rise",
        arguments: [
            // RFC 7914, section 12: the third test vector, its first 32 bytes.
            ("pleaseletmein", "scrypt$16384$8$1$U29kaXVtQ2hsb3JpZGU=$cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofI="),
            (
                "another list of words",
                "scrypt$1024$8$1$MDEyMzQ1Njc4OWFiY2RlZg==$/acoaACZbMQlT2XMPo6zYyLdrslaiLXE2Er8pSb2AKA="
            ),
        ])
    func otherCost(password: String, stored: String) async throws {
        #expect(await Password.matches(password, stored: stored))
        #expect(await !Password.matches(password + "!", stored: stored))
    }

    @Test(
        "Nothing matches what is not a stored password",
        arguments: [
            nil, "", "scrypt", "scrypt$16384$8$1$AAAA", "bcrypt$16384$8$1$AAAA$AAAA", "scrypt$x$8$1$AAAA$AAAA",
            "scrypt$16384$8$1$AAAA$",
        ])
    func unreadable(stored: String?) async {
        #expect(await !Password.matches("", stored: stored))
        #expect(await !Password.matches("three unlikely words", stored: stored))
    }

    @Test(
        "A password that is too short, too long or common is refused",
        arguments: [
            ("elevenchars", Password.Fault.tooShort), ("", .tooShort), ("ééééééééééé", .tooShort),
            (String(repeating: "ab ", count: 90), .tooLong), ("Password1234", .tooCommon),
            ("aaaaaaaaaaaaaa", .tooCommon),
            ("abababababab", .tooCommon), ("CorrectHorseBatteryStaple", .tooCommon), ("123456789012", .tooCommon),
        ])
    func refused(password: String, fault: Password.Fault) async {
        await #expect(throws: fault) { try await Password.hash(password) }
        #expect(fault.description.hasSuffix("."))
    }

    @Test("Twelve characters in any script are enough")
    func scripts() async throws {
        let password = "дванадцять б"
        #expect(await Password.matches(password, stored: try Password.hash(password)))
    }
}

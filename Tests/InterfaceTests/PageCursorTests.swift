import Interface
import Testing

@Suite("Cursors of pages")
struct PageCursorTests {
    private let cursors = PageCursors(key: Array(0..<32))!

    @Test(
        "A cursor leads back to its position",
        arguments: ["", "0", "2026-12-01T09:30:00Z/417", "“Ä” 😀", String(repeating: "x", count: 512)])
    func roundTrip(position: String) {
        let text = cursors.text(for: position, in: "referrals", of: "key-1")
        #expect(cursors.position(of: text, in: "referrals", of: "key-1") == position)
        #expect(
            text.utf8.allSatisfy {
                (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45 || $0 == 95
            })
    }

    @Test("A cursor of another list, caller or key is refused")
    func bound() throws {
        let text = cursors.text(for: "417", in: "referrals", of: "key-1")
        #expect(cursors.position(of: text, in: "drafts", of: "key-1") == nil)
        #expect(cursors.position(of: text, in: "referrals", of: "key-2") == nil)
        // The parts must not run into one another.
        #expect(cursors.position(of: text, in: "referral", of: "skey-1") == nil)
        let others = try #require(PageCursors(key: Array(1..<33)))
        #expect(others.position(of: text, in: "referrals", of: "key-1") == nil)
    }

    @Test("Every changed character is noticed")
    func changed() {
        let text = Array(cursors.text(for: "417", in: "referrals", of: "key-1").utf8)
        for index in text.indices {
            for other in Array("Aq9-_+=. ".utf8) where other != text[index] {
                var changed = text
                changed[index] = other
                let cursor = String(decoding: changed, as: UTF8.self)
                #expect(cursors.position(of: cursor, in: "referrals", of: "key-1") == nil)
            }
        }
    }

    @Test("A position has one cursor and no other", arguments: ["", "4", "41", "417"])
    func canonical(position: String) {
        let text = cursors.text(for: position, in: "referrals", of: "key-1")
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        for letter in letters where letter != text.last {
            let other = String(text.dropLast()) + String(letter)
            #expect(cursors.position(of: other, in: "referrals", of: "key-1") == nil)
        }
    }

    @Test(
        "What is no cursor is refused",
        arguments: [
            "", "A", "AAAA", "=", "417", String(repeating: "A", count: 43), String(repeating: "A", count: 100_000),
        ])
    func strange(text: String) {
        #expect(cursors.position(of: text, in: "referrals", of: "key-1") == nil)
    }

    @Test("A cursor cut short or made longer is refused")
    func cut() {
        let text = cursors.text(for: "417", in: "referrals", of: "key-1")
        for length in 0..<text.count {
            #expect(cursors.position(of: String(text.prefix(length)), in: "referrals", of: "key-1") == nil)
        }
        #expect(cursors.position(of: text + "AA", in: "referrals", of: "key-1") == nil)
    }

    @Test("A short key is not taken")
    func key() {
        #expect(PageCursors(key: Array(0..<15)) == nil)
        #expect(PageCursors(key: Array(0..<16)) != nil)
    }
}

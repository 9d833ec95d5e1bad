import Testing
import Uploads

@Suite("Bodies that are no forms")
struct MultipartHarmTests {
    @Test(
        "A content type without a usable boundary is refused",
        arguments: [
            ("", "nothing"), ("multipart/form-data", "no boundary"), ("multipart/mixed; boundary=a", "another type"),
            ("text/multipart/form-data; boundary=a", "another type"), ("multipart/form-data; boundary=", "empty"),
            ("multipart/form-data; boundary=\"\"", "empty"), ("multipart/form-data; boundary=\"a", "no end"),
            ("multipart/form-data; boundary=\"a\"b", "something behind the quotes"),
            ("multipart/form-data; boundary=a; boundary=b", "twice"),
            ("multipart/form-data; boundary=a; Boundary=a", "twice"),
            ("multipart/form-data; boundary=\"a \"", "a space at its end"),
            ("multipart/form-data; boundary=a\r\nb", "a line end"),
            ("multipart/form-data; boundary=ä", "a letter that is not allowed"),
            ("multipart/form-data; boundary=\(String(repeating: "x", count: 71))", "too long"),
        ])
    func noBoundary(contentType: String, reason: String) {
        #expect(throws: MultipartFault.noBoundary, "\(reason)") {
            try MultipartReader(contentType: contentType)
        }
    }

    @Test(
        "A broken head is refused",
        arguments: [
            ("", "no head"), ("Content-Type: text/plain", "no disposition"),
            ("Content-Disposition: attachment; name=a", "another disposition"),
            ("Content-Disposition: form-data", "no name"), ("Content-Disposition: form-data; name=\"\"", "no name"),
            ("Content-Disposition: form-data; filename=a", "no name"),
            ("Content-Disposition: form-data; name=a; name=b", "two names"),
            ("Content-Disposition: form-data; name=a; NAME=b", "two names"),
            ("Content-Disposition: form-data; name=a; filename=b; filename=c", "two file names"),
            ("Content-Disposition: form-data; name=a\r\ncontent-disposition: form-data; name=b", "two dispositions"),
            ("Content-Disposition: form-data; name=a\r\nContent-Type: a/b\r\nContent-Type: a/c", "two types"),
            ("Content-Disposition: form-data; name=\"a", "no end"),
            ("Content-Disposition: form-data; name=\"a\"b\"", "a quotation mark inside"),
            ("Content-Disposition: form-data; name=a; filename", "no value"),
            ("Content-Disposition: form-data; name=a; =b", "no parameter"),
            ("Content-Disposition form-data; name=a", "no colon"),
            ("Content-Disposition: form-data;\r\n name=a", "a line that goes on"),
            ("Content-Disposition : form-data; name=a", "a space before the colon"),
            (": form-data; name=a\r\nContent-Disposition: form-data; name=a", "no header name"),
            ("Content-Disposition: form-data; name=a\u{0}", "a zero byte"),
            ("Content-Disposition: form-data; name=a\nX: y", "a bare line feed"),
            ("Content-Disposition: form-data; name=a\rX: y", "a bare carriage return"),
            ("Content-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: base64", "encoded"),
        ])
    func brokenHead(head: String, reason: String) {
        let lines = head.isEmpty ? "" : head + "\r\n"
        let body = "--\(Body.boundary)\r\n\(lines)\r\nx\r\n--\(Body.boundary)--\r\n"
        #expect(Reading([body.utf8]) == .fault(.brokenHeader), "\(reason)")
        #expect(Reading(body.utf8.map { [$0] }) == .fault(.brokenHeader), "\(reason), byte by byte")
    }

    @Test("A field's name that is not UTF-8 is refused; in a file's name it is replaced")
    func notUTF8() {
        let start = Array("--\(Body.boundary)\r\nContent-Disposition: form-data; ".utf8)
        let end = Array("\r\n\r\n\r\n--\(Body.boundary)--\r\n".utf8)
        #expect(Reading([start + "name=a".utf8 + [0xFF] + end]) == .fault(.brokenHeader))
        let part = Body.Part(name: "a", fileName: "b\u{FFFD}.pdf", content: [])
        #expect(Reading([start + "name=a; filename=b".utf8 + [0xFF] + ".pdf".utf8 + end]) == .parts([part]))
    }

    @Test(
        "A boundary with something behind it is refused", arguments: ["x", "-x", "\n", "-\r\n", "\rx", " x", "\r\r\n"])
    func behindBoundary(text: String) {
        let bytes = Array("--\(Body.boundary)\(text)".utf8)
        #expect(Reading([bytes + Body.small.bytes]) == .fault(.brokenHeader))
    }

    @Test("A body that ends before its last boundary is cut off, wherever it ends")
    func cutOff() {
        let bytes = Body.small.bytes
        for end in 0..<(bytes.count - 2) {
            #expect(Reading([bytes[..<end]]) == .fault(.cutOff), "ends at \(end)")
        }
    }

    @Test("As many parts as allowed are read, and not one more")
    func partLimit() {
        let limits = MultipartLimits(parts: 3)
        #expect(Reading([Body.small.bytes], limits: limits) == .parts(Body.small.parts))
        var more = Body.small
        more.parts.append(Body.Part(name: "x", content: []))
        #expect(Reading([more.bytes], limits: limits) == .fault(.tooManyParts))
    }

    @Test("A head as long as allowed is read, and not one byte more")
    func headLimit() {
        let head = "Content-Disposition: form-data; name=a\r\n\r\n"
        let body = "--\(Body.boundary)\r\n\(head)\r\n--\(Body.boundary)--"
        let part = Body.Part(name: "a", content: [])
        #expect(Reading([body.utf8], limits: MultipartLimits(headBytes: head.utf8.count)) == .parts([part]))
        #expect(
            Reading([body.utf8], limits: MultipartLimits(headBytes: head.utf8.count - 1)) == .fault(.brokenHeader))
    }

    @Test("After a fault the reader stays at it")
    func staysFaulty() throws {
        var reader = try MultipartReader(contentType: Body.contentType)
        #expect(throws: MultipartFault.brokenHeader) { try reader.take("--\(Body.boundary)x".utf8) }
        #expect(throws: MultipartFault.brokenHeader) { try reader.take(Body.small.bytes) }
        #expect(throws: MultipartFault.brokenHeader) { try reader.finish() }
        var early = try MultipartReader(contentType: Body.contentType)
        #expect(throws: MultipartFault.cutOff) { try early.finish() }
        #expect(throws: MultipartFault.cutOff) { try early.take(Body.small.bytes) }
    }

    @Test("Bodies changed by chance are read the same in any pieces, or refused the same", arguments: 0..<200)
    func mutations(seed: UInt64) {
        var chance = RepeatedChance(state: seed)
        let stuff = Array("\r\n-- \t:;=\"\\%\0".utf8) + [0xFF, 0x80]
        for _ in 0..<25 {
            var bytes = Body.small.bytes
            for _ in 0..<Int.random(in: 1...4, using: &chance) {
                let place = Int.random(in: 0..<bytes.count, using: &chance)
                let other = stuff.randomElement(using: &chance) ?? 0
                switch Int.random(in: 0..<4, using: &chance) {
                case 0: bytes[place] = other
                case 1: bytes.insert(other, at: place)
                case 2: bytes.remove(at: place)
                default: bytes.insert(contentsOf: bytes[place...].prefix(40), at: place)
                }
            }
            let whole = Reading([bytes])
            #expect(Reading(chance.pieces(of: bytes, atMost: 9)) == whole)
            #expect(Reading(bytes.map { [$0] }) == whole)
        }
    }

    @Test("Every fault has a code of its own")
    func codes() {
        #expect(Set(MultipartFault.allCases.map(\.code)).count == MultipartFault.allCases.count)
    }
}

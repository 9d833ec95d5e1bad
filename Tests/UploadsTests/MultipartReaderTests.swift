import Testing
import Uploads

@Suite("The reader of forms with files")
struct MultipartReaderTests {
    @Test("A body cut in two at any byte is read as if it came at once")
    func everyCut() {
        let bytes = Body.small.bytes
        for cut in 0...bytes.count {
            #expect(Reading([bytes[..<cut], bytes[cut...]]) == .parts(Body.small.parts), "cut at \(cut)")
        }
    }

    @Test("A body cut in three at any two bytes is read as if it came at once")
    func everyPairOfCuts() {
        let bytes = Body.small.bytes
        for first in stride(from: 0, through: bytes.count, by: 3) {
            for second in first...bytes.count {
                let read = Reading([bytes[..<first], bytes[first..<second], bytes[second...]])
                guard read != .parts(Body.small.parts) else { continue }
                Issue.record("cut at \(first) and \(second): \(read)")
            }
        }
    }

    @Test("A body that comes byte by byte, or from something that is not an array, is read too")
    func byteByByte() {
        let bytes = Body.small.bytes
        #expect(Reading(bytes.map { CollectionOfOne($0) }) == .parts(Body.small.parts))
        #expect(Reading(bytes.map { AnySequence([$0]) }) == .parts(Body.small.parts))
        #expect(Reading([AnySequence(bytes)]) == .parts(Body.small.parts))
    }

    @Test("Contents made of the stuff of boundaries come out as they went in", arguments: 0..<40)
    func likeBoundaries(seed: UInt64) {
        var chance = RepeatedChance(state: seed)
        let delimiter = Array("\r\n--\(Body.boundary)".utf8)
        let parts = (0..<10).map { number in
            var content: [UInt8] = []
            for _ in 0..<Int.random(in: 0...20, using: &chance) {
                content += delimiter.prefix(Int.random(in: 0..<delimiter.count, using: &chance))
                if Bool.random(using: &chance) { content.append(UInt8.random(in: 0...255, using: &chance)) }
            }
            return Body.Part(name: "n\(number)", fileName: "f.png", contentType: "image/png", content: content)
        }
        let body = Body(parts: parts)
        #expect(Reading([body.bytes]) == .parts(parts))
        #expect(Reading(chance.pieces(of: body.bytes, atMost: 40)) == .parts(parts))
    }

    @Test("A part's bytes are handed out as they come, and nothing grows")
    func streams() throws {
        var reader = try MultipartReader(contentType: Body.contentType)
        let head = "--\(Body.boundary)\r\nContent-Disposition: form-data; name=f; filename=a.jpg\r\n\r\n"
        #expect(try reader.take(head.utf8) == [.part(name: "f", fileName: "a.jpg", contentType: nil)])
        let block = [UInt8](repeating: 0x0D, count: 65_536)
        for _ in 0..<200 {
            let events = try reader.take(block)
            let lengths = events.map { event in if case .bytes(let bytes) = event { bytes.count } else { 0 } }
            #expect(lengths.count == 1 && abs(lengths[0] - block.count) <= 1)
        }
    }

    @Test("What stands before the first boundary and after the last is skipped, and spaces may follow a boundary")
    func around() {
        let bytes = Body.small.bytes
        let before = Array("This is a form.\r\n--\r\n------Form\r\n".utf8)
        #expect(Reading([before + bytes]) == .parts(Body.small.parts))
        #expect(Reading([bytes + "\r\n--\(Body.boundary)\r\nanything".utf8]) == .parts(Body.small.parts))
        #expect(Reading([bytes.dropLast(2)]) == .parts(Body.small.parts), "without the last line end")
        let spaced = String(decoding: Body.small.bytes, as: UTF8.self)
            .split(separator: "--\(Body.boundary)\r\n", omittingEmptySubsequences: false)
            .joined(separator: "--\(Body.boundary) \t\r\n")
        #expect(Reading([spaced.utf8]) == .parts(Body.small.parts))
        #expect(Reading(["--\(Body.boundary)--".utf8]) == .parts([]), "a form without fields")
    }

    @Test(
        "Content types in every spelling",
        arguments: [
            ("multipart/form-data; boundary=abc", "abc", "plain"),
            ("Multipart/Form-Data;BOUNDARY=abc", "abc", "capitals, no space"),
            ("multipart/form-data; charset=utf-8; boundary=\"a b:c\"", "a b:c", "quoted, after another"),
            ("multipart/form-data ; boundary=abc ;", "abc", "spaces and a semicolon at the end"),
            ("multipart/form-data; boundary=a/b=c?", "a/b=c?", "bare, though it should be quoted"),
            (
                "multipart/form-data; boundary=\(String(repeating: "x", count: 70))", String(repeating: "x", count: 70),
                "70"
            ),
        ])
    func contentTypes(contentType: String, boundary: String, reason: String) {
        let body = "--\(boundary)\r\nContent-Disposition: form-data; name=a\r\n\r\nb\r\n--\(boundary)--"
        let part = Body.Part(name: "a", content: Array("b".utf8))
        #expect(Reading([body.utf8], contentType: contentType) == .parts([part]), "\(reason)")
    }

    @Test(
        "File names as browsers and others write them",
        arguments: [
            ("name=\"f\"; filename=\"a.pdf\"", "a.pdf", "plain"),
            ("name=f;filename=a.pdf", "a.pdf", "bare"),
            ("filename=\"a.pdf\"; name=\"f\"", "a.pdf", "the other way round"),
            ("name=\"f\"; filename=\"my %22best%22 file.pdf\"", "my \"best\" file.pdf", "browsers' quotation marks"),
            ("name=\"f\"; filename=\"my \\\"best\\\" file.pdf\"", "my \"best\" file.pdf", "quotation marks of others"),
            ("name=\"f\"; filename=\"100%25 sure %2.pdf\"", "100%25 sure %2.pdf", "nothing else is escaped"),
            ("name=\"f\"; filename=\"a%0D%0Ab.pdf\"", "a b.pdf", "a line end in a name"),
            ("name=\"f\"; filename=\"C:\\Users\\jo\\a.pdf\"", "a.pdf", "folders of Windows"),
            ("name=\"f\"; filename=\"../../etc/a.pdf\"", "a.pdf", "folders of Unix"),
            ("name=\"f\"; filename=\"ends with\\\"", "", "a backslash at the end is no escape"),
            ("name=\"f\"; filename=\"; name=x.pdf\"", "; name=x.pdf", "a semicolon in quotes"),
            ("name=\"f\"; filename=\"tŷ 家.pdf\"", "tŷ 家.pdf", "UTF-8"),
            ("name=\"f\"; filename=\"a.pdf\"; filename*=UTF-8''b.exe", "a.pdf", "filename* is passed over"),
            ("name=\"f\"; filename=\"\"", "", "no file was chosen"),
        ])
    func fileNames(parameters: String, name: String, reason: String) {
        let part = Body.Part(name: "f", fileName: name, content: [])
        #expect(Reading([headed("Content-Disposition: form-data; \(parameters)")]) == .parts([part]), "\(reason)")
    }

    @Test("A part with filename* alone is no file, and a field's name may hold quotation marks")
    func fields() {
        let field = Body.Part(name: "f", content: [])
        #expect(Reading([headed("content-disposition:form-data;name=f;filename*=UTF-8''b.exe")]) == .parts([field]))
        let quoted = Body.Part(name: "a\"b", contentType: "text/plain; charset=utf-8", content: [])
        let head = "Content-Type:  text/plain; charset=utf-8 \r\nContent-Disposition: form-data; name=\"a%22b\""
        #expect(Reading([headed(head)]) == .parts([quoted]))
    }

    private func headed(_ head: String) -> [UInt8] {
        Array("--\(Body.boundary)\r\n\(head)\r\n\r\n\r\n--\(Body.boundary)--\r\n".utf8)
    }
}

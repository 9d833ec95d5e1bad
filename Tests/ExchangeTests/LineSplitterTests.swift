import Exchange
import Foundation
import Testing

@Suite("Lines of a stream")
struct LineSplitterTests {
    private func lines(_ bytes: [UInt8], chunk: Int, longest: Int = 100) -> [InputLine] {
        var splitter = LineSplitter(longest: longest)
        var lines: [InputLine] = []
        func drain() {
            while let line = splitter.next() { lines.append(line) }
        }
        var position = 0
        while position < bytes.count {
            let end = min(bytes.count, position + chunk)
            bytes[position..<end].withUnsafeBytes { splitter.append($0) }
            drain()
            position = end
        }
        splitter.finish()
        drain()
        return lines
    }

    private func texts(_ lines: [InputLine]) -> [String] {
        lines.map { line in
            if case .bytes(let bytes) = line.content { String(decoding: bytes, as: UTF8.self) } else { "(too long)" }
        }
    }

    @Test(
        "are the same however the bytes are cut",
        arguments: [
            ("a\nbb\n", ["a", "bb"], "LF"), ("a\r\nbb\r\n", ["a", "bb"], "CR LF"),
            ("a\nbb", ["a", "bb"], "no last line end"),
            ("a\r\nbb\r", ["a", "bb"], "half a last line end"), ("", [], "nothing"), ("\n", [""], "one empty line"),
            ("\r\n\r\n", ["", ""], "two"), ("\u{FEFF}a\nb", ["a", "b"], "a byte order mark"),
            ("a\n\u{FEFF}b\n", ["a", "b"], "one in the middle, as after joining files"),
            ("\u{FEFF}", [""], "nothing but a mark"),
            ("Ngọc 建国 ኣብርሃም\r\nمُحَمَّد 🧿\n", ["Ngọc 建国 ኣብርሃም", "مُحَمَّد 🧿"], "characters of several bytes"),
            ("a\rb\n", ["a\rb"], "a CR that ends no line"),
        ])
    func cut(text: String, expected: [String], why: String) {
        for chunk in 1...9 {
            let lines = lines(Array(text.utf8), chunk: chunk)
            #expect(texts(lines) == expected, "\(why), chunks of \(chunk)")
            #expect(lines.map(\.number) == Array(1..<(expected.count + 1)))
        }
    }

    @Test(
        "that are too long are let go, and reading goes on after them",
        arguments: [
            ("12345\n123456\n1\n", ["12345", "(too long)", "1"], "one too many"),
            ("12345\r\n1\n", ["12345", "1"], "the line end does not count"),
            ("123456\r\n1\n", ["(too long)", "1"], "nor does it help"),
            ("123456789012345678901234567890", ["(too long)"], "without an end"),
            ("12345", ["12345"], "just as long as allowed"),
            ("1234567890\n1234567890\n1", ["(too long)", "(too long)", "1"], "two in a row"),
            ("12345\r", ["12345"], "half a line end"), ("1234567890\n", ["(too long)"], "nothing after it"),
        ])
    func tooLong(text: String, expected: [String], why: String) {
        for chunk in 1...14 {
            let lines = lines(Array(text.utf8), chunk: chunk, longest: 5)
            #expect(texts(lines) == expected, "\(why), chunks of \(chunk)")
            #expect(lines.map(\.number) == Array(1..<(expected.count + 1)))
        }
    }

    @Test("are read from a file in chunks, with what was read counted")
    func file() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: path) }
        var content: [UInt8] = []
        for number in 1...20_000 { content += Array("{\"line\":\(number),\"name\":\"Ngọc 建国\"}\r\n".utf8) }
        content += [UInt8](repeating: UInt8(ascii: "x"), count: LineSplitter.usualLongest + 1) + Array("\nlast".utf8)
        try Data(content).write(to: URL(filePath: path))
        let lines = try NDJSONLines(path: path)
        #expect(lines.size == content.count)
        var read: [InputLine] = []
        while let line = try lines.next() { read.append(line) }
        #expect(lines.bytesRead == content.count)
        #expect(read.count == 20_002)
        #expect(read[12_344].content == .bytes(Array("{\"line\":12345,\"name\":\"Ngọc 建国\"}".utf8)))
        #expect(read[20_000].content == .tooLong)
        #expect(read[20_001].content == .bytes(Array("last".utf8)))
        #expect(read[20_001].number == 20_002)
    }

    @Test("are read from a pipe as they come")
    func pipe() throws {
        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(contentsOf: Data("a\nb\nc".utf8))
        let lines = NDJSONLines(fileDescriptor: pipe.fileHandleForReading.fileDescriptor, name: "a pipe")
        #expect(lines.size == nil)
        #expect(try lines.next()?.content == .bytes(Array("a".utf8)))
        #expect(try lines.next()?.content == .bytes(Array("b".utf8)))
        try pipe.fileHandleForWriting.close()
        #expect(try lines.next()?.content == .bytes(Array("c".utf8)))
        #expect(try lines.next() == nil)
    }

    @Test("a file that cannot be read is told with its remedy")
    func missing() {
        let fault = #expect(throws: FileFault.self) { _ = try NDJSONLines(path: "/no/such/file.ndjson") }
        #expect(fault?.sentence == "There is no file /no/such/file.ndjson. Check its name.")
        let folder = #expect(throws: FileFault.self) { _ = try NDJSONLines(path: "/").next() }
        #expect(folder?.sentence == "/ is a folder. Name a file.")
    }
}

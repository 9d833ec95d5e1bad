import Casework
import Exchange
import Foundation
import Law
import StrictJSON
import Testing

@Suite("The rejects file")
final class RejectsFileTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    private let reasons = [Reason(code: "missing", sentence: "Answer “Gender”.", field: "gender")]

    init() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    private func content(_ path: String?) throws -> [JSON] {
        let data = try Data(contentsOf: URL(filePath: try #require(path)))
        return try data.split(separator: UInt8(ascii: "\n")).map { try JSON(Array($0)) }
    }

    @Test("is made only when there is something to reject, for its owner alone")
    func onlyWhenNeeded() throws {
        let file = RejectsFile(of: "\(folder)/a.ndjson")
        #expect(file.path == nil)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
        try file.add(line: 3, reasons: reasons, original: Array("{\"family\":\"x\"}".utf8))
        #expect(file.path == "\(folder)/a.ndjson.rejects.ndjson")
        #expect(file.count == 1)
        let attributes = try FileManager.default.attributesOfItem(atPath: try #require(file.path))
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    }

    @Test(
        "never replaces another",
        arguments: [
            ("a.ndjson", ["a.ndjson.rejects.ndjson", "a.ndjson.rejects.2.ndjson", "a.ndjson.rejects.3.ndjson"]),
            ("-", ["stdin.rejects.ndjson", "stdin.rejects.2.ndjson"]),
            ("b.rejects.ndjson", ["b.rejects.ndjson", "b.rejects.2.ndjson"]),
            ("b.rejects.2.ndjson", ["b.rejects.ndjson", "b.rejects.2.ndjson"]),
            ("c.2.ndjson", ["c.2.ndjson.rejects.ndjson"]),
        ])
    func numbered(source: String, expected: [String]) throws {
        for name in expected {
            let file = RejectsFile(of: source, in: folder)
            try file.add(line: 1, reasons: reasons, original: [])
            #expect(file.path == "\(folder)/\(name)")
        }
    }

    @Test("says which line, why and what it said")
    func content() throws {
        let file = RejectsFile(of: "\(folder)/a.ndjson")
        try file.add(line: 3, reasons: reasons, original: Array("{\"family\": \"Ngọc\\n\"}".utf8))
        try file.add(line: 4, reasons: [.lineTooLong], original: nil)
        try file.add(line: 5, reasons: [], original: Array("{\"family\": ".utf8))
        try file.add(line: 6, reasons: [], original: [0x7B, 0xEB])
        let lines = try content(file.path)
        #expect(
            lines[0].text
                == "{\"line\":3,\"reasons\":[{\"field\":\"gender\",\"code\":\"missing\",\"sentence\":\"Answer “Gender”.\"}],"
                + "\"original\":{\"family\":\"Ngọc\\n\"}}")
        #expect(lines[1]["original"] == .null)
        #expect(lines[1]["reasons"]?.items?.first?["code"] == "line_too_long")
        #expect(lines[2]["original"] == "{\"family\": ")
        #expect(lines[3]["original"] == nil)
        #expect(lines[3]["original_base64"] == "e+s=")
    }

    @Test("can be imported again as it stands, and what is refused again is not wrapped twice")
    func again() throws {
        let originals =
            try Samples.lines("answers.ndjson").prefix(5) + [
                Array("{\"family\": ".utf8), [0x7B, 0xEB], Array("[1]".utf8),
            ]
        let first = RejectsFile(of: "\(folder)/a.ndjson")
        for (index, line) in originals.enumerated() { try first.add(line: index + 1, reasons: reasons, original: line) }
        let lines = try NDJSONLines(path: try #require(first.path))
        let second = RejectsFile(of: try #require(first.path))
        for original in originals {
            guard case .bytes(let bytes)? = try lines.next()?.content else {
                Issue.record("A line is missing.")
                return
            }
            let before = Samples.reader.read(original, receivedOn: Samples.day)
            let after = Samples.reader.read(bytes, receivedOn: Samples.day)
            #expect(before.reasons == after.reasons)
            #expect(before.request?.answers == after.request?.answers)
            try second.add(line: 1, reasons: reasons, original: bytes)
        }
        #expect(try lines.next() == nil)
        #expect(second.path == "\(folder)/a.ndjson.rejects.2.ndjson")
        let originalsOfBoth = try [first, second].map {
            try content($0.path).map { $0["original"] ?? $0["original_base64"] }
        }
        #expect(originalsOfBoth[0] == originalsOfBoth[1])
    }

    @Test(
        "is read however it was mended",
        arguments: [
            ("{\"original\":{\"family\":\"x\"}}", nil, "an object"),
            ("{\"original\":\"{\\\"family\\\":\\\"x\\\"}\",\"note\":\"mended\"}", nil, "a text, with a note"),
            ("{\"original\":{\"original\":{\"family\":\"x\"}}}", nil, "wrapped twice"),
            ("{\"line\":1,\"reasons\":[],\"original\":null}", "line_not_kept", "nothing was kept"),
            ("{\"original\":7}", "not_an_object", "a number"),
            ("{\"original\":{}}", "empty_object", "nothing in it"),
            ("{\"original_base64\":\"%\"}", "not_a_referral", "no base 64"),
        ] as [(String, String?, String)])
    func mended(line: String, code: String?, why: String) {
        let read = Samples.read(line)
        #expect(read.reasons.first == code, "\(why)")
        if code == nil { #expect(read.request?.answers == ["family": .text("x")], "\(why)") }
    }

    @Test("an answer named “original” does not make a referral a rejected line")
    func anAnswerNamedOriginal() throws {
        let line = "{\"family\":\"x\",\"original\":{\"family\":\"y\"}}"
        #expect(Samples.read(line).request?.answers == ["family": .text("x")])
        let file = RejectsFile(of: "\(folder)/a.ndjson")
        try file.add(line: 1, reasons: reasons, original: Array(line.utf8))
        #expect(try content(file.path)[0]["original"]?.text == line)
    }

    @Test("a folder that is not there is told with its remedy")
    func noFolder() {
        let fault = #expect(throws: FileFault.self) {
            try RejectsFile(of: "a.ndjson", in: "\(folder)/missing").add(line: 1, reasons: [], original: nil)
        }
        #expect(fault?.sentence == "There is no folder for \(folder)/missing/a.ndjson.rejects.ndjson. Make it first.")
    }
}

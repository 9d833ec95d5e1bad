import Testing
import Uploads

@Suite("What a file is")
struct FileInspectionTests {
    private func verdict(_ bytes: some Sequence<UInt8>, _ name: String, limit: Int = 1_000_000) -> FileVerdict {
        var inspection = FileInspection(name: name, limit: limit)
        inspection.take(bytes)
        return inspection.verdict()
    }

    @Test("A file of each kind is known by its content and found whole", arguments: FileKind.allCases)
    func whole(kind: FileKind) throws {
        let sample = try #require(SampleFiles.whole.first { $0.kind == kind })
        #expect(verdict(sample.bytes, sample.name) == .sound(kind))
        #expect(verdict(sample.bytes, "no ending") == .sound(kind))
        for ending in kind.endings { #expect(verdict(sample.bytes, "a." + ending.uppercased()) == .sound(kind)) }
    }

    @Test("A file named as another kind, or as none, is told by its content", arguments: FileKind.allCases)
    func misnamed(kind: FileKind) throws {
        let sample = try #require(SampleFiles.whole.first { $0.kind == kind })
        for other in FileKind.allCases where other != kind {
            #expect(verdict(sample.bytes, "a." + other.endings[0]) == .misnamed(found: kind))
        }
        #expect(verdict(sample.bytes, "a.exe") == .misnamed(found: kind))
    }

    @Test(
        "In pieces of any size a file is the same",
        arguments: [1, 2, 3, 7, 8, 9, 127, 128, 129, 511, 4_096, 16_384, 65_536])
    func pieces(size: Int) {
        for sample in SampleFiles.whole {
            var inspection = FileInspection(name: sample.name)
            for start in stride(from: 0, to: sample.bytes.count, by: size) {
                inspection.take(sample.bytes[start...].prefix(size))
            }
            #expect(inspection.verdict() == .sound(sample.kind))
            #expect(inspection.length == sample.bytes.count)
        }
    }

    @Test("A file without its end is never sound, wherever it was cut", arguments: FileKind.allCases)
    func cutOff(kind: FileKind) throws {
        let sample = try #require(SampleFiles.whole.first { $0.kind == kind })
        // What can be missing without harm: the line end behind the last mark of a PDF.
        let harmless = kind == .pdf ? 1 : 0
        let ends = Set(
            (1...600).map { sample.bytes.count - harmless - $0 }
                + Array(stride(from: 0, to: sample.bytes.count, by: 509)))
        for end in ends where end < sample.bytes.count - harmless {
            let verdict = verdict(sample.bytes[..<end], sample.name)
            guard verdict.soundKind == nil else {
                Issue.record("\(kind) of \(sample.bytes.count) cut at \(end): \(verdict)")
                continue
            }
            if end > sample.bytes.count / 2 { #expect(verdict == .cutOff(kind), "cut at \(end)") }
        }
    }

    @Test("A file as long as allowed is taken; an empty one and a longer one are not")
    func limits() {
        let bytes = SampleFiles.png
        #expect(verdict(bytes, "a.png", limit: bytes.count) == .sound(.png))
        #expect(verdict(bytes, "a.png", limit: bytes.count - 1) == .tooLarge(limit: bytes.count - 1))
        #expect(verdict([], "a.png") == .empty)
        var inspection = FileInspection(name: "a.png", limit: 3)
        inspection.take([1, 2, 3])
        #expect(!inspection.isTooLarge)
        inspection.take([4])
        #expect(inspection.isTooLarge)
    }

    @Test(
        "What is none of the kinds is not taken for one",
        arguments: [
            (Array("GIF89a...................".utf8), "a picture of another kind"),
            (Array("MZ\u{90}...................".utf8), "a program"),
            (Array("<html>%PDF-1.4 %%EOF</html>".utf8), "a page that mentions a PDF"),
            (Array("%PD".utf8), "too little"), ([0xFF, 0xD8, 0xFF], "too little"), ([0], "one byte"),
            (SampleFiles.package(["a.txt", "b.txt"]), "a zip of something else"),
            (SampleFiles.package(["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"]), "a table of Excel"),
            (SampleFiles.package(["[Content_Types].xml", "_rels/.rels", "ppt/presentation.xml"]), "slides"),
            (SampleFiles.package(["word/document.xml"]), "a zip with a folder of that name"),
            (SampleFiles.package(["mimetype", "content.xml"]), "a text of LibreOffice"),
            (SampleFiles.compound(streams: ["Root Entry", "Workbook"]), "a table of old Excel"),
            (SampleFiles.compound(streams: ["Root Entry", "EncryptedPackage"]), "locked by a password"),
        ] as [([UInt8], String)])
    func unknown(bytes: [UInt8], reason: String) {
        for name in ["a.pdf", "a.doc", "a.docx", "a.jpg", "a"] {
            #expect(verdict(bytes, name) == .unknownKind, "\(reason)")
        }
    }

    @Test("What programs and telephones put around a file is no hindrance")
    func around() {
        let film = [UInt8](repeating: 0x66, count: 100_000)
        #expect(verdict(SampleFiles.jpeg(behind: film), "a.jpg") == .sound(.jpeg), "a film behind a photo")
        #expect(verdict(SampleFiles.png + film, "a.png") == .sound(.png))
        #expect(verdict(SampleFiles.pdf(before: [0xEF, 0xBB, 0xBF, 0x0D, 0x0A]), "a.pdf") == .sound(.pdf))
        #expect(verdict(SampleFiles.pdf() + [UInt8](repeating: 0, count: 4_000), "a.pdf") == .sound(.pdf))
        let names = ["_rels/.rels", "docProps/app.xml", "word/document2.xml", "[Content_Types].xml"]
        #expect(verdict(SampleFiles.package(names), "a.docx") == .sound(.docx), "the list of types at the end")
        #expect(
            verdict(SampleFiles.package(names, remark: Array("PK\u{5}\u{6} hello".utf8)), "a.docx") == .sound(.docx))
        let many = ["[Content_Types].xml"] + (0..<900).map { "word/media/picture\($0).png" }
        #expect(verdict(SampleFiles.package(many, size: 10), "a.docx") == .sound(.docx), "a long directory")
    }

    @Test("A Word document of old is found with large sectors and wherever its directory lies")
    func compounds() {
        let streams = ["Root Entry", "Data", "1Table", "SummaryInformation", "WordDocument"]
        #expect(verdict(SampleFiles.compound(streams: streams), "a.doc") == .sound(.doc))
        #expect(verdict(SampleFiles.compound(streams: streams, sectorShift: 12), "a.doc") == .sound(.doc))
        let bytes = SampleFiles.compound(streams: streams)
        #expect(verdict(bytes + [0], "a.doc") == .cutOff(.doc), "no whole number of sectors")
        #expect(verdict(bytes.dropLast(1_024), "a.doc") == .cutOff(.doc), "its header names a sector beyond its end")
    }

    @Test("A PDF made to be shown while it loads is cut off when it is shorter than it says")
    func linearized() {
        let length = SampleFiles.pdf(linearizedLength: 10_000).count
        let bytes = SampleFiles.pdf(linearizedLength: length)
        #expect(verdict(bytes, "a.pdf") == .sound(.pdf))
        #expect(verdict(bytes + Array("1 0 obj\nendobj\n%%EOF".utf8), "a.pdf") == .sound(.pdf), "added to later")
        #expect(verdict(bytes.prefix(4_000), "a.pdf") == .cutOff(.pdf), "its first mark of an end is near")
    }

    @Test("Files changed by chance are judged without harm, in any pieces the same", arguments: 0..<60)
    func mutations(seed: UInt64) {
        var chance = RepeatedChance(state: seed)
        for sample in SampleFiles.whole {
            var bytes = sample.bytes
            for _ in 0..<Int.random(in: 1...30, using: &chance) {
                // The structure lies at both ends.
                let near = Int.random(in: 0..<min(600, bytes.count), using: &chance)
                let place = Bool.random(using: &chance) ? near : bytes.count - 1 - near
                bytes[place] = Bool.random(using: &chance) ? 0xFF : UInt8.random(in: 0...255, using: &chance)
            }
            var inspection = FileInspection(name: sample.name)
            for piece in chance.pieces(of: bytes, atMost: 5_000) { inspection.take(piece) }
            #expect(inspection.verdict() == verdict(bytes, sample.name))
        }
    }

    @Test("Every verdict has a code of its own")
    func codes() {
        let verdicts: [FileVerdict] = [
            .sound(.pdf), .empty, .tooLarge(limit: 1), .unknownKind, .misnamed(found: .pdf), .cutOff(.pdf),
        ]
        #expect(Set(verdicts.map(\.code)).count == verdicts.count)
    }
}

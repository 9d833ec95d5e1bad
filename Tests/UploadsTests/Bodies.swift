import Uploads

/// A body of a form, and what is to be read in it.
struct Body {
    struct Part: Hashable {
        var name: String
        var fileName: String?
        var contentType: String?
        var content: [UInt8]
    }

    static let boundary = "----FormBoundary7MA4YWxk"
    static let contentType = "multipart/form-data; boundary=\(boundary)"

    var parts: [Part]

    /// As a browser sends it.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        for part in parts {
            bytes += "--\(Body.boundary)\r\nContent-Disposition: form-data; name=\"\(part.name)\"".utf8
            if let fileName = part.fileName { bytes += "; filename=\"\(fileName)\"".utf8 }
            if let contentType = part.contentType { bytes += "\r\nContent-Type: \(contentType)".utf8 }
            bytes += "\r\n\r\n".utf8
            bytes += part.content
            bytes += "\r\n".utf8
        }
        return bytes + "--\(Body.boundary)--\r\n".utf8
    }

    /// A small one with a field, a file and an empty file, whose content looks like boundaries.
    static let small = Body(parts: [
        Part(name: "about", content: Array("Statement of a witness".utf8)),
        Part(
            name: "file", fileName: "a.pdf", contentType: "application/pdf",
            content: Array("\r\n--\r\r\n-\r\n------FormBoundary7MA4YWx\r\n----\r".utf8)),
        Part(name: "other", fileName: "", contentType: "application/octet-stream", content: []),
    ])
}

/// What came of reading a body: its parts, or the fault.
enum Reading: Hashable {
    case parts([Body.Part])
    case fault(MultipartFault)

    /// Reads a body handed over in pieces.
    init(
        _ pieces: some Sequence<some Sequence<UInt8>>, contentType: String = Body.contentType,
        limits: MultipartLimits = MultipartLimits()
    ) {
        do throws(MultipartFault) {
            var reader = try MultipartReader(contentType: contentType, limits: limits)
            var events: [MultipartEvent] = []
            for piece in pieces { events += try reader.take(piece) }
            self = .parts(Reading.parts(of: events + (try reader.finish())))
        } catch {
            self = .fault(error)
        }
    }

    private static func parts(of events: [MultipartEvent]) -> [Body.Part] {
        var parts: [Body.Part] = []
        var open: Body.Part?
        for event in events {
            switch event {
            case .part(let name, let fileName, let contentType):
                open = Body.Part(name: name, fileName: fileName, contentType: contentType, content: [])
            case .bytes(let bytes): open?.content += bytes
            case .end:
                if let part = open { parts.append(part) }
                open = nil
            }
        }
        return parts
    }
}

/// Numbers by chance that are the same every time (SplitMix64).
struct RepeatedChance: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Bytes cut into pieces of any length.
    mutating func pieces(of bytes: [UInt8], atMost most: Int) -> [ArraySlice<UInt8>] {
        var pieces: [ArraySlice<UInt8>] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let length = Int.random(in: 0...most, using: &self)
            pieces.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        return pieces
    }
}

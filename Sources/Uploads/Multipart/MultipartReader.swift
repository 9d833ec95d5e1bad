/// Reads a body of `multipart/form-data` (RFC 7578, RFC 2046 section 5.1) as it arrives, in pieces of any size.
///
/// It holds no more than the head of one part and the length of a boundary, whatever is sent. What comes before the first
/// boundary and after the last is skipped.
///
/// Cost: one pass; what is no line end is looked at eight bytes at a time and copied once.
public struct MultipartReader: Sendable {
    private enum Place {
        /// Before the first boundary.
        case preamble
        /// Right behind a boundary, then behind its first hyphen, its spaces, its carriage return.
        case boundary, hyphen, padding, lineEnd
        case head
        case body
        /// Behind the last boundary.
        case epilogue
    }

    /// The line end that belongs to a boundary, two hyphens, the boundary. A carriage return stands at its start and
    /// nowhere else, so a match that fails can begin again only where it failed.
    private let delimiter: [UInt8]
    private let limits: MultipartLimits
    private var place = Place.preamble
    /// How much of the delimiter has been seen and is held back. The start of the body counts as the start of a line.
    private var matched = 2
    private var head: [UInt8] = []
    private var parts = 0
    private var fault: MultipartFault?

    /// - Parameter contentType: the request’s header, as in `multipart/form-data; boundary=abc`.
    /// - Throws: ``MultipartFault/noBoundary``.
    public init(contentType: String, limits: MultipartLimits = MultipartLimits()) throws(MultipartFault) {
        guard let boundary = MultipartBoundary.bytes(in: contentType) else { throw .noBoundary }
        delimiter = Array("\r\n--".utf8) + boundary
        self.limits = limits
    }

    /// Reads on.
    ///
    /// - Returns: what these bytes complete, in order; often nothing but one ``MultipartEvent/bytes(_:)``.
    /// - Throws: the fault, now and on every later call. What came before it in the same bytes is not handed out.
    public mutating func take(_ bytes: some Sequence<UInt8>) throws(MultipartFault) -> [MultipartEvent] {
        let result = bytes.withContiguousStorageIfAvailable { buffer in
            Result { () throws(MultipartFault) in try read(buffer) }
        }
        guard let result else { return try take(Array(bytes)) }
        return try result.get()
    }

    /// Says that nothing more comes.
    ///
    /// - Returns: what was still held back, which is nothing once the last boundary was seen.
    /// - Throws: ``MultipartFault/cutOff`` when it was not.
    public mutating func finish() throws(MultipartFault) -> [MultipartEvent] {
        if let fault { throw fault }
        guard place == .epilogue else {
            fault = .cutOff
            throw .cutOff
        }
        return []
    }

    private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(MultipartFault) -> [MultipartEvent] {
        if let fault { throw fault }
        var events: [MultipartEvent] = []
        var position = 0
        do {
            while position < bytes.count, place != .epilogue {
                switch place {
                case .preamble, .body:
                    position = readToDelimiter(bytes, from: position, into: &events)
                case .head:
                    try readHead(bytes[position], into: &events)
                    position += 1
                case .boundary, .hyphen, .padding, .lineEnd, .epilogue:
                    place = try placeAfter(bytes[position])
                    position += 1
                }
            }
        } catch {
            fault = error
            throw error
        }
        return events
    }

    /// Reads to behind the next delimiter, or as far as there are bytes, and returns where that is.
    private mutating func readToDelimiter(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, into events: inout [MultipartEvent]
    ) -> Int {
        let held = matched
        /// Where the delimiter begins that may be there; before `start` when it began in earlier bytes.
        var candidate = start - held
        var position = start
        while true {
            while matched < delimiter.count, position < bytes.count, bytes[position] == delimiter[matched] {
                matched += 1
                position += 1
            }
            if matched == delimiter.count || position == bytes.count { break }
            matched = 0
            position = bytes.position(ofLineWith: delimiter[2], from: position)
            candidate = position
        }
        if place == .body, candidate >= start {
            let content = Array(delimiter[..<held]) + bytes[start..<candidate]
            if !content.isEmpty { events.append(.bytes(content)) }
        }
        if matched == delimiter.count {
            if place == .body { events.append(.end) }
            matched = 0
            place = .boundary
        }
        return position
    }

    private mutating func placeAfter(_ byte: UInt8) throws(MultipartFault) -> Place {
        switch (place, byte) {
        case (.boundary, UInt8(ascii: "-")): return .hyphen
        case (.hyphen, UInt8(ascii: "-")): return .epilogue
        case (.boundary, UInt8(ascii: " ")), (.boundary, UInt8(ascii: "\t")),
            (.padding, UInt8(ascii: " ")), (.padding, UInt8(ascii: "\t")):
            return .padding
        case (.boundary, UInt8(ascii: "\r")), (.padding, UInt8(ascii: "\r")): return .lineEnd
        case (.lineEnd, UInt8(ascii: "\n")):
            parts += 1
            guard parts <= limits.parts else { throw .tooManyParts }
            head.removeAll(keepingCapacity: true)
            return .head
        default: throw .brokenHeader
        }
    }

    private mutating func readHead(_ byte: UInt8, into events: inout [MultipartEvent]) throws(MultipartFault) {
        head.append(byte)
        guard head.count <= limits.headBytes else { throw .brokenHeader }
        guard byte == UInt8(ascii: "\n"), head.count == 2 || head.suffix(4).elementsEqual("\r\n\r\n".utf8) else {
            return
        }
        let read = try MultipartHead(head.dropLast(2))
        events.append(.part(name: read.name, fileName: read.fileName, contentType: read.contentType))
        place = .body
    }
}

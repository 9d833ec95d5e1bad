/// One line of an import.
public struct InputLine: Sendable, Hashable {
    public enum Content: Sendable, Hashable {
        /// The line without its line end.
        case bytes([UInt8])
        /// Longer than is taken; its bytes were let go.
        case tooLong
    }

    /// From 1.
    public let number: Int
    public let content: Content
}

/// Cuts a stream of bytes into lines, however the bytes are cut into chunks.
///
/// A line ends with LF or CR LF; the last one may lack its end. A byte order mark before a line is skipped. A line that is
/// too long is let go while it is read, so memory stays below the longest line and one chunk.
public struct LineSplitter: Sendable {
    /// 4 MiB.
    public static let usualLongest = 4 << 20

    private let longest: Int
    private var buffer: [UInt8] = []
    private var start = 0
    /// Up to here there is no line end.
    private var scanned = 0
    private var isSkipping = false
    private var isFinished = false
    private var number = 0

    /// - Parameter longest: the most bytes a line may have, its line end not counted.
    public init(longest: Int = LineSplitter.usualLongest) {
        self.longest = longest
    }

    /// Takes the next bytes of the stream. Ask ``next()`` until it has no more before the next call.
    public mutating func append(_ chunk: UnsafeRawBufferPointer) {
        if start > 0 {
            buffer.removeSubrange(..<start)
            scanned -= start
            start = 0
        }
        buffer.append(contentsOf: chunk)
    }

    /// Says that the stream has ended: what is left is the last line.
    public mutating func finish() { isFinished = true }

    /// The next whole line; `nil` when more bytes are needed or there are no more.
    public mutating func next() -> InputLine? {
        if let end = SystemFile.lineEnd(in: buffer, from: scanned) {
            defer {
                start = end + 1
                scanned = start
            }
            return line(until: end)
        }
        scanned = buffer.count
        // One byte more, as the last may be the CR of a line end.
        if isSkipping || scanned - start > longest + 1 {
            buffer.removeAll(keepingCapacity: true)
            (start, scanned, isSkipping) = (0, 0, true)
        }
        guard isFinished, isSkipping || start < buffer.count else { return nil }
        defer { start = buffer.count }
        return line(until: buffer.count)
    }

    private mutating func line(until end: Int) -> InputLine {
        number += 1
        let length = end > start && buffer[end - 1] == UInt8(ascii: "\r") ? end - 1 - start : end - start
        if isSkipping || length > longest {
            isSkipping = false
            return InputLine(number: number, content: .tooLong)
        }
        var bytes = buffer[start..<(start + length)]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        return InputLine(number: number, content: .bytes(Array(bytes)))
    }
}

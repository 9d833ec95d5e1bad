/// The lines of a file or of standard input, read a chunk at a time: memory does not grow with the file.
public final class NDJSONLines {
    /// Bytes read so far, for a progress bar.
    public private(set) var bytesRead = 0
    /// The length of the file; `nil` for a pipe or a terminal.
    public let size: Int?
    private let descriptor: Int32
    private let name: String
    private let closes: Bool
    private var splitter: LineSplitter
    private var chunk = [UInt8](repeating: 0, count: 256 << 10)
    private var isAtEnd = false

    /// - Parameter path: a file, or `-` for standard input.
    /// - Throws: ``FileFault`` when it cannot be opened.
    public convenience init(path: String, longest: Int = LineSplitter.usualLongest) throws(FileFault) {
        if path == "-" {
            self.init(fileDescriptor: 0, name: "standard input", longest: longest)
        } else {
            self.init(fileDescriptor: try SystemFile.openForReading(path), name: path, closes: true, longest: longest)
        }
    }

    /// - Parameters:
    ///   - fileDescriptor: open for reading.
    ///   - name: how to call it to a person.
    ///   - closes: whether to close it at the end.
    public init(fileDescriptor: Int32, name: String, closes: Bool = false, longest: Int = LineSplitter.usualLongest) {
        descriptor = fileDescriptor
        self.name = name
        self.closes = closes
        size = SystemFile.size(of: fileDescriptor)
        splitter = LineSplitter(longest: longest)
    }

    /// The next line; `nil` at the end.
    ///
    /// - Throws: ``FileFault`` when it cannot be read on.
    public func next() throws(FileFault) -> InputLine? {
        while true {
            if let line = splitter.next() { return line }
            if isAtEnd { return nil }
            let result = chunk.withUnsafeMutableBytes { buffer in
                Result { () throws(FileFault) in try SystemFile.read(descriptor, into: buffer, path: name) }
            }
            let count = try result.get()
            if count == 0 {
                isAtEnd = true
                splitter.finish()
                continue
            }
            bytesRead += count
            chunk.withUnsafeBytes { splitter.append(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
    }

    deinit {
        if closes { SystemFile.close(descriptor) }
    }
}

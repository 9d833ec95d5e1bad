/// Looks at a file while it streams by: of what kind it is, whether it is whole, and whether its name fits.
///
/// It keeps the first 8 KiB and up to 32 KiB of the end. It does not read what a page or picture shows: whether a file is harmful
/// is a ``VirusScanner``’s question.
///
/// Cost: one pass; about a copy of each read, and for a JPEG a search for its markers.
public struct FileInspection: Sendable {
    /// 25 MiB.
    public static let usualLimit = 25 * 1_048_576

    static let headBytes = 8_192
    static let tailBytes = 16_384

    private let name: String
    private let limit: Int
    private var head: [UInt8] = []
    private var tail: [UInt8] = []
    private var walk: Walk?

    /// How many bytes were taken so far.
    public private(set) var length = 0

    /// What follows the structure of a file from its start to its end.
    private enum Walk: Sendable {
        case jpeg(JPEGWalk)
        case png(PNGWalk)
        case compound(CompoundWalk)
        case package
        /// A PDF, or nothing that is known: head and tail tell.
        case other
    }

    /// - Parameters:
    ///   - name: the file’s name, for its ending only.
    ///   - limit: how many bytes it may have.
    public init(name: String, limit: Int = FileInspection.usualLimit) {
        self.name = name
        self.limit = limit
    }

    /// Whether more bytes were taken than the limit, so that the rest need not be read.
    public var isTooLarge: Bool { length > limit }

    /// Takes the next bytes of the file.
    public mutating func take(_ bytes: some Sequence<UInt8>) {
        if bytes.withContiguousStorageIfAvailable({ read($0) }) == nil { take(Array(bytes)) }
    }

    /// What is true of the file, once all of it was taken.
    public func verdict() -> FileVerdict {
        if length == 0 { return .empty }
        if isTooLarge { return .tooLarge(limit: limit) }
        guard let (kind, isWhole) = found else { return .unknownKind }
        guard kind.fits(name) else { return .misnamed(found: kind) }
        return isWhole ? .sound(kind) : .cutOff(kind)
    }

    private var found: (kind: FileKind, isWhole: Bool)? {
        switch walk {
        case .jpeg(let walk): return (.jpeg, walk.isWhole)
        case .png(let walk): return (.png, walk.isWhole)
        case .compound(let walk):
            let frame = CompoundFrame(head: head, length: length)
            if walk.hasDocument { return (.doc, frame.isWhole) }
            return !frame.isWhole && frame.beginsWithDocument ? (.doc, false) : nil
        case .package:
            let frame = PackageFrame(head: head, tail: lastBytes, length: length)
            return frame.isWord ? (.docx, frame.isWhole) : nil
        case .other, nil:
            let frame = PDFFrame(head: head, tail: lastBytes, length: length)
            return frame.isPDF ? (.pdf, frame.isWhole) : nil
        }
    }

    private var lastBytes: [UInt8] { Array(tail.suffix(FileInspection.tailBytes)) }

    private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard !bytes.isEmpty else { return }
        length += bytes.count
        let before = walk == nil ? head : []
        if head.count < FileInspection.headBytes { head += bytes.prefix(FileInspection.headBytes - head.count) }
        keepTail(bytes)
        if walk != nil {
            follow(bytes)
        } else if head.count >= 8 {
            // Until now everything was kept in the head.
            walk = Self.walk(for: head)
            before.withUnsafeBufferPointer { follow($0) }
            follow(bytes)
        }
    }

    private mutating func keepTail(_ bytes: UnsafeBufferPointer<UInt8>) {
        let most = FileInspection.tailBytes
        if bytes.count >= most {
            tail = Array(bytes.suffix(most))
        } else {
            tail += bytes
            if tail.count >= 2 * most { tail.removeFirst(tail.count - most) }
        }
    }

    private static func walk(for head: [UInt8]) -> Walk {
        if head.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg(JPEGWalk()) }
        if head.starts(with: PNGWalk.signature) { return .png(PNGWalk()) }
        if head.starts(with: CompoundFrame.signature) { return .compound(CompoundWalk()) }
        if head.starts(with: PackageFrame.signature) { return .package }
        return .other
    }

    private mutating func follow(_ bytes: UnsafeBufferPointer<UInt8>) {
        switch walk {
        case .jpeg(var jpeg):
            jpeg.take(bytes)
            walk = .jpeg(jpeg)
        case .png(var png):
            png.take(bytes)
            walk = .png(png)
        case .compound(var compound):
            compound.take(bytes)
            walk = .compound(compound)
        case .package, .other, nil: break
        }
    }
}

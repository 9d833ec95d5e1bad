public import Foundation

/// The files of a rulebook, wherever they come from: a folder, or an archive inside the program.
public struct RulebookSource: Sendable {
    /// Text by path relative to the rulebook's folder, for example `rules/recovery_period.yaml`.
    public let files: [String: String]
    /// How to name the source to a person.
    public let name: String

    public init(files: [String: String], name: String) {
        self.files = files
        self.name = name
    }

    /// Reads a folder.
    ///
    /// - Throws: ``RulebookError/unreadable(_:)`` when the folder or one of its files cannot be read.
    public init(folder: URL) throws(RulebookError) {
        let root = folder.standardizedFileURL.resolvingSymlinksInPath()
        let manager = FileManager.default
        guard let walker = manager.enumerator(atPath: root.path) else {
            throw .unreadable("There is no rulebook in \(folder.path). Name its folder with --rulebook.")
        }
        var files: [String: String] = [:]
        for case let path as String in walker where path.hasSuffix(".yaml") || path.hasSuffix(".csv") {
            do {
                let data = try Data(contentsOf: root.appendingPathComponent(path))
                guard let text = String(validatingUTF8Bytes: data) else {
                    throw RulebookError.unreadable("\(path) is not UTF-8 text. Save it as UTF-8.")
                }
                files[path] = text
            } catch let error as RulebookError {
                throw error
            } catch {
                throw .unreadable("\(path) cannot be read: check that the file exists and that you may read it.")
            }
        }
        guard files["rulebook.yaml"] != nil else {
            throw .unreadable(
                "There is no rulebook.yaml in \(folder.path). Name the rulebook's folder with --rulebook.")
        }
        self.init(files: files, name: root.path)
    }

    /// Unpacks the archive that is built into the program: for each file a line `path`, a line with its length in bytes, and the bytes.
    public init(archive: StaticString, name: String) throws(RulebookError) {
        let bytes = UnsafeBufferPointer(start: archive.utf8Start, count: archive.utf8CodeUnitCount)
        var files: [String: String] = [:]
        var position = 0
        func line() -> String? {
            guard let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            defer { position = end + 1 }
            return String(decoding: bytes[position..<end], as: UTF8.self)
        }
        while position < bytes.count {
            guard let path = line(), let size = line().flatMap({ Int($0) }), position + size <= bytes.count else {
                throw .unreadable(
                    "The rulebook inside the program is damaged. Build it anew, or name a folder with --rulebook.")
            }
            files[path] = String(decoding: bytes[position..<(position + size)], as: UTF8.self)
            position += size
        }
        self.init(files: files, name: name)
    }

    /// A fingerprint of all files (FNV-1a, 64 bits): tells two versions apart, and is no protection against a forger.
    var fingerprint: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for path in files.keys.sorted() {
            for byte in path.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
            for byte in files[path, default: ""].utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        }
        return String(hash, radix: 16)
    }
}

/// Why a rulebook cannot be used.
public enum RulebookError: Error, Sendable {
    /// Its files cannot be read; the text says what to do.
    case unreadable(String)
    /// It was read and has faults.
    case faulty([RulebookProblem])
}

/// Where something stands in a rulebook.
struct RulebookPlace: Sendable, Hashable {
    let file: String
    let line: Int
}

/// A fault in a rulebook, and where it stands.
public struct RulebookProblem: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let file: String
    /// 0 when the fault is not at one line.
    public let line: Int
    public let message: String

    public init(file: String, line: Int = 0, message: String) {
        self.file = file
        self.line = line
        self.message = message
    }

    public var description: String {
        line > 0 ? "\(file):\(line): \(message)" : "\(file): \(message)"
    }

    public static func < (left: RulebookProblem, right: RulebookProblem) -> Bool {
        (left.file, left.line, left.message) < (right.file, right.line, right.message)
    }
}

extension String {
    fileprivate init?(validatingUTF8Bytes data: Data) {
        self.init(validating: data, as: UTF8.self)
    }
}

public import Law
import StrictJSON

/// Where the lines go that an import refuses, each with its reasons, to be mended and imported again as they stand.
///
/// One JSON object a line: `{"line":7,"reasons":[{"field":"gender","code":"missing","sentence":"…"}],"original":{…}}`. The
/// original of a line that is not JSON is its text. The file holds what people told: only its owner may read it, it is made
/// only when there is something to reject, and it never replaces another.
public final class RejectsFile {
    /// `nil` until a line has been rejected.
    public private(set) var path: String?
    /// Lines written.
    public private(set) var count = 0
    private let base: String
    private var descriptor: Int32 = -1

    /// - Parameters:
    ///   - source: the file that is imported; `-` for standard input. The rejects of `a.ndjson` go to `a.ndjson.rejects.ndjson`,
    ///     or, where that exists, to `a.ndjson.rejects.2.ndjson` and so on. The rejects of a rejects file are numbered the same way.
    ///   - folder: where to put the file; `nil` for beside the source.
    public init(of source: String, in folder: String? = nil) {
        let name = source == "-" ? "stdin" : RejectsFile.unnumbered(source)
        base = folder.map { "\($0)/\(name.split(separator: "/").last ?? "stdin")" } ?? name
    }

    /// Writes one refused line, at once.
    ///
    /// - Parameters:
    ///   - line: its number in the source, from 1.
    ///   - original: the line as it came, or `nil` when it was too long to be kept.
    public func add(line: Int, reasons: [Reason], original: [UInt8]?) throws(FileFault) {
        try openOnce()
        let told = reasons.map { reason -> JSON in
            [
                "field": reason.field.map { .string($0) } ?? .null, "code": .string(reason.code),
                "sentence": .string(reason.sentence),
            ]
        }
        let members = [
            JSON.Member(key: "line", value: JSON(line)), JSON.Member(key: "reasons", value: .array(told)),
            RejectedLine.member(for: original),
        ]
        try SystemFile.write(JSON.object(members).bytes + [UInt8(ascii: "\n")], to: descriptor, path: path ?? base)
        count += 1
    }

    deinit {
        if descriptor >= 0 { SystemFile.close(descriptor) }
    }

    private func openOnce() throws(FileFault) {
        guard descriptor < 0 else { return }
        var number = 1
        while true {
            let candidate = number == 1 ? "\(base).rejects.ndjson" : "\(base).rejects.\(number).ndjson"
            if let opened = try SystemFile.createNew(candidate) {
                descriptor = opened
                path = candidate
                return
            }
            number += 1
        }
    }

    /// `a.rejects.2.ndjson` and `a.rejects.ndjson` without what this type added.
    private static func unnumbered(_ path: String) -> String {
        var parts = path.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.last == "ndjson" else { return path }
        parts.removeLast()
        if let number = parts.last, Int(number) != nil { parts.removeLast() }
        guard parts.count > 1, parts.last == "rejects" else { return path }
        return parts.dropLast().joined(separator: ".")
    }
}

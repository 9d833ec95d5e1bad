import Foundation
import StrictJSON

/// A line of a ``RejectsFile``: which line was refused, why, and what it said.
struct RejectedLine {
    enum Original {
        case json(JSON)
        case bytes([UInt8])
        /// The line was too long to be kept.
        case notKept
    }

    let original: Original
    /// Whether the line holds nothing else than a rejects file writes.
    let isExact: Bool

    /// `nil` when the value is no such line.
    init?(_ json: JSON) {
        guard let members = json.members else { return nil }
        if let text = json["original_base64"]?.string {
            guard let data = Data(base64Encoded: text) else { return nil }
            original = .bytes(Array(data))
        } else {
            switch json["original"] {
            case nil: return nil
            case .null: original = .notKept
            case .string(let text): original = .bytes(Array(text.utf8))
            case .some(let inner): original = .json(inner)
            }
        }
        isExact = members.allSatisfy { ["line", "reasons", "original", "original_base64"].contains($0.key) }
    }

    /// What a rejects file should hold of a refused line: an object as it is, so that it can be mended in place, anything
    /// else as text; bytes that are no text in base 64, so that nothing is changed on the way. A line that comes from a
    /// rejects file is not wrapped again.
    static func member(for line: [UInt8]?) -> JSON.Member {
        guard let line else { return JSON.Member(key: "original", value: .null) }
        if let json = try? JSON(line), json.members != nil {
            guard let rejected = RejectedLine(json), rejected.isExact else {
                return JSON.Member(key: "original", value: json)
            }
            switch rejected.original {
            case .json(let inner): return JSON.Member(key: "original", value: inner)
            case .bytes(let bytes): return member(for: bytes)
            case .notKept: return JSON.Member(key: "original", value: .null)
            }
        }
        if let text = String(validating: line, as: UTF8.self) {
            return JSON.Member(key: "original", value: .string(text))
        }
        return JSON.Member(key: "original_base64", value: .string(Data(line).base64EncodedString()))
    }
}

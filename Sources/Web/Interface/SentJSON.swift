import HTTPTypes
import Hummingbird
import Interface
import StrictJSON

extension ProgramVisit {
    /// The body, as JSON.
    ///
    /// - Parameter types: the media types that are taken.
    func json(_ types: String...) async throws -> JSON {
        let bytes = try await body(types)
        return try ProgramVisit.parse(bytes)
    }

    /// Kept out of line: the compiler cannot split functions that wait around a fault of a type of its own.
    @inline(never)
    static func parse(_ bytes: [UInt8]) throws -> JSON { try JSON(bytes) }

    /// The body, as it was sent.
    func body(_ types: [String]) async throws -> [UInt8] {
        guard types.contains(mediaType) else { throw InterfaceProblem(.wrongMediaType(types)) }
        let limits = visit.site.configuration.limits
        if let length = visit.request.headers[.contentLength].flatMap({ Int($0) }), length > limits.body {
            throw InterfaceProblem(.tooLarge)
        }
        return try await FormFields.collect(visit.request.body, limits)
    }

    /// What the body is said to be, without parameters.
    var mediaType: String {
        let value = visit.request.headers[.contentType] ?? ""
        let type = value.prefix { $0 != ";" }.lowercased()
        return type.split(whereSeparator: \.isWhitespace).joined()
    }
}

/// Reads an object that was sent: nothing may stand in it but what is asked for. Collects everything that is wrong.
struct SentObject {
    private let members: [JSON.Member]
    private let pointer: String
    private(set) var faults: [ProblemDocument.Item] = []

    /// - Parameter pointer: where it stands in the body.
    init(_ json: JSON, at pointer: String = "", taking keys: [String]) {
        self.pointer = pointer
        members = json.members ?? []
        guard json.members != nil else {
            faults.append(.init(pointer: pointer, code: "not_an_object", sentence: "Send a JSON object here."))
            return
        }
        for member in members where !keys.contains(member.key) {
            faults.append(
                .init(
                    pointer: JSONPointer.appending(member.key, to: pointer), code: "unknown_member",
                    sentence: "Nothing of this name is asked for here. Leave it out."))
        }
    }

    func has(_ key: String) -> Bool { members.contains { $0.key == key } }

    /// A member as it came.
    subscript(key: String) -> JSON? { members.first { $0.key == key }?.value }

    func place(of key: String) -> String { JSONPointer.appending(key, to: pointer) }

    mutating func fault(_ key: String, _ code: String, _ sentence: String) {
        faults.append(.init(pointer: place(of: key), code: code, sentence: sentence))
    }

    /// Notes a member that must be there and is not.
    mutating func demand(_ key: String) {
        if !has(key) { fault(key, "missing", "Add “\(key)”.") }
    }

    /// A text; `nil` when it is left out, null, or none.
    mutating func text(_ key: String, longest: Int, orNull: Bool = false) -> String? {
        switch self[key] {
        case nil: return nil
        case .null? where orNull: return nil
        case .string(let text)?:
            if text.unicodeScalars.count > longest {
                fault(key, "too_long", "Shorten it to \(longest) characters or fewer.")
            } else if text.unicodeScalars.contains(where: { $0.value < 32 && !"\t\n\r".unicodeScalars.contains($0) }) {
                fault(key, "control_character", "Take the control characters out.")
            }
            return text
        default:
            fault(key, "not_text", "Send a text in quotes here.")
            return nil
        }
    }

    /// - Throws: everything that was wrong, as one problem.
    func check() throws {
        guard faults.isEmpty else { throw InterfaceProblem(.malformed, errors: faults) }
    }

    mutating func add(_ items: [ProblemDocument.Item]) { faults += items }
}

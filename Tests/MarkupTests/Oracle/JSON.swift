import Foundation
@_spi(Testing) import Markup

/// The parameters of one set, as they stand in the file of expectations.
@dynamicMemberLookup
enum JSON: Decodable, Sendable {
    case null
    case bool(Bool)
    case number(Int)
    case string(String)
    case list([JSON])
    case object([String: JSON])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSON].self) {
            self = .list(value)
        } else {
            self = .object(try container.decode([String: JSON].self))
        }
    }

    subscript(dynamicMember key: String) -> JSON {
        if case .object(let members) = self { members[key] ?? .null } else { .null }
    }

    var string: String? { if case .string(let value) = self { value } else { nil } }
    var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    var int: Int? { if case .number(let value) = self { value } else { nil } }
    var list: [JSON] { if case .list(let value) = self { value } else { [] } }
    var exists: Bool { if case .null = self { false } else { true } }

    /// `html` as it stands, or else `text`.
    var content: Content? {
        if let html = self.html.string { return markup(html) }
        return self.text.string.map(Content.text)
    }

    var contentOrNothing: Content { content ?? "" }

    /// Splits the classes into those that begin with a prefix, without it, and the rest.
    func modifier(_ prefix: String) -> (name: String?, rest: String?) {
        let classes = (self.classes.string ?? "").split(separator: " ").map(String.init)
        let own = classes.first { $0.hasPrefix(prefix) }
        let rest = classes.filter { $0 != own }.joined(separator: " ")
        return (own.map { String($0.dropFirst(prefix.count)) }, rest.isEmpty ? nil : rest)
    }
}

/// Markup of the file of expectations, taken as it stands.
func markup(_ html: String) -> Content {
    .html(HTML(bytes: Array(html.utf8)))
}

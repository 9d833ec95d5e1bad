import HTTPTypes
import Hummingbird

/// The answers of a form as they were sent: every name with its values, in order.
package struct FormFields: Sendable {
    package private(set) var values: [String: [String]] = [:]

    init() {}

    init(_ values: [String: [String]]) {
        self.values = values
    }

    /// Reads what stands after the question mark of an address. What cannot be understood there is as good as absent.
    init(query: String?) {
        if let query, let read = FormFields(encoded: query.utf8) { self = read }
    }

    /// Reads a body of `application/x-www-form-urlencoded`.
    ///
    /// - Throws: ``Problem/notUnderstood`` for anything else, ``Problem/tooLarge`` for too much of it, ``Problem/tooSlow``.
    init(body request: Request, limits: WebConfiguration.Limits) async throws {
        let type = request.headers[.contentType]?.lowercased() ?? ""
        guard type.hasPrefix("application/x-www-form-urlencoded") else { throw Problem.notUnderstood }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limits.body {
            throw Problem.tooLarge
        }
        let body = try await FormFields.collect(request.body, limits)
        guard let read = FormFields(encoded: body) else { throw Problem.notUnderstood }
        self = read
    }

    /// Reads `name=value&name=value`: `+` is a space, `%XX` a byte. `nil` for a broken escape, a zero byte, which no text of a person
    /// holds, or bytes that are not UTF-8.
    package init?(encoded: some Sequence<UInt8>) {
        var bytes: [UInt8] = []
        var name: String?
        var iterator = encoded.makeIterator()
        while true {
            let byte = iterator.next()
            switch byte {
            case UInt8(ascii: "&"), nil:
                guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
                if let name {
                    values[name, default: []].append(text)
                } else if !text.isEmpty {
                    values[text, default: []].append("")
                }
                name = nil
                bytes.removeAll(keepingCapacity: true)
                if byte == nil { return }
            case UInt8(ascii: "=") where name == nil:
                guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
                name = text
                bytes.removeAll(keepingCapacity: true)
            case UInt8(ascii: "+"): bytes.append(32)
            case UInt8(ascii: "%"):
                guard let high = iterator.next()?.hexadecimal, let low = iterator.next()?.hexadecimal else {
                    return nil
                }
                guard high | low != 0 else { return nil }
                bytes.append(high << 4 | low)
            case 0: return nil
            case let byte?: bytes.append(byte)
            }
        }
    }

    /// The same as a body of `application/x-www-form-urlencoded`, without a name that must not be kept.
    var encoded: [UInt8] {
        var bytes: [UInt8] = []
        for (name, texts) in values.sorted(by: { $0.key < $1.key }) where name != HiddenField.csrf {
            for text in texts {
                if !bytes.isEmpty { bytes.append(UInt8(ascii: "&")) }
                bytes.append(contentsOf: name.utf8.flatMap(FormFields.escaped))
                bytes.append(UInt8(ascii: "="))
                bytes.append(contentsOf: text.utf8.flatMap(FormFields.escaped))
            }
        }
        return bytes
    }

    private static func escaped(_ byte: UInt8) -> [UInt8] {
        switch byte {
        case 48...57, 65...90, 97...122, 45, 46, 95: return [byte]
        default:
            let digits = Array("0123456789ABCDEF".utf8)
            return [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }

    /// The first value of a name; empty when there is none.
    func first(_ name: String) -> String { values[name]?.first ?? "" }

    func all(_ name: String) -> [String] { values[name] ?? [] }

    /// A body that trickles in is given up after its time; one that stands still ends with its connection, which is closed
    /// when it is idle.
    static func collect(_ body: RequestBody, _ limits: WebConfiguration.Limits) async throws -> [UInt8] {
        let end = ContinuousClock.now + .seconds(limits.bodySeconds)
        var bytes: [UInt8] = []
        for try await part in body {
            bytes.append(contentsOf: part.readableBytesView)
            if bytes.count > limits.body { throw Problem.tooLarge }
            if ContinuousClock.now > end { throw Problem.tooSlow }
        }
        return bytes
    }
}

extension UInt8 {
    fileprivate var hexadecimal: UInt8? {
        switch self {
        case 48...57: self - 48
        case 65...70: self - 55
        case 97...102: self - 87
        default: nil
        }
    }
}

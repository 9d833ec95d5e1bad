import Foundation
import Identity
import StrictJSON
import Testing

/// The files that the scripts beside them write.
enum Fixtures {
    static func read(_ name: String) throws -> [JSON] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/\(name)")
        return try #require(try JSON(Array(Data(contentsOf: file))).items)
    }
}

extension JSON {
    /// A text, or an error of the test.
    func text(_ key: String) throws -> String { try #require(self[key]?.string) }

    /// Bytes in hexadecimal digits, or an error of the test.
    func hexadecimal(_ key: String) throws -> [UInt8] { hex(try text(key)) }

    /// Bytes in base64url, or an error of the test.
    func base64URL(_ key: String) throws -> [UInt8] { try #require(Base64URL.bytes(of: try text(key))) }
}

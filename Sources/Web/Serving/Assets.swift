import Foundation
import HTTPTypes
import Hummingbird

/// The files under `/assets/`, read once: the built-in stylesheet, and whatever the assets folder adds or replaces.
struct Assets: Sendable {
    private struct File: Sendable {
        let body: ByteBuffer
        let type: String
        let tag: String
    }

    static let stylesheet = "firmground.css"
    static let script = "firmground.js"
    /// By ending. A file of any other kind is not served.
    private static let types = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
        "png": "image/png", "ico": "image/x-icon",
        "woff2": "font/woff2",
    ]

    private let files: [String: File]
    private let headers: HTTPFields

    init(_ configuration: WebConfiguration, headers: SecurityHeaders) {
        var bytes = [Assets.stylesheet: configuration.stylesheet, Assets.script: Array(PageScripts.js.utf8)]
        bytes.merge(configuration.scripts) { $1 }
        let manager = FileManager.default
        for name in configuration.assetsFolder.flatMap({ try? manager.contentsOfDirectory(atPath: $0) }) ?? [] {
            // A folder of styles and pictures must not become a way to put scripts on pages.
            guard !name.hasSuffix(".js"), let folder = configuration.assetsFolder,
                let data = manager.contents(atPath: folder + "/" + name)
            else { continue }
            bytes[name] = Array(data)
        }
        bytes[Assets.stylesheet]?.append(contentsOf: PageStyles.css.utf8)
        var files: [String: File] = [:]
        for (name, content) in bytes {
            guard let ending = name.split(separator: ".").last, let type = Assets.types[String(ending)] else {
                continue
            }
            files[name] = File(body: ByteBuffer(bytes: content), type: type, tag: Assets.fingerprint(content))
        }
        self.files = files
        self.headers = headers.asset
    }

    /// The address of the stylesheet. It changes with its content, so that it can be kept for a year.
    var stylesheetAddress: String {
        "/assets/\(Assets.stylesheet)?v=\(files[Assets.stylesheet]?.tag ?? "")"
    }

    /// The address of a file that is built in, likewise.
    func address(_ name: String) -> String { "/assets/\(name)?v=\(files[name]?.tag ?? "")" }

    /// The address of the script of passkeys, likewise.
    var scriptAddress: String { "/assets/\(Assets.script)?v=\(files[Assets.script]?.tag ?? "")" }

    @Sendable
    static func serve(_ visit: Visit) async throws -> Response {
        guard let file = visit.site.assets.files[visit.parameter("file")] else { throw Problem.notFound }
        var headers = visit.site.assets.headers
        headers[.eTag] = "\"\(file.tag)\""
        headers[.contentType] = file.type
        let isNamedByContent = visit.query.first("v") == file.tag
        headers[.cacheControl] = isNamedByContent ? "public, max-age=31536000, immutable" : "public, max-age=300"
        if visit.request.headers[.ifNoneMatch] == headers[.eTag] {
            return Response(status: .notModified, headers: headers)
        }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: file.body))
    }

    /// FNV-1a, 64 bits: tells two versions apart.
    private static func fingerprint(_ bytes: [UInt8]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return String(hash, radix: 36)
    }
}

import Foundation

// embed RULEBOOK-FOLDER ASSETS-FOLDER OUTPUT: writes the rulebook, the stylesheet and the scripts as literals of a Swift file.

func literal(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": result += "\\\""
        case "\\": result += "\\\\"
        case "\n": result += "\\n"
        case "\r": result += "\\r"
        case "\t": result += "\\t"
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}

let arguments = CommandLine.arguments
guard arguments.count == 4 else {
    FileHandle.standardError.write(Data("usage: EmbedTool RULEBOOK ASSETS OUTPUT\n".utf8))
    exit(2)
}
let folder = URL(fileURLWithPath: arguments[1])
var archive = ""
let paths = (FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []).sorted()
for path in paths where path.hasSuffix(".yaml") || path.hasSuffix(".csv") {
    let text = try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
    archive += "\(path)\n\(text.utf8.count)\n\(text)"
}
let assets = URL(fileURLWithPath: arguments[2])
let stylesheet = try String(contentsOf: assets.appendingPathComponent("firmground.css"), encoding: .utf8)
let scripts = try FileManager.default.contentsOfDirectory(atPath: assets.path).filter { $0.hasSuffix(".js") }.sorted()
let scriptLines = try scripts.map { name in
    let text = try String(contentsOf: assets.appendingPathComponent(name), encoding: .utf8)
    return "(\(literal(name)), \(literal(text))),"
}.joined(separator: "\n            ")
let source = """
    /// Files inside the program.
    enum Embedded {
        /// The UK rulebook: for each file a line with its path, a line with its length in bytes, and its bytes.
        static let rulebook: StaticString = \(literal(archive))
        static let stylesheet: StaticString = \(literal(stylesheet))
        /// The scripts, by file name.
        static let scripts: [(name: String, text: StaticString)] = [
            \(scriptLines)
        ]
    }

    """
try source.write(to: URL(fileURLWithPath: arguments[3]), atomically: true, encoding: .utf8)

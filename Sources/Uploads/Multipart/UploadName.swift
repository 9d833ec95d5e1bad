/// The names of files that people send.
public enum UploadName {
    /// The longest name that is kept, in bytes of UTF-8.
    public static let maximumBytes = 200

    /// A name that can be shown and kept: without folders, control and direction characters, line ends, and without spaces and
    /// dots around it. A name that is too long loses the end of what stands before its ending.
    ///
    /// The result may be empty, and may still hold quotation marks or anything else that somebody who writes it into a
    /// header or page has to escape. Cleaning twice is the same as cleaning once.
    public static func clean(_ name: String) -> String {
        let scalars = name.unicodeScalars
        let start = scalars.lastIndex { $0 == "/" || $0 == "\\" }.map(scalars.index(after:)) ?? scalars.startIndex
        var kept = String.UnicodeScalarView()
        for scalar in scalars[start...] where !isUnwanted(scalar) {
            guard scalar.properties.isWhitespace else {
                kept.append(scalar)
                continue
            }
            if kept.last != " " { kept.append(" ") }
        }
        return shortened(trimmed(String(kept)))
    }

    /// The ending that a name claims, in small letters without its dot; `nil` when what follows the last dot is none.
    public static func ending(of name: String) -> String? {
        guard let dot = name.lastIndex(of: ".") else { return nil }
        let ending = name[name.index(after: dot)...]
        guard (1...8).contains(ending.utf8.count), ending.utf8.allSatisfy(isLetterOrDigit) else { return nil }
        return ending.lowercased()
    }

    private static func isUnwanted(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control: !scalar.properties.isWhitespace
        // The joiners belong to the spelling of several languages; the others turn text around or cannot be seen.
        case .format: scalar != "\u{200C}" && scalar != "\u{200D}"
        case .surrogate, .unassigned, .privateUse: true
        default: false
        }
    }

    private static func trimmed(_ name: String) -> String {
        var rest = name.unicodeScalars[...]
        while let first = rest.first, first == " " || first == "." { rest.removeFirst() }
        while let last = rest.last, last == " " || last == "." { rest.removeLast() }
        return String(rest)
    }

    private static func shortened(_ whole: String) -> String {
        guard whole.utf8.count > maximumBytes else { return whole }
        let ending = ending(of: whole).map { "." + whole.suffix($0.count) } ?? ""
        var stem = whole.unicodeScalars.dropLast(ending.unicodeScalars.count)
        var bytes = stem.reduce(0) { $0 + UTF8.width($1) }
        while bytes + ending.utf8.count > maximumBytes, let last = stem.popLast() { bytes -= UTF8.width(last) }
        return String(trimmed(String(stem))) + ending
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122: true
        default: false
        }
    }
}

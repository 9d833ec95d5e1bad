/// The kinds of files that are taken. A file is of a kind by its content, whatever its name or sender says.
public enum FileKind: String, Sendable, Hashable, CaseIterable {
    case jpeg
    case png
    case pdf
    /// Word 97 to 2003: a compound file with a document of Word in it.
    case doc
    /// Word since 2007: a zip package with a document of Word in it.
    case docx

    /// The endings a name may have, in small letters; the usual one first.
    public var endings: [String] {
        switch self {
        case .jpeg: ["jpg", "jpeg", "jpe", "jfif"]
        case .png: ["png"]
        case .pdf: ["pdf"]
        case .doc: ["doc"]
        case .docx: ["docx"]
        }
    }

    /// The media type to serve it as.
    public var mediaType: String {
        switch self {
        case .jpeg: "image/jpeg"
        case .png: "image/png"
        case .pdf: "application/pdf"
        case .doc: "application/msword"
        case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        }
    }

    /// Whether a name’s ending goes with this kind. A name without an ending goes with every kind.
    public func fits(_ name: String) -> Bool {
        UploadName.ending(of: name).map(endings.contains) ?? true
    }
}

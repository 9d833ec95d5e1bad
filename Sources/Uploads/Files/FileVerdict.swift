/// What a ``FileInspection`` found. The first that is true, in this order, but for `sound`.
public enum FileVerdict: Sendable, Hashable {
    /// Of a kind that is taken, whole, and named as what it is.
    case sound(FileKind)
    /// Not a single byte.
    case empty
    /// Longer than the limit, in bytes.
    case tooLarge(limit: Int)
    /// None of the kinds that are taken.
    case unknownKind
    /// Its name claims another kind than its content is.
    case misnamed(found: FileKind)
    /// It ends too early, or is damaged in a way that looks the same.
    case cutOff(FileKind)

    /// A short code in snake case, for logs and to choose the sentence by.
    public var code: String {
        switch self {
        case .sound: "file_sound"
        case .empty: "file_empty"
        case .tooLarge: "file_too_large"
        case .unknownKind: "file_unknown_kind"
        case .misnamed: "file_misnamed"
        case .cutOff: "file_cut_off"
        }
    }

    /// The kind, when the file may be taken.
    public var soundKind: FileKind? {
        if case .sound(let kind) = self { kind } else { nil }
    }
}

/// What a ``MultipartReader`` finds, in the order of the body: each part begins, has bytes any number of times, and ends.
public enum MultipartEvent: Sendable, Hashable {
    /// A part begins.
    ///
    /// - `name`: the name of the form’s field, never empty.
    /// - `fileName`: what ``UploadName/clean(_:)`` left of the file’s name; `nil` when the part is no file. It is empty when the
    ///   browser sent an empty one, which is how it says that no file was chosen, or when nothing was left.
    /// - `contentType`: what the sender says of the content. It proves nothing.
    case part(name: String, fileName: String?, contentType: String?)
    /// The next bytes of the part: at least one, and at most a boundary’s length more than were taken at once.
    case bytes([UInt8])
    /// The part is whole.
    case end
}

/// Why a body cannot be read as `multipart/form-data`.
///
/// The raw value is a short code for logs. Nothing that came from outside is repeated.
public enum MultipartFault: String, Error, Sendable, Hashable, CaseIterable {
    /// The content type is not `multipart/form-data`, or names no usable boundary.
    case noBoundary = "multipart_no_boundary"
    /// A boundary or the head of a part is not what RFC 7578 allows, or the head is too long.
    case brokenHeader = "multipart_broken_header"
    /// The body ended before its last boundary.
    case cutOff = "multipart_cut_off"
    /// There are more parts than the limit.
    case tooManyParts = "multipart_too_many_parts"

    /// The short code for logs, in snake case.
    public var code: String { rawValue }
}

/// How much a sender may ask a ``MultipartReader`` to hold. The length of a part is not among them: it is never held.
public struct MultipartLimits: Sendable, Hashable {
    /// The head of one part, in bytes.
    public var headBytes: Int
    /// How many parts a body may have.
    public var parts: Int

    public init(headBytes: Int = 8_192, parts: Int = 100) {
        self.headBytes = headBytes
        self.parts = parts
    }
}

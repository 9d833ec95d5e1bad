/// Markup that is ready to send: UTF-8 in which every piece of text has been escaped.
///
/// There is no way to make one from a `String` that skips the escaping. Markup written by hand
/// enters through `HTML(trusted:)`, which takes only a literal in the source, so that a search for
/// `trusted` finds every place where it happens.
public struct HTML: Sendable, Equatable {
    /// The escaped bytes, ready to be a response body.
    public let bytes: [UInt8]

    /// Takes over what a writer has written.
    @_spi(Testing) public init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Markup that stands as a literal in the source.
    public init(trusted literal: StaticString) {
        bytes = literal.withUTF8Buffer { [UInt8]($0) }
    }

    /// Writes markup in one pass.
    ///
    /// - Parameters:
    ///   - words: the language of the fixed words in components.
    ///   - capacity: how many bytes to set aside at first.
    ///   - write: appends to the writer it is given.
    public init(words: Words = .english, capacity: Int = 1024, _ write: (inout HTMLWriter) -> Void) {
        var page = HTMLWriter(words: words, capacity: capacity)
        write(&page)
        self = page.finish()
    }

    /// The markup as a string, for tests and tools.
    public var string: String {
        String(decoding: bytes, as: UTF8.self)
    }
}

extension HTML: Component {
    public func write(to page: inout HTMLWriter) {
        page.append(self)
    }
}

/// Something that can write itself into a page.
public protocol Component: Sendable {
    /// Appends this component to the page.
    func write(to page: inout HTMLWriter)
}

extension Component {
    /// This component alone, as markup.
    public func html(words: Words = .english) -> HTML {
        HTML(words: words) { write(to: &$0) }
    }
}

/// An attribute that a component does not know of itself.
public struct Attribute: Sendable {
    let name: StaticString
    let value: String?

    /// - Parameters:
    ///   - name: a literal, so that no name comes from outside.
    ///   - value: escaped when written; without one the attribute stands alone, like `hidden`.
    public init(_ name: StaticString, _ value: String? = nil) {
        self.name = name
        self.value = value
    }
}

/// What stands inside an element: text, something a person typed, or other components.
///
/// A literal is text. An interpolation escapes what is put into it and keeps components whole:
///
/// ```swift
/// let line: Content = "Call \(typed: name) by \(DateText(year: 2024, month: 2, day: 9))"
/// ```
public enum Content: Sendable {
    /// Our own words.
    case text(String)
    /// Something a person typed: set apart, so that its direction does not change that of the page.
    case typed(String)
    /// Markup that was written before.
    case html(HTML)
    /// Several pieces, one after another.
    case parts([Content])
    /// Written when its turn comes.
    case written(@Sendable (inout HTMLWriter) -> Void)

    /// Content that is written when its turn comes, straight into the page.
    public init(_ write: @escaping @Sendable (inout HTMLWriter) -> Void) {
        self = .written(write)
    }

    /// Content that is one component.
    public init(_ component: some Component) {
        self = .written { component.write(to: &$0) }
    }
}

extension Content: Component {
    public func write(to page: inout HTMLWriter) {
        switch self {
        case .text(let text): page.text(text)
        case .typed(let text): page.typed(text)
        case .html(let html): page.append(html)
        case .parts(let parts): for part in parts { part.write(to: &page) }
        case .written(let write): write(&page)
        }
    }
}

extension Content: ExpressibleByStringInterpolation {
    public init(stringLiteral text: String) {
        self = .text(text)
    }

    public init(stringInterpolation: StringInterpolation) {
        self = .parts(stringInterpolation.parts)
    }

    /// Collects the pieces of an interpolated literal.
    public struct StringInterpolation: StringInterpolationProtocol {
        var parts: [Content] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            parts.reserveCapacity(2 * interpolationCount + 1)
        }

        public mutating func appendLiteral(_ text: String) {
            guard !text.isEmpty else { return }
            parts.append(.text(text))
        }

        public mutating func appendInterpolation(_ text: String) {
            parts.append(.text(text))
        }

        public mutating func appendInterpolation(_ number: Int) {
            parts.append(.text(String(number)))
        }

        public mutating func appendInterpolation(typed text: String) {
            parts.append(.typed(text))
        }

        public mutating func appendInterpolation(_ component: some Component) {
            parts.append(Content(component))
        }
    }
}

/// Writes a page in one pass: every call appends to one buffer of bytes.
///
/// Text is escaped on the way in. The writer cannot be copied, so a page is never built twice by mistake.
///
/// ```swift
/// let page = HTML { page in
///     page.heading("Sign in", .l)
///     page.add(TextInput(name: "email", label: "Email address", type: .email))
///     page.add(Button("Continue"))
/// }
/// ```
public struct HTMLWriter: ~Copyable {
    /// The fixed words that components use, in the language of the page.
    public let words: Words
    private var bytes: ByteBuffer

    /// - Parameters:
    ///   - words: the fixed words that components use.
    ///   - capacity: how many bytes to set aside at first.
    public init(words: Words = .english, capacity: Int = 4096) {
        self.words = words
        bytes = ByteBuffer(capacity: capacity)
    }

    /// Ends the writing and hands over what was written.
    public consuming func finish() -> HTML {
        HTML(bytes: bytes.bytes)
    }

    // MARK: Content

    /// Appends text, escaped.
    public mutating func text(_ text: String) {
        bytes.appendEscaped(text)
    }

    /// Appends a whole number.
    public mutating func text(_ number: Int) {
        bytes.append(number)
    }

    /// Appends something a person typed: escaped, and set apart so that a name written from right to left, or
    /// one that tries to turn the line round, leaves the words beside it where they are.
    public mutating func typed(_ text: String) {
        bytes.append("<bdi>")
        bytes.appendEscaped(text)
        bytes.append("</bdi>")
    }

    /// Appends what stands inside a text area: escaped, and otherwise just as it was typed.
    mutating func controlText(_ text: String) {
        bytes.appendEscaped(text, directionControls: .kept)
    }

    /// Appends markup that stands as a literal in the source.
    public mutating func trusted(_ literal: StaticString) {
        bytes.append(literal)
    }

    /// Appends a component.
    public mutating func add(_ component: some Component) {
        component.write(to: &self)
    }

    /// Appends content; a string literal may be given.
    public mutating func add(_ content: Content) {
        content.write(to: &self)
    }

    mutating func append(_ html: HTML) {
        bytes.append(html.bytes)
    }

    // MARK: Attributes, between the name of an element and its closing bracket

    /// Appends ` name="value"`, or nothing when there is no value.
    public mutating func attribute(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        openAttribute(name)
        bytes.appendEscaped(value)
        closeAttribute()
    }

    /// Appends the value of a form control, just as it was typed.
    mutating func controlValue(_ value: String?) {
        guard let value else { return }
        openAttribute("value")
        bytes.appendEscaped(value, directionControls: .kept)
        closeAttribute()
    }

    /// Appends ` name` when the flag is set.
    public mutating func attribute(_ name: StaticString, if flag: Bool) {
        guard flag else { return }
        bytes.append(" ")
        bytes.append(name)
    }

    /// Appends a list of attributes.
    public mutating func attributes(_ attributes: [Attribute]) {
        for item in attributes {
            attribute(item.name, item.value)
            attribute(item.name, if: item.value == nil)
        }
    }

    mutating func openAttribute(_ name: StaticString) {
        bytes.append(" ")
        bytes.append(name)
        bytes.append("=\"")
    }

    mutating func closeAttribute() {
        bytes.append("\"")
    }

    /// Appends a class attribute of a fixed name and up to three more that follow it.
    mutating func classes(
        _ first: StaticString, _ second: String? = nil, _ third: String? = nil, _ fourth: String? = nil
    ) {
        openAttribute("class")
        bytes.append(first)
        furtherClass(second)
        furtherClass(third)
        furtherClass(fourth)
        closeAttribute()
    }

    private mutating func furtherClass(_ name: String?) {
        guard let name, !name.isEmpty else { return }
        bytes.append(" ")
        bytes.appendEscaped(name)
    }
}

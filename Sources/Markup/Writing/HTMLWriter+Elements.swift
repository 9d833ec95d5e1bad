extension HTMLWriter {
    /// Writes an element and what is inside it.
    ///
    /// - Parameters:
    ///   - name: `div`, `section`, …
    ///   - classes: the class attribute, if any.
    ///   - content: writes the inside.
    public mutating func element(
        _ name: StaticString, class classes: String? = nil, id: String? = nil, attributes: [Attribute] = [],
        _ content: (inout HTMLWriter) -> Void
    ) {
        open(name, class: classes, id: id, attributes: attributes)
        content(&self)
        close(name)
    }

    /// Writes an element that holds one piece of content.
    public mutating func element(
        _ name: StaticString, class classes: String? = nil, id: String? = nil, attributes: [Attribute] = [],
        _ content: Content
    ) {
        open(name, class: classes, id: id, attributes: attributes)
        add(content)
        close(name)
    }

    private mutating func open(_ name: StaticString, class classes: String?, id: String?, attributes list: [Attribute])
    {
        trusted("<")
        trusted(name)
        attribute("class", classes)
        attribute("id", id)
        attributes(list)
        trusted(">")
    }

    private mutating func close(_ name: StaticString) {
        trusted("</")
        trusted(name)
        trusted(">")
    }

    /// Writes a heading. Its level follows from its size (`xl` and `l` are level 1, `m` is 2, `s` is 3) unless one is given.
    ///
    /// - Parameter caption: a line above the heading that says which part of the service this is.
    public mutating func heading(
        _ content: Content, _ size: TextSize, level: Int? = nil, id: String? = nil, caption: Content? = nil
    ) {
        if let caption {
            element("span", class: "govuk-caption-\(size.rawValue)", caption)
        }
        let level = HeadingLevel(level ?? size.usualLevel)
        trusted("<")
        trusted(level.name)
        attribute("class", "govuk-heading-\(size.rawValue)")
        attribute("id", id)
        trusted(">")
        add(content)
        close(level.name)
    }

    /// Writes a paragraph.
    public mutating func paragraph(_ content: Content, class classes: String = "govuk-body") {
        element("p", class: classes, content)
    }

    /// Writes a link.
    public mutating func link(
        _ content: Content, to address: String, class classes: String = "govuk-link", attributes list: [Attribute] = []
    ) {
        trusted("<a")
        attribute("class", classes)
        self.address("href", address)
        attributes(list)
        trusted(">")
        add(content)
        trusted("</a>")
    }

    /// Writes a list.
    public mutating func list(_ items: [Content], _ style: ListStyle = .bullets) {
        trusted(style == .numbers ? "<ol" : "<ul")
        classes("govuk-list", style.modifier)
        trusted(">")
        for item in items {
            element("li", item)
        }
        trusted(style == .numbers ? "</ol>" : "</ul>")
    }

    /// Writes a form.
    ///
    /// - Parameters:
    ///   - hidden: names and values that travel with it, such as the token against forged requests.
    ///   - hasFiles: whether it sends files.
    public mutating func form(
        to address: String, method: FormMethod = .post, hidden: [(name: String, value: String)] = [],
        hasFiles: Bool = false,
        class classes: String? = nil, attributes: [Attribute] = [], _ content: (inout HTMLWriter) -> Void
    ) {
        trusted("<form")
        self.address("action", address)
        attribute("method", method.rawValue)
        attribute("enctype", hasFiles ? "multipart/form-data" : nil)
        attribute("class", classes)
        self.attributes(attributes)
        trusted(" novalidate>")
        for field in hidden {
            trusted("<input type=\"hidden\"")
            attribute("name", field.name)
            controlValue(field.value)
            trusted(">")
        }
        content(&self)
        trusted("</form>")
    }
}

/// How a form is sent.
public enum FormMethod: String, Sendable {
    case get, post
}

/// How a list is marked.
public enum ListStyle: Sendable {
    case plain, bullets, numbers

    var modifier: String? {
        switch self {
        case .plain: nil
        case .bullets: "govuk-list--bullet"
        case .numbers: "govuk-list--number"
        }
    }
}

/// A step of the type scale.
public enum TextSize: String, Sendable {
    case s, m, l, xl

    var usualLevel: Int {
        switch self {
        case .xl, .l: 1
        case .m: 2
        case .s: 3
        }
    }
}

/// The name of a heading element; a level outside 1 to 6 becomes the nearest.
struct HeadingLevel {
    let name: StaticString

    init(_ level: Int) {
        switch level {
        case ...1: name = "h1"
        case 2: name = "h2"
        case 3: name = "h3"
        case 4: name = "h4"
        case 5: name = "h5"
        default: name = "h6"
        }
    }
}

/// A button, or a link that looks like one.
public struct Button: Component {
    /// How much weight a button has.
    public enum Kind: Sendable {
        case primary, secondary, warning, inverse

        var modifier: String? {
            switch self {
            case .primary: nil
            case .secondary: "govuk-button--secondary"
            case .warning: "govuk-button--warning"
            case .inverse: "govuk-button--inverse"
            }
        }
    }

    /// What a button does to its form.
    public enum Action: String, Sendable {
        case submit, button, reset
    }

    let text: Content
    let kind: Kind
    let action: Action
    let name: String?
    let value: String?
    let id: String?
    let href: String?
    let isStart: Bool
    let isDisabled: Bool
    let preventsDoubleClick: Bool?
    let classes: String?
    let attributes: [Attribute]

    /// - Parameters:
    ///   - name: the field that is sent when this button was pressed, with `value`.
    ///   - href: where it leads; it is then a link.
    ///   - isStart: whether it starts a service and shows an arrow.
    ///   - preventsDoubleClick: whether a second press within a second counts for nothing (needs the script).
    public init(
        _ text: Content, kind: Kind = .primary, action: Action = .submit, name: String? = nil, value: String? = nil,
        id: String? = nil, href: String? = nil, isStart: Bool = false, isDisabled: Bool = false,
        preventsDoubleClick: Bool? = nil, classes: String? = nil, attributes: [Attribute] = []
    ) {
        self.text = text
        self.kind = kind
        self.action = action
        self.name = name
        self.value = value
        self.id = id
        self.href = href
        self.isStart = isStart
        self.isDisabled = isDisabled
        self.preventsDoubleClick = preventsDoubleClick
        self.classes = classes
        self.attributes = attributes
    }

    public func write(to page: inout HTMLWriter) {
        if let href {
            page.trusted("<a")
            page.address("href", href)
            page.trusted(" role=\"button\" draggable=\"false\"")
        } else {
            page.trusted("<button")
            page.attribute("type", action.rawValue)
            page.attribute("value", value)
            page.attribute("name", name)
            if isDisabled { page.trusted(" disabled aria-disabled=\"true\"") }
            page.attribute("data-prevent-double-click", preventsDoubleClick.map(String.init(describing:)))
        }
        page.classes("govuk-button", kind.modifier, classes, isStart ? "govuk-button--start" : nil)
        page.trusted(" data-module=\"govuk-button\"")
        page.attributes(attributes)
        page.attribute("id", id)
        page.trusted(">")
        page.add(text)
        if isStart { page.trusted(startIcon) }
        page.trusted(href == nil ? "</button>" : "</a>")
    }
}

private let startIcon: StaticString = """
    <svg class="govuk-button__start-icon" xmlns="http://www.w3.org/2000/svg" width="17.5" height="19" \
    viewBox="0 0 33 40" aria-hidden="true" focusable="false">\
    <path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z"/></svg>
    """

/// Buttons and links side by side, the main one first.
public struct ButtonGroup: Component {
    let content: Content

    public init(_ content: Content) {
        self.content = content
    }

    public func write(to page: inout HTMLWriter) {
        page.element("div", class: "govuk-button-group", content)
    }
}

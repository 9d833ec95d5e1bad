/// What a decision maker found about one element, told by words and by shape.
public struct Finding: Component {
    /// What was found.
    public enum Answer: Sendable {
        case found
        case notFound
        /// Nothing has been decided yet.
        case open
        /// The law does not ask for it, as with means where the person is a child.
        case notNeeded

        var modifier: String {
            switch self {
            case .found: "fg-finding--found"
            case .notFound: "fg-finding--not-found"
            case .open: "fg-finding--open"
            case .notNeeded: "fg-finding--not-needed"
            }
        }

        /// A tick, a cross, an empty circle, a dash.
        var shape: StaticString {
            switch self {
            case .found:
                #"<svg class="fg-shape" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false"><path fill="none" stroke="currentColor" stroke-width="2.5" d="M2 8.5l4 4 8-9"/></svg>"#
            case .notFound:
                #"<svg class="fg-shape" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false"><path fill="none" stroke="currentColor" stroke-width="2.5" d="M3 3l10 10M13 3L3 13"/></svg>"#
            case .open:
                #"<svg class="fg-shape" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false"><circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="3 2.1"/></svg>"#
            case .notNeeded:
                #"<svg class="fg-shape" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false"><path fill="none" stroke="currentColor" stroke-width="2.5" d="M2 8h12"/></svg>"#
            }
        }
    }

    let answer: Answer
    let text: Content

    public init(_ answer: Answer, _ text: Content) {
        self.answer = answer
        self.text = text
    }

    public func write(to page: inout HTMLWriter) {
        page.trusted("<span")
        page.classes("fg-finding", answer.modifier)
        page.trusted(">")
        page.trusted(answer.shape)
        page.trusted("<span>")
        page.add(text)
        page.trusted("</span></span>")
    }
}

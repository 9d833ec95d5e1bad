/// The reference of a case, in even figures and never broken over two lines.
public struct Reference: Component {
    let text: String

    public init(_ text: String) {
        self.text = text
    }

    public func write(to page: inout HTMLWriter) {
        page.trusted("<span class=\"fg-reference\">")
        page.text(text)
        page.trusted("</span>")
    }
}

/// The head of a case page: whose it is, its reference, where it stands.
public struct CaseHead: Component {
    let name: Content
    let reference: String
    let standing: Tag?
    let facts: [Content]

    /// - Parameters:
    ///   - name: the person's name, as typed.
    ///   - reference: the reference of the case.
    ///   - standing: where the case stands.
    ///   - facts: a few short facts in one line: age, nation, language.
    public init(_ name: Content, reference: String, standing: Tag? = nil, facts: [Content] = []) {
        self.name = name
        self.reference = reference
        self.standing = standing
        self.facts = facts
    }

    public func write(to page: inout HTMLWriter) {
        page.trusted("<div class=\"fg-case-head\"><p class=\"fg-case-head__reference\">")
        page.add(Reference(reference))
        if let standing {
            page.trusted(" ")
            page.add(standing)
        }
        page.trusted("</p>")
        page.heading(name, .xl)
        if !facts.isEmpty {
            page.trusted("<ul class=\"fg-case-head__facts\">")
            for fact in facts { page.element("li", fact) }
            page.trusted("</ul>")
        }
        page.trusted("</div>")
    }
}

/// A case in two columns where there is room for them, and in one where there is not.
public struct CaseLayout: Component {
    let main: Content
    let side: Content
    let sideLabel: String

    /// - Parameters:
    ///   - main: what is read and done.
    ///   - side: clocks, people, what may be done now.
    ///   - sideLabel: what the side is called by those who hear it.
    public init(main: Content, side: Content, sideLabel: String) {
        self.main = main
        self.side = side
        self.sideLabel = sideLabel
    }

    public func write(to page: inout HTMLWriter) {
        page.trusted("<div class=\"fg-case\"><div class=\"fg-case__main\">")
        page.add(main)
        page.trusted("</div><section class=\"fg-case__side\"")
        page.attribute("aria-label", sideLabel)
        page.trusted(">")
        page.add(side)
        page.trusted("</section></div>")
    }
}

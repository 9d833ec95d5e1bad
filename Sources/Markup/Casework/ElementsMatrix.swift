/// The elements that a decision turns on, each with the evidence for and against it and what is found.
public struct ElementsMatrix: Component {
    /// One element: act, means or purpose.
    public struct Element: Sendable {
        let name: Content
        let test: Content?
        let evidence: [Content]
        let finding: Content

        /// - Parameters:
        ///   - test: what must be shown, in plain words.
        ///   - evidence: what speaks for or against it.
        ///   - finding: a `Finding`, or the radios that ask for one.
        public init(_ name: Content, test: Content? = nil, evidence: [Content], finding: Content) {
            self.name = name
            self.test = test
            self.evidence = evidence
            self.finding = finding
        }
    }

    let caption: Content
    let elements: [Element]
    let noEvidence: Content

    /// - Parameter noEvidence: what stands where there is none.
    public init(caption: Content, _ elements: [Element], noEvidence: Content = "Nothing recorded yet") {
        self.caption = caption
        self.elements = elements
        self.noEvidence = noEvidence
    }

    public func write(to page: inout HTMLWriter) {
        let words = page.words
        page.add(
            Table(
                caption: caption,
                head: [.init(.text(words.element)), .init(.text(words.evidence)), .init(.text(words.finding))],
                rows: elements.map {
                    [name(of: $0), evidence(for: $0), .init($0.finding, classes: "fg-matrix__finding")]
                },
                firstCellIsHeader: true, narrow: .stacks, classes: "fg-matrix"))
    }

    private func name(of element: Element) -> Table.Cell {
        Table.Cell(
            Content { page in
                page.element("span", class: "fg-matrix__name", element.name)
                if let test = element.test {
                    page.trusted(" ")
                    page.element("span", class: "fg-matrix__test", test)
                }
            })
    }

    private func evidence(for element: Element) -> Table.Cell {
        guard !element.evidence.isEmpty else {
            return Table.Cell(Content { $0.element("span", class: "fg-quiet", noEvidence) })
        }
        return Table.Cell(Content { $0.list(element.evidence) })
    }
}

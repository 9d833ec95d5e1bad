/// Figures or facts in rows and columns.
public struct Table: Component {
    /// One head or cell.
    public struct Cell: Sendable, ExpressibleByStringInterpolation {
        let content: Content
        let isNumeric: Bool
        let columns: Int?
        let rows: Int?
        let classes: String?

        /// - Parameters:
        ///   - isNumeric: whether it holds a figure, set to the right in even digits.
        ///   - columns: how many columns it spans.
        ///   - rows: how many rows it spans.
        public init(
            _ content: Content, isNumeric: Bool = false, columns: Int? = nil, rows: Int? = nil, classes: String? = nil
        ) {
            self.content = content
            self.isNumeric = isNumeric
            self.columns = columns
            self.rows = rows
            self.classes = classes
        }

        /// A cell that holds a figure.
        public static func figure(_ content: Content) -> Cell {
            Cell(content, isNumeric: true)
        }

        public init(stringLiteral text: String) {
            self.init(.text(text))
        }

        public init(stringInterpolation: Content.StringInterpolation) {
            self.init(Content(stringInterpolation: stringInterpolation))
        }
    }

    /// What becomes of the table where it is wider than the screen.
    public enum Narrow: Sendable {
        /// It scrolls in a frame of its own; the page does not.
        case scrolls
        /// Each row becomes a block, its cells named by their column heads.
        case stacks
        /// It is left as it is.
        case stays
    }

    let caption: Content?
    let captionSize: TextSize?
    let head: [Cell]
    let rows: [[Cell]]
    let firstCellIsHeader: Bool
    let narrow: Narrow
    let id: String?
    let classes: String?

    /// - Parameters:
    ///   - caption: what the table shows; every table should have one.
    ///   - captionSize: how large the caption is; plain bold when left out.
    ///   - firstCellIsHeader: whether the first cell of a row names the row.
    ///   - narrow: what becomes of it on a narrow screen.
    ///   - id: names the frame that scrolls after the caption; give one whenever the table may scroll.
    public init(
        caption: Content?, captionSize: TextSize? = .m, head: [Cell] = [], rows: [[Cell]],
        firstCellIsHeader: Bool = false, narrow: Narrow = .scrolls, id: String? = nil, classes: String? = nil
    ) {
        self.caption = caption
        self.captionSize = captionSize
        self.head = head
        self.rows = rows
        self.firstCellIsHeader = firstCellIsHeader
        self.narrow = narrow
        self.id = id
        self.classes = classes
    }

    public func write(to page: inout HTMLWriter) {
        switch narrow {
        case .scrolls:
            page.trusted("<div class=\"fg-table-scroll\" tabindex=\"0\"")
            if caption != nil, let captionID {
                page.trusted(" role=\"region\"")
                page.attribute("aria-labelledby", captionID)
            }
            page.trusted(">")
            writeTable(to: &page)
            page.trusted("</div>")
        case .stacks, .stays:
            writeTable(to: &page)
        }
    }

    private var isStacking: Bool { narrow == .stacks }
    private var captionID: String? { id.map { $0 + "-caption" } }

    private func writeTable(to page: inout HTMLWriter) {
        page.trusted("<table")
        page.classes("govuk-table", classes, isStacking ? "fg-table-stack" : nil)
        page.attribute("id", id)
        if isStacking { page.trusted(" role=\"table\"") }
        page.trusted(">")
        if let caption {
            page.trusted("<caption")
            page.classes("govuk-table__caption", captionSize.map { "govuk-table__caption--\($0.rawValue)" })
            page.attribute("id", captionID)
            page.trusted(">")
            page.add(caption)
            page.trusted("</caption>")
        }
        writeHead(to: &page)
        page.trusted(
            isStacking ? "<tbody class=\"govuk-table__body\" role=\"rowgroup\">" : "<tbody class=\"govuk-table__body\">"
        )
        for row in rows { write(row, to: &page) }
        page.trusted("</tbody></table>")
    }

    private func writeHead(to page: inout HTMLWriter) {
        guard !head.isEmpty else { return }
        page.trusted(
            isStacking ? "<thead class=\"govuk-table__head\" role=\"rowgroup\">" : "<thead class=\"govuk-table__head\">"
        )
        openRow(in: &page)
        for cell in head {
            page.trusted("<th scope=\"col\"")
            page.classes("govuk-table__header", cell.isNumeric ? "govuk-table__header--numeric" : nil, cell.classes)
            writeSpans(of: cell, to: &page)
            if isStacking { page.trusted(" role=\"columnheader\"") }
            page.trusted(">")
            page.add(cell.content)
            page.trusted("</th>")
        }
        page.trusted("</tr></thead>")
    }

    private func write(_ row: [Cell], to page: inout HTMLWriter) {
        openRow(in: &page)
        for (column, cell) in row.enumerated() {
            let isHeader = column == 0 && firstCellIsHeader
            if isHeader {
                page.trusted("<th scope=\"row\"")
                page.classes("govuk-table__header", cell.classes)
            } else {
                page.trusted("<td")
                page.classes("govuk-table__cell", cell.isNumeric ? "govuk-table__cell--numeric" : nil, cell.classes)
            }
            writeSpans(of: cell, to: &page)
            if isStacking { page.trusted(isHeader ? " role=\"rowheader\"" : " role=\"cell\"") }
            page.trusted(">")
            if isStacking && !isHeader && column < head.count {
                page.trusted("<span class=\"fg-table-stack__name\" aria-hidden=\"true\">")
                page.add(head[column].content)
                page.trusted("</span>")
            }
            page.add(cell.content)
            page.trusted(isHeader ? "</th>" : "</td>")
        }
        page.trusted("</tr>")
    }

    private func openRow(in page: inout HTMLWriter) {
        page.trusted(isStacking ? "<tr class=\"govuk-table__row\" role=\"row\">" : "<tr class=\"govuk-table__row\">")
    }

    private func writeSpans(of cell: Cell, to page: inout HTMLWriter) {
        page.attribute("colspan", cell.columns.map(String.init))
        page.attribute("rowspan", cell.rows.map(String.init))
    }
}

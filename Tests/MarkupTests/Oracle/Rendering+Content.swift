@_spi(Testing) import Markup

/// Our components that show something, for the parameters of the official ones.
func contentComponent(_ name: String, _ p: JSON) -> (any Component)? {
    switch name {
    case "summary-list": summaryList(p)
    case "tag": tag(p)
    case "table": table(p)
    case "tabs":
        Tabs(
            p.items.list.map {
                .init(id: $0.id.string ?? "", label: .text($0.label.string ?? ""), content: $0.panel.contentOrNothing)
            },
            title: p.title.string.map(Content.text), id: p.id.string)
    case "accordion": accordion(p)
    case "details":
        Details(
            p.summaryHtml.string.map(markup) ?? .text(p.summaryText.string ?? ""), isOpen: p.open.bool ?? false,
            id: p.id.string, classes: p.classes.string,
            content: p.contentOrNothing)
    case "inset-text": InsetText(p.contentOrNothing, id: p.id.string, classes: p.classes.string)
    case "warning-text":
        WarningText(
            p.contentOrNothing, fallback: p.iconFallbackText.string.map(Content.text), classes: p.classes.string)
    case "notification-banner": banner(p)
    case "panel": Panel(.text(p.titleText.string ?? ""), level: p.headingLevel.int ?? 1, content: p.content)
    case "task-list": taskList(p)
    default: nil
    }
}

/// The official accordion puts text into a paragraph and leaves markup as it is; ours takes what it is given.
private func accordion(_ p: JSON) -> Accordion {
    Accordion(
        id: p.id.string ?? "",
        p.items.list.map { item in
            let inside = item[dynamicMember: "content"]
            let paragraph = inside.text.string.map { text in Content { $0.paragraph(.text(text)) } }
            return .init(
                item.heading.contentOrNothing, summary: item.summary.content, isExpanded: item.expanded.bool ?? false,
                content: paragraph ?? inside.contentOrNothing)
        }, level: p.headingLevel.int ?? 2, remembers: p.rememberExpanded.bool,
        texts: .init(
            hideAllSections: p.hideAllSectionsText.string, hideSection: p.hideSectionText.string,
            hideSectionLabel: p.hideSectionAriaLabelText.string, showAllSections: p.showAllSectionsText.string,
            showSection: p.showSectionText.string, showSectionLabel: p.showSectionAriaLabelText.string),
        classes: p.classes.string, attributes: attributes(p))
}

private func tag(_ p: JSON) -> Tag {
    let (colour, rest) = p.modifier("govuk-tag--")
    return Tag(p.contentOrNothing, colour.flatMap(Tag.Colour.init), classes: rest)
}

private func actions(_ p: JSON) -> [SummaryList.Action] {
    p.actions.items.list.map {
        .init(
            $0.contentOrNothing, href: $0.href.string ?? "", hidden: $0.visuallyHiddenText.string.map(Content.text),
            classes: $0.classes.string)
    }
}

private func summaryList(_ p: JSON) -> SummaryList {
    let (style, rest) = p.modifier("govuk-summary-list--")
    let card = SummaryCard(
        p.card.title.contentOrNothing, level: p.card.title.headingLevel.int ?? 2, actions: actions(p.card),
        classes: p.card.classes.string)
    return SummaryList(
        p.rows.list.map {
            .init($0.key.contentOrNothing, $0.value.contentOrNothing, actions: actions($0), classes: $0.classes.string)
        },
        card: p.card.exists ? card : nil, hasBorders: style != "no-border", classes: rest)
}

private func cell(_ p: JSON) -> Table.Cell {
    Table.Cell(
        p.contentOrNothing, isNumeric: p.format.string == "numeric", columns: p.colspan.int, rows: p.rowspan.int,
        classes: p.classes.string)
}

private func table(_ p: JSON) -> Table {
    let size = p.captionClasses.string.flatMap {
        TextSize(rawValue: String($0.dropFirst("govuk-table__caption--".count)))
    }
    return Table(
        caption: p.caption.string.map(Content.text), captionSize: size, head: p.head.list.map(cell),
        rows: p.rows.list.map { $0.list.map(cell) },
        firstCellIsHeader: p.firstCellIsHeader.bool ?? false, narrow: .stays, classes: p.classes.string)
}

private func banner(_ p: JSON) -> NotificationBanner {
    let kind: NotificationBanner.Kind = p.type.string == "success" ? .success : .important
    let title = p.titleText.string.map(Content.text)
    return p.html.exists
        ? NotificationBanner(
            block: p.contentOrNothing, kind: kind, title: title, titleID: p.titleId.string,
            disablesAutoFocus: p.disableAutoFocus.bool)
        : NotificationBanner(p.contentOrNothing, kind: kind, title: title)
}

private func taskList(_ p: JSON) -> TaskList {
    TaskList(
        p.items.list.map { item in
            .init(
                item.title.contentOrNothing, href: item.href.string, hint: item.hint.content,
                status: item.status.tag.exists ? Content(tag(item.status.tag)) : item.status.contentOrNothing,
                cannotStartYet: item.status.classes.exists)
        }, idPrefix: p.idPrefix.string ?? "task-list")
}

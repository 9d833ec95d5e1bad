@_spi(Testing) import Markup

/// Our components that lead somewhere, for the parameters of the official ones.
func navigationComponent(_ name: String, _ p: JSON) -> (any Component)? {
    switch name {
    case "pagination": pagination(p)
    case "back-link": BackLink(p.href.string ?? "", text: p.content, classes: p.classes.string)
    case "breadcrumbs":
        Breadcrumbs(
            p.items.list.map { .init($0.contentOrNothing, href: $0.href.string) },
            collapsesOnMobile: p.collapseOnMobile.bool ?? false)
    case "service-navigation": serviceNavigation(p)
    case "phase-banner": PhaseBanner(p.tag.contentOrNothing, content: p.contentOrNothing)
    case "skip-link": SkipLink(p.content, href: p.href.string ?? "")
    case "exit-this-page": ExitThisPage(p.content, to: p.redirectUrl.string ?? ExitThisPage.usualAddress)
    case "generic-header":
        Header(.html(HTML(bytes: Array((p.logoHtml.string ?? "").utf8))), href: p.url.string ?? "/")
    case "footer": footer(p)
    default: nil
    }
}

private func pagination(_ p: JSON) -> Pagination {
    func link(_ p: JSON) -> Pagination.Link? {
        p.href.string.map { Pagination.Link($0, text: p.content, label: p.labelText.string.map(Content.text)) }
    }
    return Pagination(
        previous: link(p.previous), next: link(p.next),
        items: p.items.list.map { item in
            guard let number = item.number.int, let href = item.href.string else { return .gap }
            return item.current.bool == true ? .current(number, href: href) : .page(number, href: href)
        }, label: p.landmarkLabel.string)
}

private func serviceNavigation(_ p: JSON) -> ServiceNavigation {
    ServiceNavigation(
        name: p.serviceName.string.map(Content.text), href: p.serviceUrl.string,
        items: p.navigation.list.map { item in
            .init(
                item.contentOrNothing, href: item.href.string,
                item.current.bool == true ? .here : item.active.bool == true ? .within : .elsewhere)
        },
        end: p.slots.navigationEnd.string.map { .html(HTML(bytes: Array($0.utf8))) },
        id: p.navigationId.string ?? "navigation",
        label: p.navigationLabel.string)
}

private func footer(_ p: JSON) -> Footer {
    func link(_ p: JSON) -> Footer.Link { .init(p.contentOrNothing, href: p.href.string ?? "") }
    return Footer(
        sections: p.navigation.list.map {
            .init(
                .text($0.title.string ?? ""), links: $0.items.list.map(link), columns: $0.columns.int,
                width: $0.width.string ?? "full")
        },
        links: p.meta.items.list.map(link), note: p.meta.content)
}

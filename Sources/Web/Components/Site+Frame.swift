import Access
import Markup

/// The parts of the service that the navigation leads to.
enum Place {
    case work, refer, search, people, organisations, looks, rulebook, glossary, elsewhere
}

extension Site {
    /// A page with the service's navigation, as the person who looks at it sees it.
    ///
    /// - Parameter title: neutral: it stands in the browser's history.
    func frame(_ title: String, session: Session?, in place: Place = .elsewhere, speech: Speech = .english) -> Page {
        var page = Page(title: title)
        page.words = speech.words
        page.stylesheets = [assets.stylesheetAddress]
        page.navigation = navigation(session, place, speech)
        if !configuration.demoAccounts.isEmpty {
            page.phase = PhaseBanner(
                "Demo", content: .text(speech("Every person here is made up. Do not enter anything about a real one.")))
        }
        if session == nil { page.exit = ExitThisPage() }
        let emergency = session.map { $0.isFull && access.mayBreakGlass($0.account) } ?? false
        page.footer = Footer(
            links: (emergency ? [.init(.text(speech("A life is at risk")), href: EmergencyPage.path)] : []) + [
                .init(.text(speech("Who can see what")), href: WhoSeesWhatPage.path),
                .init(.text(speech("The rulebook")), href: "/rulebook"),
                .init(.text(speech("Glossary")), href: "/glossary"),
            ],
            note: .text(
                speech("The rulebook says where each rule comes from and how sure it is. It is not legal advice.")))
        return page
    }

    private func navigation(_ session: Session?, _ place: Place, _ say: Speech) -> ServiceNavigation {
        func item(_ text: Content, _ href: String, _ own: Place) -> ServiceNavigation.Item {
            .init(text, href: href, place == own && own != .elsewhere ? .within : .elsewhere)
        }
        var items: [ServiceNavigation.Item] = []
        if let session, session.isFull {
            items.append(item(.text(say("My work")), "/", .work))
            if !access.journeys(session.account).isEmpty {
                items.append(item(.text(say("Refer")), DraftDesk.path, .refer))
            }
            let may = { (list: String) in services.access.mayList(list, session.account) }
            if may("search") { items.append(item(.text(say("Search")), "/search", .search)) }
            if may("accounts") {
                items.append(item("People", PeoplePages.path, .people))
                items.append(item("Organisations", OrganisationPages.path, .organisations))
            }
            if may("looks") { items.append(item("Unusual looks", "/looks", .looks)) }
        } else {
            items.append(item(.text(say("Sign in")), "/sign-in", .elsewhere))
        }
        items.append(item(.text(say("Rulebook")), "/rulebook", .rulebook))
        items.append(item(.text(say("Glossary")), "/glossary", .glossary))
        return ServiceNavigation(items: items, end: session.map { signOut($0, say) })
    }

    private func signOut(_ session: Session, _ say: Speech) -> Content {
        Content { page in
            page.element("li", class: "govuk-service-navigation__item fg-navigation-end") { page in
                page.form(
                    to: "/sign-out", hidden: [(HiddenField.csrf, session.csrf)], class: "fg-sign-out"
                ) { page in
                    page.link(.typed(session.account.displayName), to: AccountPage.path)
                    page.trusted("<button type=\"submit\" class=\"fg-link-button\">")
                    page.text(say("Sign out"))
                    page.trusted("</button>")
                }
            }
        }
    }
}

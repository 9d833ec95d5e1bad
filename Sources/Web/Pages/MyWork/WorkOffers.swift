import Access
import Markup
import Rulebook

/// The start page of a role that has no worklist: what it can do here instead.
struct WorkOffers {
    let site: Site
    let account: Account

    func write(to page: inout HTMLWriter) {
        let role = site.rulebook.role(account.role)
        page.heading("My work", .xl, caption: .text(role?.title.english ?? ""))
        if let about = role?.about { page.paragraph(.text(about.english), class: "govuk-body-l") }
        page.paragraph("Your role has no list of work that is due. You can:")
        page.list(offers)
        if site.purposes(of: account.role).isEmpty {
            page.paragraph("Your role sees no case.", class: "govuk-body fg-quiet")
        } else {
            OpenCase.writeForm(to: &page)
        }
    }

    private var offers: [Content] {
        var offers: [Content] = []
        let journeys = site.access.journeys(account)
        for journey in journeys { offers.append(link(journey.title.english, DraftDesk.path)) }
        if !journeys.isEmpty { offers.append(link("See what became of referrals", StatusPages.path)) }
        for opening in Opening.all(in: site.rulebook, role: account.role)
        where !journeys.contains(where: { $0.makes(opening) }) {
            offers.append(link(opening.action.label.english, opening.address))
        }
        if site.services.access.mayList("search", account) { offers.append(link("Search for a case", "/search")) }
        if site.access.mayList("accounts", account) {
            offers.append(link("Add and end accounts", PeoplePages.path))
            offers.append(link("Register organisations", OrganisationPages.path))
        }
        if site.access.mayBreakGlass(account) {
            offers.append(link("Break the glass, if a life is at risk", EmergencyPage.path))
        }
        offers.append(link("See what one’s role may see", WhoSeesWhatPage.path))
        offers.append(link("Look up the law of a day and a nation", "/rulebook"))
        offers.append(link("Look up a word", "/glossary"))
        return offers
    }

    private func link(_ text: String, _ address: String) -> Content {
        Content { $0.link(.text(text.prefix(1).lowercased() + text.dropFirst()), to: address) }
    }
}

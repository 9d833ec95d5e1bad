import Access
import Hummingbird
import Identity
import Ledger

/// One request on its way to a page.
struct Visit: Sendable {
    let site: Site
    let request: Request
    let parameters: Parameters
    let session: Session?
    /// The answers of a form that was sent; empty otherwise.
    let form: FormFields

    /// The answers in the address.
    var query: FormFields { FormFields(query: request.uri.query) }

    /// The service that passkeys are made for, where the page is looked at under its address; browsers take no passkey elsewhere.
    var passkeys: RelyingParty? {
        guard let party = site.passkeys, let host = request.head.authority else { return nil }
        return party.origins.contains { $0.hasSuffix("//" + host) } ? party : nil
    }

    /// What the browser says of itself, in two words: enough for its owner to know it again.
    var device: String { Device.words(request.headers[.userAgent] ?? "") }

    /// The language that was chosen in this browser.
    var speech: Speech { Speech(language: site.cookies.language(in: request) ?? "en") }

    func parameter(_ name: Substring) -> String { parameters[name].map { String($0) } ?? "" }
}

/// A request of somebody who has signed in.
@dynamicMemberLookup
struct SignedInVisit: Sendable {
    let visit: Visit
    let session: Session

    var account: Account { session.account }
    var accounts: Accounts { visit.site.services.accounts }
    /// What the session's cookie holds.
    var token: String { visit.site.cookies.session(in: visit.request) ?? "" }

    subscript<Value>(dynamicMember path: KeyPath<Visit, Value>) -> Value { visit[keyPath: path] }

    func parameter(_ name: Substring) -> String { visit.parameter(name) }

    /// The reference in the address.
    func reference() throws -> CaseReference {
        guard let reference = CaseReference(parameter("reference")) else { throw Problem.notFound }
        return reference
    }
}

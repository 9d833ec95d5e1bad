import Access
import Hummingbird
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

    func parameter(_ name: Substring) -> String { parameters[name].map { String($0) } ?? "" }
}

/// A request of somebody who has signed in.
@dynamicMemberLookup
struct SignedInVisit: Sendable {
    let visit: Visit
    let session: Session

    var account: Account { session.account }

    subscript<Value>(dynamicMember path: KeyPath<Visit, Value>) -> Value { visit[keyPath: path] }

    func parameter(_ name: Substring) -> String { visit.parameter(name) }

    /// The reference in the address.
    func reference() throws -> CaseReference {
        guard let reference = CaseReference(parameter("reference")) else { throw Problem.notFound }
        return reference
    }
}

import Access
import Casework
import HummingbirdCore
import Ledger
import Rulebook

/// A case as the person who looks at it may see it, for the purpose that they declared.
struct CaseVisit: Sendable {
    let visit: SignedInVisit
    let view: DossierView
    let purpose: String
    /// Every purpose for which this role may look at cases.
    let purposes: [String]

    var site: Site { visit.site }
    var definition: DossierDefinition? { site.rulebook.dossier(view.kind) }
    var today: CivilDate { site.today }
    var nation: Nation? { view.nationCode.isEmpty ? nil : Nation(view.nationCode) }
    var reference: String { view.reference.description }
    /// The neutral title that the browser's history keeps.
    var title: String { "\(kind.title) \(reference)" }
    var kind: DossierPages { DossierPages(kind: view.kind) }

    /// Opens the case in the address.
    ///
    /// - Throws: ``Problem/notFound``, the same for a reference that is wrong, unknown or not for these eyes.
    static func open(_ visit: SignedInVisit, extent: ViewExtent = .everything) async throws -> CaseVisit {
        let (purpose, purposes) = try visit.purpose()
        let view = try await visit.site.services.access.view(
            visit.reference(), kind: visit.kind.rawValue, for: visit.account, purpose: purpose, extent: extent,
            detail: extent == .overview ? "overview" : visit.parameter("record"))
        return CaseVisit(visit: visit, view: view, purpose: purpose, purposes: purposes)
    }

    /// Opens the case in the address to act on a record of it: where it stands, without answers.
    static func openToAct(_ visit: SignedInVisit, on record: String) async throws -> (CaseVisit, ViewToAct) {
        let (purpose, purposes) = try visit.purpose()
        let target = try await visit.site.services.access.viewToAct(
            visit.reference(), kind: visit.kind.rawValue, on: record, for: visit.account, purpose: purpose)
        return (CaseVisit(visit: visit, view: target.view, purpose: purpose, purposes: purposes), target)
    }

    /// The address of this case, or of something in it, for the same purpose.
    func address(_ path: String = "", purpose other: String? = nil, instance: Int? = nil) -> String {
        let purpose = other ?? purpose
        let query = [
            purpose == purposes.first ? nil : "purpose=\(purpose)", instance.map { "instance=\($0)" },
        ].compactMap { $0 }
        return "\(kind.base)/\(reference)\(path)" + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
    }

    func words(of purpose: String) -> String { site.rulebook.purposes[purpose]?.english ?? purpose }
}

extension SignedInVisit {
    /// The purpose in the address, or the role's usual one, and all that the role may declare.
    func purpose() throws -> (purpose: String, all: [String]) {
        let all = visit.site.purposes(of: account.role, kind: kind.rawValue)
        let asked = visit.query.first("purpose")
        guard let purpose = asked.isEmpty ? all.first : all.first(where: { $0 == asked }) else {
            throw Problem.notFound
        }
        return (purpose, all)
    }
}

/// The pages of a kind of dossier: where they stand and what they are called.
enum DossierPages: String, CaseIterable {
    case `case`, account, organisation

    init(kind: String) { self = DossierPages(rawValue: kind) ?? .case }

    /// The kind whose pages an address leads to.
    init(path: String) {
        self = DossierPages.allCases.first { path == $0.base || path.hasPrefix($0.base + "/") } ?? .case
    }

    var base: String {
        switch self {
        case .case: "/cases"
        case .account: "/people"
        case .organisation: "/organisations"
        }
    }

    var title: String {
        switch self {
        case .case: "Case"
        case .account: "Person"
        case .organisation: "Organisation"
        }
    }
}

extension SignedInVisit {
    var kind: DossierPages { DossierPages(path: visit.request.uri.path) }
}

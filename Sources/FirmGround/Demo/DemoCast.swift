import Access
import Casework
import Identity
import Ledger
import Rulebook

/// The demo's organisations and accounts: one account for each role.
struct DemoCast: Sendable {
    let accounts: [DemoAccount]

    private static let organisations = [
        OrganisationDraft(
            "sca", name: "Single Competent Authority", kinds: ["competent-authority"], codes: ["authority_code": "sca"]),
        OrganisationDraft(
            "ieca", name: "Immigration Enforcement Competent Authority", kinds: ["competent-authority"],
            codes: ["authority_code": "ieca"]),
        OrganisationDraft("harbour", name: "Harbour Support", kinds: ["support-provider"]),
        OrganisationDraft("harbour-north", name: "North Star Housing", kinds: ["subcontractor"], parent: "harbour"),
        OrganisationDraft(
            "kent-police", name: "Kent Police", kinds: ["police-force", "first-responder"],
            codes: ["police_force_code": "kent", "first_responder_code": "kent-police"]),
        OrganisationDraft("lighthouse", name: "Lighthouse Guardians", kinds: ["guardian-service"]),
        OrganisationDraft(
            "kent-council", name: "Kent County Council", kinds: ["local-authority"],
            codes: ["local_authority_code": "KEN"]),
        OrganisationDraft("prosecution", name: "Crown Prosecution Service", kinds: ["prosecutor"]),
        OrganisationDraft("health-trust", name: "Weald Health Trust", kinds: ["health"]),
        OrganisationDraft("commissioner", name: "Independent Anti-Slavery Commissioner", kinds: ["commissioner"]),
        OrganisationDraft("law-centre", name: "Weald Law Centre", kinds: ["legal-representative"]),
        OrganisationDraft("advocates", name: "Stand By Me Advocacy", kinds: ["advocate"]),
        OrganisationDraft("enforcement", name: "Immigration Enforcement", kinds: ["immigration-enforcement"]),
        OrganisationDraft("operations", name: "FirmGround operations", kinds: ["operator"]),
    ]

    private static let homes = [
        "first_responder": "kent-police", "decision_maker": "sca", "decision_manager": "sca",
        "support_worker": "harbour", "support_manager": "harbour", "child_guardian": "lighthouse",
        "guardian_manager": "lighthouse", "police_investigator": "kent-police", "police_manager": "kent-police",
        "prosecutor": "prosecution", "local_authority_worker": "kent-council", "health_worker": "health-trust",
        "legal_representative": "law-centre", "advocate": "advocates", "commissioner": "commissioner",
        "immigration_officer": "enforcement",
    ]

    /// Enters organisations and accounts into a new ledger, through the same door as real ones.
    init(_ desk: Desk, password: String) async throws {
        let runner = desk.runner
        for draft in DemoCast.organisations { try await desk.access.register(draft, by: runner) }
        var accounts: [DemoAccount] = []
        for role in desk.rulebook.roles where !role.isSystem {
            let person = try await desk.access.join(
                PersonDraft(
                    signIn: role.id.replacing("_", with: "."), name: "Demo \(role.title.english.lowercased())",
                    role: role.id, organisation: DemoCast.homes[role.id] ?? "operations",
                    unit: role.id == "support_worker" ? "north" : nil,
                    areas: ["guardian_manager", "local_authority_worker"].contains(role.id) ? ["KEN"] : []), by: runner)
            guard let account = person.account(on: desk.ledger.today) else { continue }
            try await desk.accounts.setPassword(password, of: account.id)
            let secret = try await desk.accounts.enrolApp(account, secret: DemoCast.secret(password))
            accounts.append(DemoAccount(account: account, secret: secret))
        }
        self.accounts = accounts
    }

    func actor(_ role: String) -> Actor? { accounts.first { $0.account.role == role }?.account.actor }

    var decisionMaker: Actor { actor("decision_maker") ?? Actor(account: "", role: "decision_maker") }
    var secondPerson: Actor { actor("decision_manager") ?? Actor(account: "", role: "decision_manager") }

    /// One secret for every account of a demo, which follows from its password: whoever has one has the other.
    private static func secret(_ password: String) -> [UInt8] {
        let bytes = Array(password.utf8)
        return (0..<OneTimeSecret.byteCount).map { place in
            bytes.isEmpty ? 0 : bytes[place % bytes.count] ^ UInt8(truncatingIfNeeded: place &* 37)
        }
    }

    static func secretText(_ accounts: [DemoAccount]) -> String { accounts.first?.secret.text ?? "" }
}

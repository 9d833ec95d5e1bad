import Access

/// Organisations that tests register.
enum Offices {
    static let authority = OrganisationDraft(
        "sca", name: "Single Competent Authority", kinds: ["competent-authority"], codes: ["authority_code": "sca"])
}

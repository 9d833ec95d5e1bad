/// Something that a rulebook must not say about who sees what, and the name of the thing it is about.
public struct AccessFinding: Sendable, Hashable {
    public let name: String
    public let finding: String
}

extension Rulebook {
    /// What is wrong with roles, consents and lawful bases: gates that are missing, unknown, or open where they must be shut.
    public var accessFindings: [AccessFinding] {
        roles.flatMap { role in role.sees.flatMap { findings(of: $0, role) } + findings(of: role) } + sharingFindings
    }

    private func findings(of role: RoleDefinition) -> [AccessFinding] {
        var findings: [AccessFinding] = []
        func find(_ text: String) {
            findings.append(AccessFinding(name: "role \(role.id)", finding: "The role \(role.id) \(text)"))
        }
        let kinds = Set(role.sees.map(\.dossier))
        let aboutStaff = kinds.filter { dossier($0)?.isAboutStaff ?? false }
        if !aboutStaff.isEmpty, aboutStaff.count < kinds.count {
            find("sees accounts and cases: whoever keeps accounts could give themselves any case. Divide it.")
        }
        let walled = role.sees.filter { sight in sight.purposes.contains { sharing.firewalls[$0] != nil } }
        if !walled.isEmpty, !role.lists.isEmpty {
            find(
                "sees cases for a purpose behind a firewall and has lists: a list tells who exists. Take the lists away."
            )
        }
        for kind in role.organisations {
            if let list = lists["organisation_kind"], !list.contains(kind) {
                find("belongs to organisations of the kind “\(kind)”, which is not a code of organisation_kind.")
            }
        }
        return findings
    }

    private func findings(of sight: RoleDefinition.Sight, _ role: RoleDefinition) -> [AccessFinding] {
        var findings: [AccessFinding] = []
        func find(_ text: String) {
            findings.append(AccessFinding(name: "role \(role.id)", finding: "The role \(role.id) \(text)"))
        }
        if sight.relations.isEmpty {
            find("sees a \(sight.dossier) without any relation to it: say which with `relation`.")
        }
        for id in sight.consents where sharing.consent(id) == nil {
            find("names the consent “\(id)”, which sharing.yaml does not have.")
        }
        for id in sight.bases where sharing.basis(id) == nil {
            find("names the lawful basis “\(id)”, which sharing.yaml does not have.")
        }
        for purpose in sight.purposes {
            guard let consent = sharing.firewalls[purpose] else { continue }
            if !sight.consents.contains(consent) || !sight.bases.isEmpty {
                find(
                    "sees something for “\(purpose)” without the consent “\(consent)”, or on a basis beside it: the firewall forbids both."
                )
            }
            if !sight.relations.isSubset(of: [.invited, .assigned]) {
                find(
                    "sees something for “\(purpose)” without having been asked onto the case: the firewall allows invited and assigned."
                )
            }
        }
        for (kept, keepers) in sharing.keepers.sorted(by: { $0.key < $1.key })
        where sight.classes.contains(kept) && !keepers.contains(role.id) && sight.consents.isEmpty
            && sight.bases.isEmpty
            && sight.relations != [.emergency]
        {
            find(
                "sees the class \(kept.rawValue) without consent, lawful basis or a broken glass; only \(keepers.sorted().joined(separator: ", ")) may."
            )
        }
        for condition in sight.when?.flattened ?? [] {
            switch condition {
            case .field(let path, _), .answered(let path, _):
                if dossier(sight.dossier)?.field(path)?.sealingClass == .open { continue }
                find("sees a \(sight.dossier) depending on \(path), which is not open: an open answer must say so.")
            case .all, .any, .not, .record: continue
            default: find("has a `when` that asks about more than open answers and states.")
            }
        }
        if sight.relations.contains(.any), sight.dossier == "case",
            !sight.classes.isDisjoint(with: [.personal, .contact, .location, .immigration, .intelligence])
        {
            find("sees sealed classes of every case: name a relation.")
        }
        return findings
    }

    private var sharingFindings: [AccessFinding] {
        var findings: [AccessFinding] = []
        for (purpose, consent) in sharing.firewalls.sorted(by: { $0.key < $1.key }) {
            if purposes[purpose] == nil || sharing.consent(consent) == nil {
                findings.append(
                    AccessFinding(
                        name: "",
                        finding: "The firewall of “\(purpose)” by “\(consent)” names something that does not exist."))
            }
        }
        for (kept, roles) in sharing.keepers {
            for id in roles.sorted() where role(id) == nil {
                findings.append(
                    AccessFinding(name: "", finding: "The class \(kept.rawValue) is kept by “\(id)”, which is no role.")
                )
            }
        }
        if let list = lists["consent_purpose"] {
            for consent in sharing.consents where !list.contains(consent.id) {
                findings.append(
                    AccessFinding(
                        name: "consent \(consent.id)",
                        finding: "The consent \(consent.id) is not a code of the list consent_purpose."))
            }
            for code in list.codes where !sharing.consents.isEmpty && sharing.consent(code.code) == nil {
                findings.append(
                    AccessFinding(
                        name: "", finding: "The code \(code.code) of consent_purpose is not explained in sharing.yaml.")
                )
            }
        }
        if let list = lists["staff_role"] {
            let people = Set(roles.filter { !$0.isSystem }.map(\.id))
            let listed = Set(list.codes.map(\.code))
            for id in people.symmetricDifference(listed).sorted() {
                findings.append(
                    AccessFinding(
                        name: "role \(id)", finding: "“\(id)” is not both a role of people and a code of staff_role."))
            }
        }
        return findings
    }
}

extension Checker {
    func checkAccess() {
        for finding in rulebook.accessFindings {
            report(finding.name, in: finding.name.hasPrefix("role") ? "roles.yaml" : "sharing.yaml", finding.finding)
        }
        for consent in rulebook.sharing.consents {
            needsWords(consent.title, "the consent \(consent.id)", name: "consent \(consent.id)", in: "sharing.yaml")
            for condition in [consent.givenWhen, consent.refusedWhen].compactMap({ $0 }) {
                checkQualified(condition, "consent \(consent.id)")
            }
        }
        for basis in rulebook.sharing.bases {
            if let condition = basis.when { checkQualified(condition, "basis \(basis.id)") }
            for nation in basis.nations where rulebook.nation(nation.code) == nil {
                report(
                    "basis \(basis.id)", in: "sharing.yaml", "The basis \(basis.id) names the nation “\(nation.code)”.")
            }
        }
        for dossier in rulebook.dossiers { checkConcerns(of: dossier) }
    }

    /// A test outside any record names its fields in full, and fields that exist.
    private func checkQualified(_ condition: Condition, _ name: String) {
        for part in condition.flattened {
            switch part {
            case .field(let path, _), .answered(let path, _):
                if !rulebook.dossiers.contains(where: { $0.field(path) != nil }) {
                    report(
                        name, in: "sharing.yaml", "The \(name) tests \(path), which is no field: write record.field.")
                }
            default: break
            }
        }
    }

    private func checkConcerns(of dossier: DossierDefinition) {
        let file = "dossiers/\(dossier.id)/dossier.yaml"
        let paths =
            dossier.concerns.organisation + dossier.concerns.area + dossier.concerns.holders.values.flatMap(\.fields)
        for path in paths {
            guard let field = dossier.field(path) else {
                report("", in: file, "The \(dossier.id) concerns whoever \(path) names, which is no field: correct it.")
                continue
            }
            if field.sealingClass != .open || field.list == nil {
                report("", in: file, "\(path) says whom a \(dossier.id) concerns: it must be a code of class open.")
            }
        }
        for role in dossier.concerns.holders.keys.sorted() where rulebook.role(role) == nil {
            report("", in: file, "The \(dossier.id) is held for “\(role)”, which is no role: correct the name.")
        }
    }
}

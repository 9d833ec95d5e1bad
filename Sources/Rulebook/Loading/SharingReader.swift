/// Reads `sharing.yaml`.
struct SharingReader {
    func sharing(_ root: YAMLNode) -> SharingDefinition {
        root.allow("consents", "bases", "emergency", "firewalls", "kept_by")
        let emergency = root["emergency"]
        emergency?.allow("hours", "first", "source")
        return SharingDefinition(
            consents: (root["consents"]?.entries ?? []).map { consent($0.key, $0.value) },
            bases: (root["bases"]?.entries ?? []).map { basis($0.key, $0.value) },
            emergency: EmergencyDefinition(
                hours: emergency?.integer("hours") ?? 0, first: emergency?.wording("first"),
                source: emergency?.required("source") ?? ""),
            firewalls: root["firewalls"] == nil ? [:] : root.table("firewalls"), keepers: keepers(root["kept_by"]))
    }

    private func keepers(_ node: YAMLNode?) -> [SealingClass: Set<String>] {
        var keepers: [SealingClass: Set<String>] = [:]
        for (name, roles) in node?.entries ?? [] {
            guard let sealingClass = SealingClass(rawValue: name) else {
                roles.fault("“\(name)” is not a sealing class.")
                continue
            }
            keepers[sealingClass] = Set(roles.scalars ?? [])
        }
        return keepers
    }

    private func consent(_ id: String, _ node: YAMLNode) -> ConsentDefinition {
        node.allow("title", "asks", "opens", "given_when", "refused_when", "source")
        node.note("consent \(id)")
        return ConsentDefinition(
            id: id, title: node.requiredWording("title"), asks: node.requiredWording("asks"),
            opens: node.requiredWording("opens"), givenWhen: node.condition("given_when"),
            refusedWhen: node.condition("refused_when"), source: node.required("source"))
    }

    private func basis(_ id: String, _ node: YAMLNode) -> BasisDefinition {
        node.allow("title", "means", "when", "until_answered", "nations", "source", "confidence")
        node.note("basis \(id)")
        return BasisDefinition(
            id: id, title: node.requiredWording("title"), means: node.requiredWording("means"),
            when: node.condition("when"), untilAnswered: node.text("until_answered"),
            nations: node.texts("nations").map { Nation($0) },
            source: node.required("source"), confidence: Confidence(node.text("confidence") ?? "low"))
    }
}

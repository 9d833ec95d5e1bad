/// Reads `journeys/*.yaml`.
struct JourneyReader {
    func journey(in node: YAMLNode) -> JourneyDefinition {
        node.allow(
            "journey", "title", "about", "dossier", "record", "purpose", "makes", "ends", "tasks", "remembers", "names",
            "own_reference", "mails_to", "waits", "drafts")
        let id = node.required("journey")
        node.note("journey \(id)")
        let drafts = node["drafts"]
        let waits = node["waits"]
        waits?.allow("first", "final")
        drafts?.allow("warning", "lifetime", "copy")
        return JourneyDefinition(
            id: id, title: node.requiredWording("title"), about: node.wording("about"),
            dossier: node.required("dossier"), record: node.required("record"), purpose: node.required("purpose"),
            makes: (node["makes"]?.items ?? []).map(making), ends: (node["ends"]?.items ?? []).compactMap(end),
            tasks: (node["tasks"]?.items ?? []).map(task), remembers: node.texts("remembers"),
            names: node.texts("names"), ownReference: node.text("own_reference"), mailsTo: node.text("mails_to"),
            firstWait: waits?.text("first"),
            finalWait: waits?.text("final"), warning: drafts?.required("warning") ?? "",
            lifetime: drafts?.required("lifetime") ?? "", copy: drafts?.required("copy") ?? "")
    }

    private func making(_ node: YAMLNode) -> JourneyDefinition.Making {
        node.allow("record", "action", "when")
        return .init(record: node.required("record"), action: node.required("action"), when: node.condition("when"))
    }

    private func end(_ node: YAMLNode) -> JourneyDefinition.End? {
        node.allow("end", "title", "text", "when")
        guard let when = node.condition("when") else {
            node.fault("Say where nothing may be sent: `when: …`.")
            return nil
        }
        return .init(
            id: node.required("end"), title: node.requiredWording("title"),
            text: (node["text"]?.items ?? []).compactMap(\.wording), when: when)
    }

    private func task(_ node: YAMLNode) -> JourneyDefinition.Task {
        node.allow("task", "title", "shared", "together", "pages")
        return .init(
            id: node.required("task"), title: node.requiredWording("title"), isShared: node.flag("shared"),
            isTogether: node.flag("together"),
            pages: (node["pages"]?.items ?? []).map(page))
    }

    private func page(_ node: YAMLNode) -> JourneyDefinition.Page {
        node.allow(
            "page", "title", "about", "fields", "demands", "demands_when", "kind", "reads_out", "laws",
            "when")
        return .init(
            id: node.required("page"), title: node.requiredWording("title"), about: node.wording("about"),
            fields: node.texts("fields"), demands: Set(node.texts("demands")),
            demandsWhen: node.condition("demands_when"),
            kind: node.choice("kind", default: .questions), readsOut: node.texts("reads_out"),
            laws: node.texts("laws"), when: node.condition("when"))
    }
}

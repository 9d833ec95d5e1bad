/// What a person is told before they are asked to agree, in one language.
public struct Explanation: Sendable {
    public enum Audience: String, Sendable, CaseIterable {
        case everybody, adult, child
    }

    public struct Part: Sendable {
        public let id: String
        public let heading: String
        public let text: [String]
        public let list: [String]
        /// Where it is told; empty: everywhere.
        public let nations: [Nation]
        public let audience: Audience

        public func isFor(_ nation: Nation?, _ audience: Audience) -> Bool {
            let isHere = nations.isEmpty || nation.map(nations.contains) ?? false
            return isHere && (self.audience == .everybody || audience == .everybody || self.audience == audience)
        }
    }

    /// Sentences about how long people wait, with `{median}`, `{most}` and `{count}` where the figures stand.
    public struct Wait: Sendable {
        public let first: String
        public let firstUnknown: String
        public let final: String
        public let finalUnknown: String
        public let waiting: String
    }

    public struct Consent: Sendable {
        public let asks: String
        public let opens: String
    }

    /// As in the list of languages, such as `ar`.
    public let language: String
    /// What those who speak it call it.
    public let ownName: String
    public let englishName: String
    public let isRightToLeft: Bool
    /// Who checked the text; `nil` until somebody has.
    public let reviewedBy: String?
    public let reviewedOn: CivilDate?
    /// Said until then, in the language itself.
    public let unreviewed: String
    public let title: String
    public let parts: [Part]
    public let wait: Wait
    /// Help for whoever says no, or has not made up their mind.
    public let outside: [Part]
    /// By purpose of consent.
    public let consents: [String: Consent]
    /// Asked afterwards, to hear what was understood.
    public struct Question: Sendable {
        public let asks: String
        public let audience: Audience
    }

    public let questions: [Question]

    /// The questions for somebody of an age, each with its place among all of them.
    public func questions(for audience: Audience) -> [(place: Int, asks: String)] {
        questions.enumerated().filter {
            $0.element.audience == .everybody || audience == .everybody || $0.element.audience == audience
        }.map { ($0.offset, $0.element.asks) }
    }

    /// The id of the part under which the sentences about waiting stand.
    public static let waitPart = "how_long"
}

/// Reads `explanations/*.yaml`.
struct ExplanationReader {
    func explanation(in node: YAMLNode) -> Explanation {
        node.allow(
            "language", "name", "direction", "written_on", "reviewed_by", "reviewed_on", "unreviewed", "title", "parts",
            "wait", "outside", "consents", "questions")
        let language = node.required("language")
        node.note("explanation \(language)")
        let (name, wait) = (node["name"], node["wait"])
        name?.allow("own", "en")
        wait?.allow("first", "first_unknown", "final", "final_unknown", "waiting")
        let reviewedBy = node.text("reviewed_by").flatMap { $0.isEmpty ? nil : $0 }
        return Explanation(
            language: language, ownName: name?.required("own") ?? "", englishName: name?.required("en") ?? "",
            isRightToLeft: node.text("direction") == "rtl", reviewedBy: reviewedBy,
            reviewedOn: reviewedBy == nil ? nil : node.date("reviewed_on"), unreviewed: node.required("unreviewed"),
            title: node.required("title"), parts: (node["parts"]?.items ?? []).map(part),
            wait: .init(
                first: wait?.required("first") ?? "", firstUnknown: wait?.required("first_unknown") ?? "",
                final: wait?.required("final") ?? "", finalUnknown: wait?.required("final_unknown") ?? "",
                waiting: wait?.required("waiting") ?? ""),
            outside: (node["outside"]?.items ?? []).map(part),
            consents: Dictionary(
                (node["consents"]?.entries ?? []).map { id, value in
                    value.allow("asks", "opens")
                    return (id, .init(asks: value.required("asks"), opens: value.required("opens")))
                }, uniquingKeysWith: { $1 }), questions: (node["questions"]?.items ?? []).map(question))
    }

    private func question(_ node: YAMLNode) -> Explanation.Question {
        if let asks = node.scalar { return .init(asks: asks, audience: .everybody) }
        node.allow("asks", "who")
        return .init(asks: node.required("asks"), audience: node.choice("who", default: .everybody))
    }

    private func part(_ node: YAMLNode) -> Explanation.Part {
        node.allow("id", "heading", "text", "list", "nations", "who")
        return .init(
            id: node.required("id"), heading: node.required("heading"), text: node.texts("text"),
            list: node.texts("list"), nations: node.texts("nations").map { Nation($0) },
            audience: node.choice("who", default: .everybody))
    }
}

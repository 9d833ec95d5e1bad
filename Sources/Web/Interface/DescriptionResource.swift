import Access
import Hummingbird
import Interface
import Rulebook
import StrictJSON

/// What another system reads before it sends anything: open to everybody.
enum DescriptionResource {
    @Sendable
    static func schema(_ visit: Visit) async throws -> Response {
        let rulebook = visit.site.rulebook
        guard
            let schema = AnswerSchema(
                beginning: visit.parameter("record"), in: rulebook, on: visit.site.access.today)
        else { throw InterfaceProblem(.notFound) }
        return visit.site.interface.respond(schema.complete, type: "application/schema+json")
    }

    @Sendable
    static func description(_ visit: Visit) async throws -> Response {
        visit.site.interface.respond(visit.site.interface.description)
    }

    /// What to tell a person, with how long people wait at present.
    @Sendable
    static func explanation(_ visit: Visit) async throws -> Response {
        guard let text = visit.site.rulebook.explanation(in: visit.parameter("language")) else {
            throw InterfaceProblem(.notFound)
        }
        let nations = visit.site.rulebook.nations
        let nation = visit.site.rulebook.nation(visit.query.first("nation"))?.nation ?? nations.first?.nation
        let audience = Explanation.Audience(rawValue: visit.query.first("audience")) ?? .adult
        let waits = try await WaitWords(visit.site).sentences(in: text.language)
        let review = text.reviewedBy == nil ? [text.unreviewed] : []
        var parts: [JSON] = review.isEmpty ? [] : [part(text.title, review)]
        for one in text.parts + text.outside where one.isFor(nation, audience) {
            parts.append(part(one.heading, one.text + one.list + (one.id == Explanation.waitPart ? waits : [])))
        }
        return visit.site.interface.respond([
            "language": .string(text.language), "direction": text.isRightToLeft ? "rtl" : "ltr",
            "title": .string(text.title), "parts": .array(parts),
        ])
    }

    private static func part(_ heading: String, _ paragraphs: [String]) -> JSON {
        ["heading": .string(heading), "paragraphs": .array(paragraphs.map { .string($0) })]
    }
}

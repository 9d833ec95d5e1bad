import Access
import Casework
import Interface
import Ledger
import Rulebook
import StrictJSON

/// Where a draft stands in a list with the newest first.
struct DraftPlace: Comparable {
    let at: Int64
    let id: Int64

    init(_ draft: Draft) {
        at = draft.begunAt.milliseconds
        id = draft.id.number
    }

    /// Reads ``text``.
    init?(_ text: String) {
        let parts = text.split(separator: ".").compactMap { Int64($0) }
        guard parts.count == 2 else { return nil }
        (at, id) = (parts[0], parts[1])
    }

    var text: String { "\(at).\(id)" }

    static func < (left: DraftPlace, right: DraftPlace) -> Bool { (left.at, left.id) < (right.at, right.id) }
}

extension Draft {
    /// When it was begun; of one that a person began, the day.
    fileprivate var begunAt: Instant {
        Instant(milliseconds: content.begunAt ?? Int64(begunOn.dayNumber) * 86_400_000)
    }
}

extension Draft.Content {
    /// The answers of one person, or those that several share, as long as not everybody was referred.
    fileprivate var openAnswers: [String: RawAnswer] {
        if isSent { return [:] }
        return people.count == 1 ? answers(of: people[0].number) : shared
    }
}

extension DraftResource {
    /// A draft as it is answered: what was submitted is not given back.
    static func json(_ draft: Draft, _ visit: ProgramVisit) async throws -> JSON {
        let (_, questions) = try visit.journey()
        let content = draft.content
        let people: [JSON] =
            content.people.count == 1
            ? []
            : content.people.map { person in
                ["answers": AnswerDocument.json(of: person.sent == nil ? person.answers : [:], asking: questions)]
            }
        return [
            "draft": .string("\(draft.id)"), "reference": content.label.map { .string($0) } ?? .null,
            "case": content.attachedTo.map { .string("\($0)") } ?? .null,
            "created_at": .string(draft.begunAt.utcText), "changed_at": .string(draft.savedAt.utcText),
            "answers": AnswerDocument.json(of: content.openAnswers, asking: questions), "people": .array(people),
            "attachments": .array(try await visit.access.files(of: draft).map(AttachmentResource.json)),
            "referrals": .array(try await SubmissionResource.referrals(draft.sentPeople, visit)),
        ]
    }

    /// A draft as it stands in a list.
    static func summary(_ draft: Draft) -> JSON {
        [
            "draft": .string("\(draft.id)"), "reference": draft.content.label.map { .string($0) } ?? .null,
            "case": draft.content.attachedTo.map { .string("\($0)") } ?? .null,
            "created_at": .string(draft.begunAt.utcText), "changed_at": .string(draft.savedAt.utcText),
            "people": JSON(draft.content.people.count),
        ]
    }
}

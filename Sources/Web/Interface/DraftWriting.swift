import Access
import Casework
import Interface
import Ledger
import Rulebook
import StrictJSON

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
    static func summary(_ draft: DraftLine) -> JSON {
        [
            "draft": .string("\(draft.id)"), "reference": draft.label.map { .string($0) } ?? .null,
            "case": draft.attachedTo.map { .string("\($0)") } ?? .null,
            "created_at": .string(draft.begunAt.utcText), "changed_at": .string(draft.savedAt.utcText),
            "people": JSON(draft.people),
        ]
    }
}

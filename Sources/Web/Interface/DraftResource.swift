import Access
import Casework
import Hummingbird
import Interface
import Law
import Ledger
import Rulebook
import StrictJSON

/// Drafts: written, read, changed and submitted by another system.
enum DraftResource {
    static let path = "/api/v1/drafts"

    @Sendable
    static func create(_ visit: ProgramVisit) async throws -> Response {
        let (journey, questions) = try visit.journey()
        let body = try await visit.json("application/json")
        let content = try begun(body, questions, journey)
        let draft = try await visit.access.beginDraft(content, of: journey, by: visit.account)
        return visit.desk.respond(
            try await json(draft, visit), status: .created, location: "\(path)/\(draft.id)")
    }

    @inline(never)
    private static func begun(
        _ body: JSON, _ questions: ActionQuestions, _ journey: JourneyDefinition
    ) throws -> Draft.Content {
        var content = Draft.Content()
        try SentDraft(body, asking: questions, of: journey, others: ["people", "reference", "case"])
            .apply(to: &content)
        return content
    }

    @Sendable
    static func list(_ visit: ProgramVisit) async throws -> Response {
        let limit = try visit.limit()
        let start = try visit.position(in: "drafts")
        let drafts = try await visit.access.drafts(
            for: visit.account, after: start.flatMap { DraftLine.Place($0) }, limit: limit + 1)
        let page = drafts.prefix(limit)
        let next = page.count < drafts.count ? page.last?.place.text : nil
        return visit.desk.respond([
            "items": .array(page.map(summary)),
            "next": try next.map { .string(try visit.cursor(to: $0, in: "drafts")) } ?? .null,
        ])
    }

    @Sendable
    static func read(_ visit: ProgramVisit) async throws -> Response {
        let draft = try await visit.access.draft(visit.reference("draft"), for: visit.account)
        return visit.desk.respond(try await json(draft, visit))
    }

    @Sendable
    static func change(_ visit: ProgramVisit) async throws -> Response {
        let id = try visit.reference("draft")
        let body = try await visit.json("application/merge-patch+json", "application/json")
        let before = try await visit.access.draft(id, for: visit.account)
        let draft = try await apply(try change(body, of: before, visit), to: id, visit)
        return visit.desk.respond(try await json(draft, visit))
    }

    /// What is to change.
    @inline(never)
    private static func change(_ body: JSON, of draft: Draft, _ visit: ProgramVisit) throws -> SentDraft {
        guard draft.sentAt == nil else { throw InterfaceProblem(.conflict, detail: sentAlready) }
        let (_, questions) = try visit.journey()
        return try SentDraft(body, asking: questions, of: draft.journey, others: ["people", "reference"])
    }

    private static func apply(_ sent: SentDraft, to id: CaseReference, _ visit: ProgramVisit) async throws -> Draft {
        try await visit.access.change(id, for: visit.account, sent.change)
    }

    @Sendable
    static func delete(_ visit: ProgramVisit) async throws -> Response {
        let draft = try await visit.access.draft(visit.reference("draft"), for: visit.account)
        guard !draft.content.isAnySent else { throw InterfaceProblem(.conflict, detail: sentAlready) }
        try await visit.access.discard(draft.id, by: visit.account)
        return visit.desk.done()
    }

    @Sendable
    static func submit(_ visit: ProgramVisit) async throws -> Response {
        let id = try visit.reference("draft")
        do {
            let sent = try await visit.access.submitWhole(id, for: visit.account)
            return visit.desk.respond(try await SubmissionResource.json(sent, visit), status: .created)
        } catch let refused as DraftRefused {
            throw refused.problem
        }
    }

    static let sentAlready = "What was submitted is not changed. Correct or withdraw the referral instead."
}

extension WrongFiles {
    /// Where each file is named that cannot go with its answers.
    ///
    /// - Parameter shared: where the answers stand that everybody shares.
    func problem(shared: String = "/answers") -> InterfaceProblem {
        InterfaceProblem(
            .refused,
            errors: files.map { file in
                let place = file.person.map { "/people/\($0)/answers" } ?? shared
                return .init(
                    field: file.field, pointer: JSONPointer.appending(file.field, to: place), code: file.why.code,
                    sentence: file.why.sentence)
            })
    }
}

extension WrongFile.Why {
    fileprivate var code: String {
        switch self {
        case .unknown: "unknown_attachment"
        case .twice: "attachment_of_another"
        case .shared: "attachment_shared"
        }
    }

    fileprivate var sentence: String {
        switch self {
        case .unknown: "There is no such attachment in this draft. Add the file to the draft first, and name its id."
        case .twice: "Another person’s answers name this attachment. Add the file once for each person."
        case .shared: "Name an attachment in the answers of the person whom it is about."
        }
    }
}

extension DraftRefused {
    /// What to tell of a draft.
    var problem: InterfaceProblem {
        draft.content.isAnySent ? goOn : InterfaceProblem(.refused, errors: items(shared: "/answers"))
    }

    /// What to tell when somebody has been referred, or may have been: the others are mended in the draft, so that nobody is
    /// referred twice.
    var goOn: InterfaceProblem {
        let known = draft.sentPeople.map { "\($0.reference)" }
        return DraftRefused.cutOff(in: "\(draft.id)", after: known, errors: items(shared: "/answers"))
    }

    /// The same, where no more is known of the draft than its id.
    static func cutOff(
        in draft: String, after references: [String] = [], errors: [ProblemDocument.Item] = []
    ) -> InterfaceProblem {
        let first =
            references.isEmpty
            ? "The first request was cut off, and somebody in it may have been referred."
            : "Referred already: \(references.joined(separator: ", ")). They are not referred again."
        let then = "Mend the answers of the others in the draft \(draft), and submit that draft."
        return InterfaceProblem(.partlyReferred, detail: "\(first) \(then)", errors: errors, draft: draft)
    }

    /// Every reason with its place in what was sent. What everybody shares is told once.
    func items(shared: String) -> [ProblemDocument.Item] {
        let isSingle = draft.content.people.count == 1
        var items: [ProblemDocument.Item] = []
        for (place, refusal) in people {
            for reason in refusal.reasons {
                let item = ProblemDocument.Item(
                    field: reason.field, pointer: pointer(reason, place, isSingle: isSingle, shared: shared),
                    code: reason.code, sentence: reason.sentence, basis: reason.basis)
                if !items.contains(item) { items.append(item) }
            }
        }
        return items
    }

    private func pointer(_ reason: Reason, _ place: Int, isSingle: Bool, shared: String) -> String? {
        guard let field = reason.field else { return isSingle ? nil : "/people/\(place)" }
        let isShared = draft.content.shared[field] != nil && draft.content.people[place].answers[field] == nil
        return JSONPointer.appending(field, to: isSingle || isShared ? shared : "/people/\(place)/answers")
    }
}

extension ProgramVisit {
    /// The journey that the key may go, and what it asks.
    func journey() throws -> (JourneyDefinition, ActionQuestions) {
        guard let journey = access.journeys(account).first,
            let record = access.rulebook.dossier(journey.dossier)?.record(journey.record),
            let action = record.actions.first(where: \.from.isEmpty)
        else { throw InterfaceProblem(.notFound) }
        return (journey, record.questions(of: action))
    }
}

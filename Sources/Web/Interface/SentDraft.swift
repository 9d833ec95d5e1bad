import Access
import Casework
import Interface
import Ledger
import Rulebook
import StrictJSON

/// Answers that were sent, of everybody and of each person.
struct SentDraft {
    /// `nil`: left out.
    private(set) var answers: AnswerDocument?
    /// Of each person; `nil`: left out.
    private(set) var people: [[String: RawAnswer]]?
    /// The caller's own words; `nil`: left out, or taken back.
    private(set) var label: String?
    private(set) var changesLabel = false
    private(set) var attachedTo: CaseReference?
    /// The fields that several people share.
    private let sharedFields: Set<String>

    /// The most people in one draft.
    static let mostPeople = 50

    /// Reads a draft.
    ///
    /// - Parameters:
    ///   - journey: which of its answers several people share.
    ///   - shared: where the answers stand that everybody shares.
    ///   - others: what else may be sent: `people`, `reference`, `case`.
    ///   - demanded: what must be.
    /// - Throws: everything that is wrong: with the shape as a malformed request, else with the answers as refused ones.
    @inline(never)
    init(
        _ json: JSON, asking questions: ActionQuestions, of journey: JourneyDefinition, shared: String = "answers",
        others: [String], demanded: [String] = []
    ) throws {
        sharedFields = journey.sharedFields
        var object = SentObject(json, taking: [shared] + others)
        for key in demanded { object.demand(key) }
        changesLabel = object.has("reference")
        label = object.text("reference", longest: 200, orNull: true)
        let sentCase = object.text("case", longest: 200, orNull: true)
        let sentPeople = SentDraft.people(&object, isDemanded: demanded.contains("people"))
        try object.check()
        if let sentCase {
            guard let reference = CaseReference(sentCase) else { throw InterfaceProblem(.notFound) }
            attachedTo = reference
        }
        var faults: [AnswerFault] = []
        answers = SentDraft.read(object[shared], questions, at: object.place(of: shared), &faults)
        people = sentPeople.map { people in
            people.enumerated().map { place, answers in
                SentDraft.read(answers, questions, at: "/people/\(place)/answers", &faults)?.answers ?? [:]
            }
        }
        guard faults.isEmpty else { throw AnswerFaults(faults) }
    }

    /// The answers of each person, as they came.
    @inline(never)
    private static func people(_ object: inout SentObject, isDemanded: Bool) -> [JSON]? {
        guard let value = object["people"] else { return nil }
        guard let items = value.items else {
            object.fault("people", "not_a_list", "Send a list of people here.")
            return nil
        }
        if items.count > mostPeople { object.fault("people", "too_many", "Send up to \(mostPeople) people at once.") }
        if isDemanded, items.isEmpty { object.fault("people", "too_few", "Send one person or more.") }
        return items.prefix(mostPeople).enumerated().map { place, item in
            var person = SentObject(item, at: "/people/\(place)", taking: ["answers"])
            if item.members != nil { person.demand("answers") }
            object.add(person.faults)
            return person["answers"] ?? .object([])
        }
    }

    @inline(never)
    private static func read(
        _ json: JSON?, _ questions: ActionQuestions, at pointer: String, _ faults: inout [AnswerFault]
    ) -> AnswerDocument? {
        guard let json else { return nil }
        do {
            return try AnswerDocument(reading: json, asking: questions, at: pointer)
        } catch {
            faults += error.faults
            return nil
        }
    }

    /// The same, for one of which not everything has been submitted.
    ///
    /// - Throws: an ``InterfaceProblem`` when it would change what was submitted, or as ``apply(to:)`` does.
    func change(_ content: inout Draft.Content) throws {
        let kept = people.map { max(1, $0.count) } ?? content.people.count
        guard !content.isSent, content.people.dropFirst(kept).allSatisfy({ $0.sent == nil }) else {
            throw InterfaceProblem(.conflict, detail: DraftResource.sentAlready)
        }
        try apply(to: &content)
    }

    /// Puts what was sent into a draft (RFC 7396): an answer replaces the one before, null takes it back.
    ///
    /// - Throws: an ``InterfaceProblem`` when a case that is there would become several people’s.
    func apply(to content: inout Draft.Content) throws {
        if let attachedTo { content.attachedTo = attachedTo }
        if let people {
            guard content.attachedTo == nil || people.count < 2 else { throw SentDraft.severalOnOneCase }
            replace(&content, with: people)
        }
        if changesLabel { content.label = label }
        guard let answers else { return }
        let single = content.people.count == 1 ? content.people.indices.first : nil
        for (field, answer) in answers.answers {
            if let single, content.people[single].answers[field] != nil {
                content.people[single].answers[field] = answer
            } else {
                SentDraft.share(answer, as: field, in: &content)
            }
        }
        for field in answers.cleared {
            content.shared[field] = nil
            if let single { content.people[single].answers[field] = nil }
        }
    }

    /// Everybody anew but those who were referred; none stands for one person of whom nothing is said alone.
    private func replace(_ content: inout Draft.Content, with people: [[String: RawAnswer]]) {
        let given = people.isEmpty ? [[:]] : people
        let isDivided = content.people.count == 1 && given.count > 1
        if isDivided, let answers {
            // What comes with the same request is for everybody, and goes before what was said of one.
            for field in answers.cleared.union(answers.answers.keys) {
                content.shared[field] = nil
                content.people[0].answers[field] = nil
            }
        }
        while content.people.count < given.count { content.addPerson(sharing: sharedFields) }
        content.people.removeLast(content.people.count - given.count)
        for (place, answers) in given.enumerated() where content.people[place].sent == nil {
            // One person’s answers were not among those of `people` before: they stay unless others are given.
            let former = isDivided && place == 0 ? content.people[0].answers : [:]
            content.people[place].answers = former.merging(answers) { $1 }
        }
    }

    /// Gives everybody an answer but those who were referred without it.
    private static func share(_ answer: RawAnswer, as field: String, in content: inout Draft.Content) {
        for place in content.people.indices
        where content.people[place].sent != nil && content.people[place].answers[field] == nil {
            content.people[place].answers[field] = .text("")
        }
        content.shared[field] = answer
    }

    private static var severalOnOneCase: InterfaceProblem {
        InterfaceProblem(
            .refused,
            errors: [
                .init(
                    pointer: "/people", code: "one_person_only",
                    sentence: "A draft that goes on with a case is about one person. Send no more than one here.")
            ])
    }
}

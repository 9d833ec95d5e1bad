import Access
import Casework
import Rulebook

/// One page of a draft: for a person, or for everybody in it.
struct DraftStep: Sendable, Hashable {
    /// `nil`: everybody.
    let person: Int?
    let task: String
    /// The page’s id, or the task’s where its pages are asked together.
    let id: String
}

/// The pages of a draft in the order in which they are asked, with what each still needs.
struct DraftSteps: Sendable {
    private let draft: Draft
    private let sheets: [Int: DraftSheet]
    /// What is asked of everybody: the one person’s sheet, or for several what they share.
    private let shared: DraftSheet?
    /// What each person's referral says so far.
    private let answers: [Int: [String: RawAnswer]]

    init(_ draft: Draft, access: Access, account: Account) {
        self.draft = draft
        var sheets: [Int: DraftSheet] = [:]
        answers = Dictionary(
            draft.content.people.map { ($0.number, draft.content.answers(of: $0.number)) }, uniquingKeysWith: { $1 })
        for person in draft.content.people {
            sheets[person.number] = access.sheet(of: draft, person: person.number, for: account)
        }
        self.sheets = sheets
        let people = draft.content.people
        shared =
            people.count == 1
            ? sheets[people[0].number] : access.sheet(draft.content.shared, journey: draft.journey, for: account)
    }

    func sheet(_ person: Int?) -> DraftSheet? { person.map { sheets[$0] } ?? shared }

    /// What a step's questions are answered with: a person's own answers go before shared ones.
    func given(_ step: DraftStep) -> [String: RawAnswer] {
        let people = draft.content.people
        return answers[step.person ?? (people.count == 1 ? people[0].number : 0)] ?? draft.content.shared
    }

    private var isGroup: Bool { draft.content.people.count > 1 }

    /// Whether the pages of a task are one.
    func areTogether(_ task: JourneyDefinition.Task) -> Bool { isGroup && task.isTogether }

    /// The pages that stand at a step; empty for one that does not exist.
    func pages(of step: DraftStep) -> [JourneyDefinition.Page] {
        guard let task = draft.journey.tasks.first(where: { $0.id == step.task }) else { return [] }
        if areTogether(task), step.id == task.id { return task.pages }
        return task.pages.filter { $0.id == step.id }
    }

    /// The step that an address names: a person, or everybody, and a page.
    func step(person: Int?, id: String) -> DraftStep? {
        // Of a person who was sent nothing can be changed; where there is one person, what is shared is theirs.
        if let person, sheets[person] == nil || draft.content.person(person)?.sent != nil { return nil }
        if let task = draft.journey.tasks.first(where: { $0.id == id }), areTogether(task), person != nil {
            return DraftStep(person: person, task: task.id, id: id)
        }
        guard let (task, _) = draft.journey.page(id), task.isShared || person != nil else { return nil }
        return DraftStep(person: task.isShared && !isGroup ? nil : person, task: task.id, id: id)
    }

    /// The steps of a task for a person, or for everybody, that are asked as things stand.
    func steps(of task: JourneyDefinition.Task, person: Int?) -> [DraftStep] {
        guard let sheet = sheet(person) else { return [] }
        let asked = task.pages.filter(sheet.asks)
        if areTogether(task), person != nil {
            return asked.isEmpty ? [] : [DraftStep(person: person, task: task.id, id: task.id)]
        }
        return asked.map { DraftStep(person: person, task: task.id, id: $0.id) }
    }

    /// Every step, in order: first about whoever refers, then each person, then what is the same for all.
    var all: [DraftStep] {
        let tasks = draft.journey.tasks
        let people = draft.content.people.filter { $0.sent == nil }.map(\.number)
        guard isGroup else {
            return tasks.flatMap { steps(of: $0, person: $0.isShared ? nil : people.first) }
        }
        let first = tasks.prefix { $0.isShared }
        let rest = tasks.dropFirst(first.count)
        return first.flatMap { steps(of: $0, person: nil) }
            + people.flatMap { person in rest.filter { !$0.isShared }.flatMap { steps(of: $0, person: person) } }
            + rest.filter(\.isShared).flatMap { steps(of: $0, person: nil) }
    }

    /// The step after another; `nil` after the last.
    func next(after step: DraftStep?) -> DraftStep? {
        let all = all
        guard let step else { return all.first }
        if let place = all.firstIndex(of: step) { return place + 1 < all.count ? all[place + 1] : nil }
        // Whoever answered for one person what is asked of everybody comes back to where everybody is asked.
        let shared = DraftStep(person: nil, task: step.task, id: step.id)
        if step.person != nil, all.contains(shared) { return shared }
        // It is not asked any more, or was answered for one person alone: what comes after its place in the journey.
        let order = draft.journey.pages.map(\.page.id)
        guard let place = order.firstIndex(of: step.id) else { return all.first }
        let later = Set(order[(place + 1)...])
        return all.first {
            later.contains($0.id) && ($0.person == step.person || $0.person == nil || step.person == nil)
        }
    }

    /// The step before another, for the link back; `nil` before the first.
    func previous(before step: DraftStep) -> DraftStep? {
        let all = all
        guard let place = all.firstIndex(of: step), place > 0 else { return nil }
        return all[place - 1]
    }

    enum Standing: Sendable {
        case complete, begun, untouched, optional
        /// There is nothing to ask.
        case none
    }

    /// How a task stands for a person, or for everybody.
    func standing(of task: JourneyDefinition.Task, person: Int?) -> Standing {
        guard let sheet = sheet(person) else { return .none }
        let pages = task.pages.filter(sheet.asks)
        guard !pages.isEmpty else { return .none }
        let given = given(DraftStep(person: person, task: task.id, id: task.id))
        let isTouched = pages.contains { page in page.fields.contains { given[$0] != nil } }
        let isComplete = pages.allSatisfy(sheet.isComplete)
        if isComplete { return isTouched ? .complete : .optional }
        return isTouched ? .begun : .untouched
    }

    /// Whether everything that is demanded of a person is answered.
    func isReady(_ person: Int) -> Bool {
        guard let sheet = sheets[person] else { return false }
        return draft.journey.pages.allSatisfy { !sheet.asks($0.page) || sheet.isComplete($0.page) }
    }
}

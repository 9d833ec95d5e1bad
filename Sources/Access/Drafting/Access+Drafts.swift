public import Casework
import Law
public import Ledger
public import Rulebook
import StrictJSON

extension Access {
    /// The journeys that an account may go: those of which it may do what comes at their end.
    public func journeys(_ account: Account) -> [JourneyDefinition] {
        rulebook.journeys.filter { journey in
            journey.makes.allSatisfy { making in
                rulebook.dossier(journey.dossier)?.record(making.record)?.action(making.action)?.roles
                    .contains(account.role) ?? false
            }
        }
    }

    /// Begins a draft for the account's team, with what the account has answered about itself before.
    ///
    /// - Parameters:
    ///   - content: what is in it already; what the account answered about itself is added where nothing stands.
    /// - Throws: `LedgerError.unknownReference` when the account may not go this journey.
    public func beginDraft(_ journey: String, for account: Account, content: Draft.Content = .init()) async throws
        -> Draft
    {
        guard let journey = journeys(account).first(where: { $0.id == journey }) else {
            throw LedgerError.unknownReference
        }
        var content = content
        for (field, answer) in try await remembered(by: account, in: journey) where content.shared[field] == nil {
            content.shared[field] = answer
        }
        return try await keep(content, as: journey, for: account)
    }

    /// Puts a new draft into the hands of its account's team.
    func keep(_ content: Draft.Content, as journey: JourneyDefinition, for account: Account) async throws -> Draft {
        let today = ledger.today
        let id = try await ledger.insertDraft(
            journey: journey.id, organisation: account.organisation, team: account.unit ?? "", owner: account.id,
            begunOn: today, warnsOn: day(of: journey.warning, from: today),
            endsOn: day(of: journey.lifetime, from: today),
            content: content.stored(in: journey))
        return try await draft(id, for: account)
    }

    /// What an account answered about itself, and what its organisation is on cases.
    private func remembered(by account: Account, in journey: JourneyDefinition) async throws -> [String: RawAnswer] {
        let kept = try await ledger.remembered(for: account.id).flatMap { try? JSON($0) }
        var answers = RawAnswer.answers(kept).filter { journey.remembers.contains($0.key) }
        let record = rulebook.dossier(journey.dossier)?.record(journey.record)
        for field in journey.remembers where answers[field] == nil {
            guard let list = record?.field(field)?.list,
                let body = account.bodies.first(where: { $0.hasPrefix(list + ":") })
            else { continue }
            answers[field] = .text(String(body.dropFirst(list.count + 1)))
        }
        return answers
    }

    private func remember(_ draft: Draft, for account: Account) async throws {
        // Another system says everything anew; what it said of one person's referrer is not true of the next.
        guard !account.isProgram else { return }
        let own = draft.content.shared.filter { draft.journey.remembers.contains($0.key) }
        try await ledger.remember(RawAnswer.json(own).bytes, for: account.id)
    }

    /// The day a rule gives, counted from another; that day itself where the rule says nothing.
    func day(of rule: String, from day: CivilDate) -> CivilDate {
        let nation = rulebook.nations.first?.nation ?? Nation("E")
        guard case .number(let days)? = rulebook.value(of: rule, on: day, in: nation)?.content else { return day }
        return day.adding(days: days)
    }

    /// A draft of the account's team. That it was looked at is kept, as for a case.
    ///
    /// - Throws: `LedgerError.unknownReference`, the same whether it is not there or not for this account.
    public func draft(_ id: Reference, for account: Account) async throws -> Draft {
        try await discreetly(id, account, "refer") {
            guard let stored = try await ledger.draft(id), isOwn(stored.head, account),
                let draft = Draft(stored, in: rulebook)
            else { throw LedgerError.unknownReference }
            guard await lookout.sawDraft(id, account, purpose: draft.journey.purpose) else { throw LookNotKept() }
            return draft.shown(to: account)
        }
    }

    /// Whether a draft is in an account's hands: its own, or its team's.
    private func isOwn(_ draft: DraftHead, _ account: Account) -> Bool {
        guard draft.organisation == account.organisation, !account.organisation.isEmpty, draft.endsOn >= ledger.today,
            journeys(account).contains(where: { $0.id == draft.journey })
        else { return false }
        return draft.owner == account.id || draft.team.isEmpty || draft.team == account.unit ?? ""
    }

    /// The drafts in an account's hands: those of its team, those first that go first.
    ///
    /// Cost: two walks along an index; answers stay sealed.
    ///
    /// - Parameters:
    ///   - last: where the page before ended; `nil` for the first.
    ///   - areSent: those of which everything was sent and which can still be read, instead of those that wait.
    ///   - areOthers: without those for which the account itself is responsible.
    public func drafts(
        for account: Account, after last: DraftLine.Place? = nil, areSent: Bool = false, areOthers: Bool = false,
        limit: Int = 100
    ) async throws -> [DraftLine] {
        guard !journeys(account).isEmpty, !account.organisation.isEmpty else { return [] }
        let place = last.map { (day: $0.endsOn, id: $0.id) }
        var listed: [ListedDraft] = []
        for team in [""] + [account.unit].compactMap({ $0 }) {
            listed += try await ledger.drafts(
                of: account.organisation, team: team, after: place, areSent: areSent,
                except: areOthers ? account.id : nil, limit: limit)
        }
        listed.sort { ($0.head.endsOn, $0.head.id.number) < ($1.head.endsOn, $1.head.id.number) }
        return try await lines(Array(listed.prefix(limit)), account)
    }

    /// The drafts for which an account is responsible and of which something was not sent, the latest first.
    ///
    /// Cost: one walk along an index; answers stay sealed.
    public func drafts(ownedBy account: Account, after last: DraftLine.Place? = nil, limit: Int) async throws
        -> [DraftLine]
    {
        guard !journeys(account).isEmpty, !account.organisation.isEmpty else { return [] }
        let place = last.map { (day: $0.endsOn, id: $0.id) }
        return try await lines(
            try await ledger.drafts(ownedBy: account.id, of: account.organisation, after: place, limit: limit), account)
    }

    /// What an account sent and can still read, the latest first.
    ///
    /// Cost: one walk along an index; answers stay sealed.
    public func draftsSent(by account: Account, limit: Int) async throws -> [DraftLine] {
        guard !journeys(account).isEmpty, !account.organisation.isEmpty else { return [] }
        return try await lines(
            try await ledger.drafts(sentBy: account.id, of: account.organisation, limit: limit), account)
    }

    private func lines(_ listed: [ListedDraft], _ account: Account) async throws -> [DraftLine] {
        guard await lookout.listed(account, "drafts") else { throw LookNotKept() }
        var lines: [DraftLine] = []
        for draft in listed where isOwn(draft.head, account) {
            if let line = try await line(draft) { lines.append(line) }
        }
        return lines
    }

    private func line(_ listed: ListedDraft) async throws -> DraftLine? {
        if let line = listed.line { return DraftLine(listed.head, try JSON(line)) }
        // Saved before drafts had a line of their own.
        guard let stored = try await ledger.draft(listed.head.id), let draft = Draft(stored, in: rulebook) else {
            return nil
        }
        return DraftLine(stored.head, draft.content.line(in: draft.journey))
    }

    /// Changes a draft. When somebody else saves it in the same moment, `change` is asked again on what they left.
    ///
    /// - Parameter change: may throw, for example ``DraftConflict``; nothing is saved then.
    @discardableResult
    public func save(
        _ id: Reference, for account: Account, change: (inout Draft.Content) throws -> Void
    ) async throws -> Draft {
        for _ in 0..<100 {
            var draft = try await draft(id, for: account)
            guard draft.sentAt == nil else { throw LedgerError.unknownReference }
            let before = draft.content
            try change(&draft.content)
            if draft.content == before { return draft }
            if try await store(draft, draft.content, by: account) {
                let remembered = draft.journey.remembers.contains { draft.content.shared[$0] != before.shared[$0] }
                // A colleague who mends it does not take over who began it.
                if remembered, draft.owner == account.id { try await remember(draft, for: account) }
                return draft
            }
        }
        throw EngineError.busy
    }

    /// Writes a draft down as it now stands. One of which everything is sent is closed: its sender can read it for a short time.
    func store(_ draft: Draft, _ content: Draft.Content, by account: Account, mail: KeptMail? = nil) async throws
        -> Bool
    {
        guard content.isSent, content.isAnySent else {
            return try await ledger.saveDraft(
                draft.id, version: draft.version, content: content.stored(in: draft.journey), mail: mail)
        }
        return try await ledger.draftSent(
            draft.id, version: draft.version, content: content.stored(in: draft.journey),
            endsOn: day(of: draft.journey.copy, from: ledger.today), by: account.id, mail: mail)
    }

    /// Gives a draft to a colleague, or to another team, of the same organisation.
    ///
    /// - Parameters:
    ///   - person: the colleague, by sign-in name. `nil`: whoever of the team takes it.
    ///   - team: the unit; empty: the whole organisation. With a person it is theirs.
    /// - Returns: `false` when nobody of that name works there in this role.
    public func hand(_ id: Reference, to person: String?, team: String, by account: Account) async throws -> Bool {
        let draft = try await draft(id, for: account)
        guard draft.sentAt == nil else { throw LedgerError.unknownReference }
        var (owner, unit) = (draft.owner, team)
        if let person {
            guard let found = try await directory.person(person), found.isActive(on: ledger.today),
                let post = found.posts.first(where: {
                    $0.isHeld(on: ledger.today) && $0.organisation == account.organisation && $0.role == account.role
                })
            else { return false }
            (owner, unit) = (found.id, post.unit ?? "")
        }
        guard await lookout.note(.exported, by: account, purpose: "refer", reference: id, detail: "draft handed over")
        else { throw LookNotKept() }
        var version = draft.version
        for _ in 0..<100 {
            if try await ledger.handDraft(id, version: version, team: unit, owner: owner) { return true }
            // Somebody saved it at this moment: it is handed over as they left it.
            let now = try await self.draft(id, for: account)
            guard now.sentAt == nil else { throw LedgerError.unknownReference }
            version = now.version
        }
        throw EngineError.busy
    }

    /// Deletes a draft for good: its answers at once, its files a few minutes later (``Ledger/discardDraft(_:)``).
    public func discard(_ id: Reference, by account: Account) async throws {
        _ = try await draft(id, for: account)
        try await ledger.discardDraft(id)
    }

    /// Deletes drafts that have come to their last day, and files that never came in whole. Called now and then by whoever serves.
    ///
    /// - Returns: how many were deleted. Each call takes a few hundred at most.
    public func removeEndedDrafts() async throws -> Int {
        let drafts = try await ledger.removeEndedDrafts()
        return try await drafts + ledger.removeCutOffAttachments()
    }

    /// Notes which page somebody has open, and answers who else had one open in the last ten minutes.
    public func visit(_ draft: Draft, page: String, by account: Account) async throws -> [(name: String, page: String)]
    {
        let visits = try await ledger.draftVisits(draft.id)
        let now = ledger.now.milliseconds
        let own = visits.first { $0.account == account.id }
        if own.map({ $0.page != page || now - $0.at > 60_000 }) ?? true {
            let (ledger, id) = (ledger, draft.id)
            // Nobody waits for it: a page must not be slower because others may want to know.
            Task { try? await ledger.visitDraft(id, account: account.id, page: page) }
        }
        var others: [(name: String, page: String)] = []
        for visit in visits where visit.account != account.id && now - visit.at < 10 * 60_000 {
            if let person = try await directory.person(visit.account) {
                others.append((person.displayName, visit.page))
            }
        }
        return others
    }

    /// The names of those who are responsible for drafts, by account.
    public func ownerNames(of drafts: [DraftLine]) async throws -> [String: String] {
        var names: [String: String] = [:]
        for draft in drafts where names[draft.head.owner] == nil {
            names[draft.head.owner] = try await directory.person(draft.head.owner)?.displayName ?? ""
        }
        return names
    }

    /// What a person's referral says so far, read as the record that will be made of it.
    public func sheet(of draft: Draft, person number: Int, for account: Account) -> DraftSheet? {
        DraftSheet(
            draft.content.answers(of: number), journey: draft.journey, casework: ledger.casework, actor: account.actor,
            on: ledger.today)
    }

    /// The same for answers that are not in any draft.
    public func sheet(_ answers: [String: RawAnswer], journey: JourneyDefinition, for account: Account) -> DraftSheet? {
        DraftSheet(answers, journey: journey, casework: ledger.casework, actor: account.actor, on: ledger.today)
    }
}

/// A person's answers, and what is to come of them.
public final class DraftSheet: Sendable {
    /// Read as the record whose questions the journey asks.
    public let sheet: AnswerSheet
    public let making: JourneyDefinition.Making
    /// The record that will be made, and its answers.
    public let made: AnswerSheet
    /// Why nothing may be sent, where that is so.
    public let end: JourneyDefinition.End?
    /// The questions that are asked: they belong to what will be made, and they apply.
    private let asked: Set<String>

    init?(
        _ raw: [String: RawAnswer], journey: JourneyDefinition, casework: Casework, actor: Actor, on day: CivilDate
    ) {
        func read(_ record: String) -> AnswerSheet? {
            // What no longer applies counts for nothing, and what depended on it is asked anew of what is left. Each round begins
            // with everything that was answered: what seemed stale for the sake of a stale answer comes back.
            var kept = raw
            for _ in 0..<20 {
                guard let sheet = casework.sheet(kept, of: record, kind: journey.dossier, actor: actor, on: day) else {
                    return nil
                }
                let stale = Set(sheet.record.fields.filter { raw[$0.id] != nil && !sheet.applies($0) }.map(\.id))
                let next = raw.filter { !stale.contains($0.key) }
                if next == kept { return sheet }
                kept = next
            }
            return nil
        }
        guard let sheet = read(journey.record),
            let making = journey.makes.first(where: { sheet.holds($0.when) })
        else { return nil }
        self.sheet = sheet
        self.making = making
        if making.record == journey.record {
            made = sheet
        } else {
            guard let other = read(making.record) else { return nil }
            made = other
        }
        end = journey.ends.first { sheet.holds($0.when) }
        asked = Set(made.record.fields.filter(made.applies).map(\.id))
    }

    /// Whether a question is asked.
    public func asks(_ field: String) -> Bool { asked.contains(field) }

    /// Whether a page is asked.
    public func asks(_ page: JourneyDefinition.Page) -> Bool {
        sheet.holds(page.when) && page.fields.contains(where: asks)
    }

    /// The questions of a page that have to be answered and are not, in order.
    public func missing(on page: JourneyDefinition.Page) -> [FieldDefinition] {
        guard asks(page) else { return [] }
        return page.fields.compactMap { id in
            guard let field = made.record.field(id), made.answers[id] == nil, asks(id),
                made.demands(field) || demands(field, page)
            else { return nil }
            return field
        }
    }

    private func demands(_ field: FieldDefinition, _ page: JourneyDefinition.Page) -> Bool {
        page.demands.contains(field.id) && sheet.holds(page.demandsWhen)
    }

    /// The groups of a page of which one needs an answer and none has it.
    public func lacking(on page: JourneyDefinition.Page) -> [NeedsOneOf] {
        made.record.needsOneOf.filter { need in need.fields.contains(where: page.fields.contains) && made.lacks(need) }
    }

    /// Whether everything that a page demands is answered, in words that can be read.
    public func isComplete(_ page: JourneyDefinition.Page) -> Bool {
        missing(on: page).isEmpty && lacking(on: page).isEmpty
            && !made.faults.contains { reason in reason.field.map { page.fields.contains($0) } ?? false }
    }
}

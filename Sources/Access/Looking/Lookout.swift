import Casework
import Ledger
import Rulebook
import Synchronization

/// Keeps that somebody looked, before they see: who, why, at what, by which relation, and what is unusual about it.
///
/// The same person looking at the same thing for the same purpose again within ten minutes is one look.
final class Lookout: Sendable {
    /// For how long a look covers its repetitions, in milliseconds.
    static let cover: Int64 = 10 * 60_000
    /// More different cases in a day than this are marked.
    static let usualCases = 60
    /// More refusals in an hour than this are marked.
    static let usualRefusals = 5

    private struct Seen: Hashable {
        let account: String
        let post: Int
        let purpose: String
        let act: Look.Act
        let reference: Reference?
        let detail: String
    }

    /// What one account did, as far as this program has seen it since it began.
    private struct Day {
        var day: CivilDate
        var cases: Set<Reference> = []
        var refusals: [Int64] = []
    }

    private struct State {
        var recent: [Seen: Int64] = [:]
        var days: [String: Day] = [:]
    }

    private let ledger: Ledger
    private let state = Mutex(State())

    init(_ ledger: Ledger) {
        self.ledger = ledger
    }

    /// Somebody is about to see a dossier. `false`: that could not be kept, and they must not.
    func saw(
        _ opened: OpenedDossier, _ sight: Sight, _ account: Account, _ purpose: String, _ detail: String
    ) async -> Bool {
        let isStaff = ledger.rulebook.dossier(opened.state.kind)?.isAboutStaff ?? false
        let act: Look.Act = isStaff ? .administered : detail == "overview" ? .opened : .read
        let seen = Seen(
            account: account.id, post: account.post, purpose: purpose, act: act, reference: opened.reference,
            detail: detail)
        if isCovered(seen) { return true }
        var marks = isStaff ? [] : timeMarks
        if !isStaff {
            if isVolume(account, opened.reference) { marks.append(.volume) }
            if sight.relations.contains(.emergency) { marks.append(.emergency) }
            if isSomebodyElses(opened, account, sight) { marks.append(.neverAssigned) }
            if isNamesake(opened, account, sight) { marks.append(.ownName) }
        }
        let look = Look(
            at: ledger.now, actor: account.actor, purpose: purpose, act: act, reference: opened.reference,
            detail: detail, relation: sight.relations.sorted().first?.rawValue ?? "", marks: marks)
        return await keep(look, seen)
    }

    /// Somebody is about to see a draft.
    func sawDraft(_ id: Reference, _ account: Account, purpose: String) async -> Bool {
        let seen = Seen(
            account: account.id, post: account.post, purpose: purpose, act: .read, reference: id, detail: "draft")
        if isCovered(seen) { return true }
        return await keep(
            Look(
                at: ledger.now, actor: account.actor, purpose: purpose, act: .read, reference: id, detail: "draft",
                relation: Relation.organisation.rawValue, marks: timeMarks), seen)
    }

    /// Somebody opened a list.
    func listed(_ account: Account, _ list: String) async -> Bool {
        let seen = Seen(
            account: account.id, post: account.post, purpose: "", act: .listed, reference: nil, detail: list)
        if isCovered(seen) { return true }
        return await keep(
            Look(at: ledger.now, actor: account.actor, purpose: "", act: .listed, detail: list), seen)
    }

    /// Somebody searched. Every search is kept, with what was searched for under seal.
    func searched(_ text: String, _ account: Account, _ result: SearchResult) async -> Bool {
        guard !result.isEmpty else { return true }
        var marks = timeMarks
        let own = Set(Lookout.words(account.displayName).suffix(1))
        if !own.isDisjoint(with: Lookout.words(text)) { marks.append(.ownName) }
        return await ledger.note(
            Look(
                at: ledger.now, actor: account.actor, purpose: "", act: .searched, detail: "\(result.hits.count)",
                marks: marks, text: text))
    }

    /// Somebody asked for what is not there, or not for them. Kept either way, so that neither takes longer.
    func refused(_ reference: Reference, _ account: Account, _ purpose: String) async {
        let now = ledger.now.milliseconds
        let count = state.withLock { state in
            var day = state.days[account.id] ?? Day(day: ledger.today)
            day.refusals = day.refusals.filter { now - $0 < 3_600_000 } + [now]
            state.days[account.id] = day
            return day.refusals.count
        }
        let marks = timeMarks + (count > Lookout.usualRefusals ? [.guessing] : [])
        _ = await ledger.note(
            Look(
                at: ledger.now, actor: account.actor, purpose: purpose, act: .refused, reference: reference,
                marks: marks))
    }

    /// Keeps anything else that has to be accounted for.
    func note(_ act: Look.Act, by account: Account, purpose: String = "", reference: Reference? = nil, detail: String)
        async -> Bool
    {
        await ledger.note(
            Look(
                at: ledger.now, actor: account.actor, purpose: purpose, act: act, reference: reference, detail: detail,
                marks: timeMarks))
    }

    private func keep(_ look: Look, _ seen: Seen) async -> Bool {
        guard await ledger.note(look) else { return false }
        state.withLock { state in
            if state.recent.count > 50_000 {
                let oldest = look.at.milliseconds - Lookout.cover
                state.recent = state.recent.filter { $0.value > oldest }
                if state.recent.count > 50_000 { state.recent = [:] }
            }
            state.recent[seen] = look.at.milliseconds
        }
        return true
    }

    private func isCovered(_ seen: Seen) -> Bool {
        let now = ledger.now.milliseconds
        return state.withLock { state in
            state.recent[seen].map { (0..<Lookout.cover).contains(now - $0) } ?? false
        }
    }

    private var timeMarks: [Look.Mark] { (6..<23).contains(ledger.wall(ledger.now).hour) ? [] : [.night] }

    private func isVolume(_ account: Account, _ reference: Reference) -> Bool {
        let today = ledger.today
        return state.withLock { state in
            var day = state.days[account.id] ?? Day(day: today)
            if day.day != today { (day.day, day.cases) = (today, []) }
            day.cases.insert(reference)
            state.days[account.id] = day
            return day.cases.count > Lookout.usualCases
        }
    }

    /// The case is somebody else's: it is assigned for this role, and not to this account.
    private func isSomebodyElses(_ opened: OpenedDossier, _ account: Account, _ sight: Sight) -> Bool {
        guard sight.relations.isDisjoint(with: [.assigned, .team, .invited, .emergency]),
            sight.relations.contains(.organisation) || sight.relations.contains(.area),
            let definition = ledger.rulebook.dossier(opened.state.kind)
        else { return false }
        let role = ledger.rulebook.role(account.role)?.worklistOf ?? account.role
        guard role == account.role else { return false }
        return Ties(of: opened.state, definition).assignee(role).map { $0 != account.id } ?? false
    }

    /// Somebody in the case has the family name of whoever looks. Told only from names that they may see.
    private func isNamesake(_ opened: OpenedDossier, _ account: Account, _ sight: Sight) -> Bool {
        guard let own = Lookout.words(account.displayName).last,
            let definition = ledger.rulebook.dossier(opened.state.kind)
        else { return false }
        return definition.search.names.contains { path in
            guard let record = path.record, sight.classes(in: record).contains(.personal) else { return false }
            return opened.state.answer(path).map { Lookout.words($0.plain).contains(own) } ?? false
        }
    }

    /// The words of a name, folded as the search folds them.
    private static func words(_ name: String) -> [String] { NameFolding.words(name) }
}

public import Casework
public import Ledger
import Rulebook

extension Access {
    /// How a referral stands.
    ///
    /// - Throws: `LedgerError.unknownReference`, the same and after the same time whether there is none or it is not for these eyes.
    public func status(of reference: Reference, for account: Account) async throws -> ReferralStatus {
        let purpose = journeys(account).first?.purpose ?? ""
        return try await discreetly(reference, account, purpose) {
            let (opened, sight) = try await openStatus(reference, account, purpose)
            guard let status = StatusReader(self, opened, sight)?.status else { throw LedgerError.unknownReference }
            guard await lookout.saw(opened, sight, account, purpose, "overview") else { throw LookNotKept() }
            return status
        }
    }

    /// How the referrals stand that an account's organisation made or has, the latest first.
    ///
    /// Cost: a walk along an index, and each referral of the page opened without unsealing anything but what the authority asked.
    ///
    /// - Parameter last: those made before this one.
    public func statuses(for account: Account, before last: Reference? = nil, limit: Int) async throws
        -> [ReferralStatus]
    {
        guard let purpose = journeys(account).first?.purpose, !account.organisation.isEmpty else { return [] }
        var position = Int64.max
        if let last {
            let found = try await ledger.database.glance { connection in
                try connection.first(.dossierNumber, [.integer(last.number)]) { $0.integer(0) }
            }
            position = found ?? 0
        }
        var statuses: [ReferralStatus] = []
        while statuses.count < limit {
            let page = try await ledger.dossiers(
                under: Scope.organisation(account.organisation), before: position, limit: limit)
            for (place, dossier) in page where statuses.count < limit {
                position = place
                guard dossier.kind == "case" else { continue }
                do {
                    let (opened, sight) = try await openStatus(dossier.reference, account, purpose)
                    if let status = StatusReader(self, opened, sight)?.status { statuses.append(status) }
                } catch LedgerError.unknownReference {
                    continue
                }
            }
            if page.count < limit { break }
        }
        guard await lookout.listed(account, "referrals") else { throw LookNotKept() }
        return statuses
    }

    /// What is asked about a referral: open questions first, then the latest.
    public func questions(about reference: Reference, for account: Account) async throws -> [AskedQuestion] {
        let purpose = journeys(account).first?.purpose ?? ""
        return try await discreetly(reference, account, purpose) {
            let (opened, sight) = try await openStatus(reference, account, purpose)
            guard let reader = StatusReader(self, opened, sight) else { throw LedgerError.unknownReference }
            guard await lookout.saw(opened, sight, account, purpose, "questions") else { throw LookNotKept() }
            return reader.questions.sorted {
                ($0.settledOn == nil ? 0 : 1, -$0.raisedOn.dayNumber, $0.id)
                    < ($1.settledOn == nil ? 0 : 1, -$1.raisedOn.dayNumber, $1.id)
            }
        }
    }

    /// What becomes of an answer: recorded, or the reasons why not.
    public enum Answering: Sendable {
        case answered
        case refused(Refusal)
        /// It has been settled, or taken back.
        case over
    }

    /// Answers a question about a referral. The same answer again changes nothing.
    ///
    /// - Throws: `LedgerError.unknownReference` when there is no such question for these eyes.
    public func answer(
        _ question: String, about reference: Reference, with text: String, by account: Account
    ) async throws -> Answering {
        let asked = try await questions(about: reference, for: account).first { $0.id == question }
        guard let asked else { throw LedgerError.unknownReference }
        let purpose = journeys(account).first?.purpose ?? ""
        let action = asked.isAsked ? "answer" : "reply_to_question"
        let answers: [String: RawAnswer] =
            asked.isAsked ? ["reply": .text(text)] : ["question": .text(asked.id), "question_reply": .text(text)]
        let request = ActionRequest(
            record: asked.record, instance: asked.instance, action: action, answers: answers, actor: account.actor,
            purpose: purpose, occurredOn: ledger.today)
        let target = try await viewToAct(reference, on: asked.record, for: account, purpose: purpose)
        let command = Command(
            reference: reference, request: request, key: "\(account.id) \(reference) \(asked.id) \(text)")
        switch try await record(command, on: target) {
        case .recorded, .repeated: return .answered
        case .conflict: return .over
        case .refused(let refusal): return asked.settledOn == nil ? .refused(refusal) : .over
        }
    }

    private func openStatus(
        _ reference: Reference, _ account: Account, _ purpose: String
    ) async throws -> (OpenedDossier, Sight) {
        try await open(reference, kind: "case", for: account, purpose: purpose) { sight in
            { record in record == StatusReader.request ? sight.classes(in: record).subtracting(.open) : [] }
        }
    }
}

/// Reads from a case what may be told of it; every record and answer is asked of the sight first.
private struct StatusReader {
    /// The record with which an authority asks the referrer.
    static let request = "information_request"

    let casework: Casework
    let today: CivilDate
    let opened: OpenedDossier
    let sight: Sight
    let definition: DossierDefinition

    init?(_ access: Access, _ opened: OpenedDossier, _ sight: Sight) {
        guard let definition = access.rulebook.dossier(opened.state.kind) else { return nil }
        casework = access.ledger.casework
        today = access.today
        self.opened = opened
        self.sight = sight
        self.definition = definition
    }

    private var state: DossierState { opened.state }

    var status: ReferralStatus {
        let code = casework.standing(of: opened, as: sight, on: today)
        let kind = opened.entries.first?.record ?? ""
        return ReferralStatus(
            reference: opened.reference, kind: kind,
            ownReference: ["referral", kind].lazy.compactMap { answer("referrer_reference", of: $0)?.plain }.first,
            standing: .init(code: code, label: definition.standing(code)?.label ?? Wording(["en": code])),
            receivedOn: state.openedOn, authority: authority, decision: decision, supportStartedOn: supportStartedOn,
            clocks: clocks, questions: questions.filter { $0.settledOn == nil }.count)
    }

    /// An answer that may be told.
    private func answer(_ field: String, of record: String) -> FieldValue? {
        guard let asked = definition.record(record)?.field(field), sight.sees(record),
            sight.classes(in: record).contains(asked.sealingClass)
        else { return nil }
        return state.record(record)?.fields[field]
    }

    private func coded(_ field: String, of record: String) -> ReferralStatus.Coded? {
        guard let code = answer(field, of: record)?.plain else { return nil }
        let list = definition.record(record)?.field(field)?.list.flatMap { casework.rulebook.lists[$0] }
        return .init(code: code, label: list?[code]?.label ?? Wording(["en": code]))
    }

    private var authority: ReferralStatus.Coded? {
        ["conclusive_grounds", "reasonable_grounds", "referral"].lazy.compactMap { coded("authority", of: $0) }.first
    }

    private var decision: ReferralStatus.Decision? {
        for record in ["conclusive_grounds", "reasonable_grounds"] {
            guard answer("person_told_on", of: record) != nil, let result = coded("outcome", of: record),
                let made = opened.entries.last(where: {
                    $0.record == record && $0.action == "decide" && ($0.stage == .done || $0.stage == .confirmed)
                })
            else { continue }
            return .init(record: record, result: result, madeOn: made.occurredOn)
        }
        return nil
    }

    private var supportStartedOn: CivilDate? {
        guard sight.sees("recovery_period") else { return nil }
        return ["recovery_support", "recovery_period"].lazy.compactMap { state.clocks[$0]?.startedOn }.first
    }

    private var clocks: [ReferralStatus.Clock] {
        definition.records.filter { sight.sees($0.id) }.flatMap(\.clocks).compactMap { clock in
            state.clocks[clock.id].map { running in
                let standing: ClockState.Standing =
                    clock.kind == .due
                    ? running.standing(on: today) : running.isOver ? .met : running.pausedOn == nil ? .running : .paused
                return .init(id: clock.id, label: clock.label, due: running.due, standing: standing)
            }
        }
    }

    var questions: [AskedQuestion] {
        state.questions.compactMap { id, question in raised(id, question) } + asked
    }

    private func raised(_ id: String, _ question: QuestionState) -> AskedQuestion? {
        guard let put = definition.questionPut(id, in: state, as: sight) else { return nil }
        let answered = opened.entries.last { $0.action == "reply_to_question" && $0.fields["question"]?.plain == id }
        return AskedQuestion(
            id: id, label: put.label, ask: put.ask, raisedOn: question.raisedOn, answeredOn: answered?.occurredOn,
            settledOn: question.settledOn, record: put.record, instance: nil)
    }

    private var asked: [AskedQuestion] {
        guard sight.sees(StatusReader.request), let record = definition.record(StatusReader.request) else { return [] }
        return (state.records[record.id] ?? []).compactMap { one in
            let entries = opened.entries.filter { $0.record == record.id && $0.instance == one.instance }
            guard let first = entries.first, let ask = one.fields["asked"]?.plain else { return nil }
            let answered = entries.last { $0.action == "answer" }
            let isOver = record.state(one.state)?.isFinal ?? false
            return AskedQuestion(
                id: "\(record.id).\(one.instance)", label: record.title.english, ask: ask, raisedOn: first.occurredOn,
                answeredOn: answered?.occurredOn, settledOn: isOver ? one.since : nil, record: record.id,
                instance: one.instance)
        }
    }
}

/// A doubt as it is put to whoever referred.
struct QuestionPut {
    /// The record that asks.
    let record: String
    let label: String
    let ask: String
}

extension DossierDefinition {
    /// A doubt as it is put to whoever referred; `nil` when they are not asked, or do not see the record that asks.
    ///
    /// - Parameter raised: its id, with a dot and what it is about where it is about one thing.
    func questionPut(_ raised: String, in state: DossierState, as sight: Sight) -> QuestionPut? {
        let parts = raised.split(separator: ".", maxSplits: 1).map { String($0) }
        for record in records where sight.sees(record.id) && state.record(record.id) != nil {
            guard let found = record.questions.first(where: { $0.id == parts.first }), let ask = found.referrer else {
                continue
            }
            let about = parts.count > 1 ? ": " + (record.field(parts[1])?.label.english ?? parts[1]) : ""
            return QuestionPut(record: record.id, label: found.label.english + about, ask: ask.english)
        }
        return nil
    }
}

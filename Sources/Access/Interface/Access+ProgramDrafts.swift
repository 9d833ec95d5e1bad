public import Casework
import Law
public import Ledger
public import Rulebook
import StrictJSON

/// A file that an answer names and that cannot go with it.
public struct WrongFile: Sendable, Hashable {
    public enum Why: Sendable, Hashable {
        /// There is no such file in the draft.
        case unknown
        /// Another person's answers name it too.
        case twice
        /// Several people share the answer.
        case shared
    }

    public let field: String
    /// The place of the person in the draft; `nil`: the answer is shared.
    public let person: Int?
    public let why: Why
}

/// What a change of a draft names wrongly. Nothing was saved.
public struct WrongFiles: Error, Sendable {
    public let files: [WrongFile]
}

/// Why people in a draft were not referred: what has to be mended, by the place of each. Whether others were referred before says
/// the draft.
public struct DraftRefused: Error, Sendable {
    public let people: [(place: Int, refusal: Refusal)]
    /// As it stands.
    public let draft: Draft
}

/// What was made of one person's answers.
public struct SentPerson: Sendable {
    /// The person's place in the draft, from 0.
    public let place: Int
    public let reference: Reference
    /// The record that began the case, or joined it.
    public let record: String
}

extension Draft {
    /// Those who have been referred, in their order.
    public var sentPeople: [SentPerson] {
        content.people.enumerated().compactMap { place, person in
            person.sent.map { SentPerson(place: place, reference: $0, record: person.sentAs ?? journey.record) }
        }
    }
}

extension Access {
    /// Begins a draft with what a program sent, and nothing else: what was answered before is not added.
    ///
    /// - Throws: `LedgerError.unknownReference` when the account may not go the journey, or the case that it goes on with is not
    ///   for its eyes.
    public func beginDraft(_ content: Draft.Content, of journey: JourneyDefinition, by account: Account) async throws
        -> Draft
    {
        guard journeys(account).contains(where: { $0.id == journey.id }) else { throw LedgerError.unknownReference }
        if let reference = content.attachedTo {
            _ = try await view(
                reference, kind: journey.dossier, for: account, purpose: journey.purpose, extent: .standing,
                detail: "interface")
        }
        let wrong = WrongFile.all(in: content, asked: fileFields(of: journey), known: [])
        guard wrong.isEmpty else { throw WrongFiles(files: wrong) }
        var content = content
        content.begunAt = ledger.now.milliseconds
        return try await keep(content, as: journey, for: account)
    }

    /// Changes a draft as a program asks. Files go to the person whose answers name them.
    ///
    /// - Parameter change: may throw; nothing is saved then.
    /// - Throws: ``WrongFiles``.
    public func change(
        _ id: Reference, for account: Account, _ change: (inout Draft.Content) throws -> Void
    ) async throws -> Draft {
        let draft = try await draft(id, for: account)
        let files = try await files(of: draft)
        let asked = fileFields(of: draft.journey)
        let changed = try await save(id, for: account) { content in
            try change(&content)
            let wrong = WrongFile.all(in: content, asked: asked, known: files.map { "\($0.id)" })
            guard wrong.isEmpty else { throw WrongFiles(files: wrong) }
        }
        for file in files {
            let owner = changed.content.people.first { person in
                let answers = changed.content.answers(of: person.number)
                return person.sent == nil && asked.contains { answers[$0].names("\(file.id)") }
            }
            if file.person != owner?.number ?? 0 { try await give(file, to: owner?.number ?? 0) }
        }
        return changed
    }

    /// Refers everybody in a draft, or nobody.
    ///
    /// Everything is decided before anything is recorded. What is cut off in between goes on when it is asked again.
    ///
    /// - Parameter claim: the request in which it is done; that sending begins is kept with it before anybody is referred.
    /// - Returns: one for each person, in their order.
    /// - Throws: ``DraftRefused``.
    public func submitWhole(
        _ id: Reference, for account: Account, in claim: RequestClaim? = nil
    ) async throws -> [SentPerson] {
        let draft = try await draft(id, for: account)
        // Who joins a case is alone, and only the case knows what was done before: looked at anew, it would seem done already.
        let refused = draft.content.caseToJoin == nil ? try await refusals(in: draft, account) : []
        guard refused.isEmpty else { throw DraftRefused(people: refused, draft: draft) }
        if let claim, !claim.isSending, !draft.content.isSent { try await noteSending(id, for: claim) }
        var sent: [SentPerson] = []
        for (place, person) in draft.content.people.enumerated() {
            if let reference = person.sent {
                let record = person.sentAs ?? draft.journey.record
                sent.append(SentPerson(place: place, reference: reference, record: record))
                continue
            }
            let outcome =
                sent.isEmpty
                ? try await submit(id, person: person.number, for: account)
                : try await submit(next: draft, person: person.number, for: account)
            guard case .sent(let reference, let record) = outcome else {
                throw try await lateRefusal(outcome, place, id, account)
            }
            sent.append(SentPerson(place: place, reference: reference, record: record))
        }
        return sent
    }

    /// Why somebody was refused though everything had been decided: the draft or the case has changed since.
    private func lateRefusal(
        _ outcome: Submission, _ place: Int, _ id: Reference, _ account: Account
    ) async throws -> DraftRefused {
        let draft = try await draft(id, for: account)
        var people = try await refusals(in: draft, account)
        if people.isEmpty, case .refused(let refusal) = outcome, draft.content.people.indices.contains(place) {
            people = [(place, refusal)]
        }
        guard !people.isEmpty else { throw EngineError.busy }
        return DraftRefused(people: people, draft: draft)
    }

    /// What keeps those back who have not been referred.
    private func refusals(in draft: Draft, _ account: Account) async throws -> [(place: Int, refusal: Refusal)] {
        var refused: [(place: Int, refusal: Refusal)] = []
        for (place, person) in draft.content.people.enumerated() where person.sent == nil {
            if let refusal = try await refusal(of: draft, person.number, account) { refused.append((place, refusal)) }
        }
        return refused
    }

    /// Every reason why a person of a draft would not be referred.
    private func refusal(of draft: Draft, _ number: Int, _ account: Account) async throws -> Refusal? {
        guard let sheet = sheet(of: draft, person: number, for: account) else { throw LedgerError.unknownReference }
        if let end = sheet.end {
            return Refusal([Reason(code: "nothing_to_send", sentence: end.text.first?.english ?? end.title.english)])
        }
        let request = ActionRequest(
            record: sheet.making.record, action: sheet.making.action,
            answers: answers(of: draft, number, sheet, files: try await files(of: draft)), actor: account.actor,
            purpose: draft.journey.purpose, occurredOn: ledger.today)
        var command = Command(
            reference: draft.content.caseToJoin, kind: draft.journey.dossier, request: request, key: "")
        var reasons = reasons(against: sheet, in: draft.journey)
        if let refusal = try await directory.resolve(&command, account) { reasons += refusal.reasons }
        let told = Set(reasons.compactMap(\.field))
        var decided: Refusal?
        if let reference = draft.content.caseToJoin {
            let target = try await viewToAct(
                reference, kind: command.kind, on: command.request.record, for: account,
                purpose: command.request.purpose)
            decided = reasonsAgainst(command.request, on: target)
        } else {
            decided = reasonsAgainst(opening: command.kind, command.request)
        }
        reasons += (decided?.reasons ?? []).filter { reason in reason.field.map { !told.contains($0) } ?? true }
        return reasons.isEmpty ? nil : Refusal(reasons)
    }

    private func fileFields(of journey: JourneyDefinition) -> [String] {
        (rulebook.dossier(journey.dossier)?.record(journey.record)?.fields ?? []).filter { $0.kind == .files }.map(\.id)
    }

    private func give(_ file: DraftFile, to person: Int) async throws {
        let about = file.about(person: person)
        try await ledger.describe(file.id, about: about.bytes)
    }
}

extension WrongFile {
    /// Every file that the answers of a draft name and that cannot go with them.
    static func all(in content: Draft.Content, asked: [String], known: [String]) -> [WrongFile] {
        var wrong: [WrongFile] = []
        var seen: Set<String> = []
        func check(_ answers: [String: RawAnswer], person: Int?) {
            for field in asked {
                let names = Set(answers[field].names)
                if names.isEmpty { continue }
                if person == nil, content.people.count > 1 {
                    wrong.append(WrongFile(field: field, person: person, why: .shared))
                } else if !names.isSubset(of: known) {
                    wrong.append(WrongFile(field: field, person: person, why: .unknown))
                } else if !seen.isDisjoint(with: names), person != nil, content.people.count > 1 {
                    wrong.append(WrongFile(field: field, person: person, why: .twice))
                }
                seen.formUnion(names)
            }
        }
        check(content.shared, person: nil)
        // The files of those who were referred have gone to their cases.
        for (place, person) in content.people.enumerated() where person.sent == nil {
            check(person.answers, person: place)
        }
        return wrong
    }
}

extension RawAnswer? {
    fileprivate var names: [String] {
        switch self {
        case .list(let names)?: names
        case .text(let name)?: name.isEmpty ? [] : [name]
        case .unreadable?, nil: []
        }
    }

    fileprivate func names(_ file: String) -> Bool { names.contains(file) }
}

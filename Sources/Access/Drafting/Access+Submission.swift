public import Casework
import Law
public import Ledger
import Rulebook
import StrictJSON

/// What came of sending a person's referral.
public enum Submission: Sendable {
    /// It is on stable storage; `record` says what was made of it.
    case sent(Reference, record: String)
    /// What has to be mended first. Nothing was sent.
    case refused(Refusal)
    /// Nothing may be sent for this person: why, and what to do instead.
    case ended(String)
}

extension Access {
    /// Sends the referral of one person in a draft. Sent twice, it is made once.
    ///
    /// With the last person the draft is closed: it can be read by its sender for a short time (`draft.copy`), and is gone then.
    ///
    /// - Parameter mail: what to write to whoever refers, given the reference: no content of the case. `nil`: nothing.
    public func submit(
        _ id: Reference, person number: Int, for account: Account,
        mail: (@Sendable (Reference) -> (subject: String, text: String))? = nil
    ) async throws -> Submission {
        let draft = try await draft(id, for: account)
        guard let person = draft.content.person(number) else { throw LedgerError.unknownReference }
        if let sent = person.sent { return .sent(sent, record: person.sentAs ?? draft.journey.record) }
        let attachedTo = draft.content.caseToJoin
        guard let sheet = sheet(of: draft, person: number, for: account) else { throw LedgerError.unknownReference }
        if let end = sheet.end { return .ended(end.id) }
        let missing = reasons(against: sheet, in: draft.journey)
        if !missing.isEmpty { return .refused(Refusal(missing)) }
        let files = try await files(of: draft)
        let command = Command(
            reference: attachedTo, kind: draft.journey.dossier,
            request: ActionRequest(
                record: sheet.making.record, action: sheet.making.action,
                answers: answers(of: draft, number, sheet, files: files), actor: account.actor,
                purpose: draft.journey.purpose, occurredOn: ledger.today),
            key: "draft \(id) \(number)")
        let reference: Reference
        var sent = draft.content.answers(of: number)
        switch try await record(command, attachedTo: attachedTo, account) {
        case .refused(let refusal): return .refused(refusal)
        case .conflict: throw EngineError.busy
        case .recorded(let new, _): reference = new
        case .repeated(let known, _):
            reference = known
            try await correct(&sent, to: known, sheet)
        }
        try await follow(up: draft, number, reference, sheet, files, account)
        let letter = address(draft, number).flatMap { address in
            mail.map { write in
                let (subject, text) = write(reference)
                return kept(Mail(to: address, subject: subject, text: text), key: "draft \(id) \(number)")
            }
        }
        try await close(id, number, reference, sheet.making.record, sent, account, letter)
        return .sent(reference, record: sheet.making.record)
    }

    /// Makes the answers of a draft those that were recorded when it was sent for the first time: it may have been changed since,
    /// when the sending was cut off before it was written down here.
    private func correct(_ answers: inout [String: RawAnswer], to reference: Reference, _ sheet: DraftSheet)
        async throws
    {
        guard let record = try await ledger.open(reference).state.record(sheet.making.record) else { return }
        for field in sheet.made.record.fields where field.isAsked && field.kind != .files {
            let recorded = record.fields[field.id]
            let now = sheet.asks(field.id) ? sheet.made.answers[field.id] : nil
            if now != recorded { answers[field.id] = recorded?.raw }
        }
    }

    private func record(_ command: Command, attachedTo reference: Reference?, _ account: Account) async throws
        -> Outcome
    {
        guard let reference else { return try await open(command, for: account) }
        let target = try await viewToAct(
            reference, kind: command.kind, on: command.request.record, for: account, purpose: command.request.purpose)
        return try await record(command, on: target)
    }

    /// What the pages demand and the record does not. The record's own demands are the kernel's business.
    func reasons(against sheet: DraftSheet, in journey: JourneyDefinition) -> [Reason] {
        journey.pages.flatMap { _, page in
            page.demands.isEmpty
                ? []
                : sheet.missing(on: page).map {
                    Reason(code: "missing", sentence: "Answer “\($0.label.english)”.", field: $0.id)
                }
        }
    }

    /// The answers to send: those to questions that are asked, and the files that came.
    func answers(
        of draft: Draft, _ number: Int, _ sheet: DraftSheet, files: [DraftFile]
    ) -> [String: RawAnswer] {
        var answers = draft.content.answers(of: number).filter { sheet.asks($0.key) }
        for field in sheet.made.record.fields where field.kind == .files {
            let own = files.filter { $0.person == number }.map { "\($0.id)" }
            answers[field.id] = own.isEmpty || !sheet.asks(field.id) ? nil : .list(own)
        }
        return answers
    }

    private func address(_ draft: Draft, _ number: Int) -> String? {
        guard let field = draft.journey.mailsTo, case .text(let text)? = draft.content.answers(of: number)[field]
        else { return nil }
        return text
    }

    /// What goes with a referral on a case of its own: files, the tie to those met together, consents. Each can be done again.
    private func follow(
        up draft: Draft, _ number: Int, _ reference: Reference, _ sheet: DraftSheet, _ files: [DraftFile],
        _ account: Account
    ) async throws {
        // A report that must not identify anybody takes no files along.
        let isAsked = sheet.made.record.fields.contains { $0.kind == .files && sheet.asks($0.id) }
        let own = isAsked ? files.filter { $0.person == number } : []
        try await ledger.move(own.map(\.stored), from: draft.id, to: reference)
        // Nor is it tied to those met with them: a group of two would name whoever said no (ADR 33).
        if draft.content.people.count > 1, sheet.making.record == draft.journey.record {
            try await link(draft, number, reference, account)
        }
        if case .codes(let purposes)? = sheet.made.answers["also_agrees_to"] {
            for purpose in purposes { try await agree(to: purpose, draft, number, reference, sheet, account) }
        }
    }

    private func link(_ draft: Draft, _ number: Int, _ reference: Reference, _ account: Account) async throws {
        guard let dossier = rulebook.dossier(draft.journey.dossier), dossier.record("met_together") != nil else {
            return
        }
        let meeting = draft.content.meeting
        var answers: [String: RawAnswer] = [
            "group": .text(group(of: draft)), "people": .text(String(draft.content.people.count)),
        ]
        for (field, text) in [("operation", meeting.operation), ("met_on", meeting.day), ("met_at", meeting.place)]
        where !text.isEmpty {
            answers[field] = .text(text)
        }
        try await note(
            Command(
                reference: reference, kind: draft.journey.dossier,
                request: ActionRequest(
                    record: "met_together", action: "link", answers: answers, actor: account.actor,
                    purpose: draft.journey.purpose, occurredOn: ledger.today),
                key: "draft \(draft.id) \(number) met"))
    }

    /// The same for everybody in the draft, and says nothing by itself.
    private func group(of draft: Draft) -> String {
        ledger.code(of: "\(draft.id)", as: "met together").prefix(10).map { byte in
            let digits = Array("0123456789abcdef")
            return String([digits[Int(byte >> 4)], digits[Int(byte & 15)]])
        }.joined()
    }

    private func agree(
        to purpose: String, _ draft: Draft, _ number: Int, _ reference: Reference, _ sheet: DraftSheet,
        _ account: Account
    ) async throws {
        let given = sheet.made.answers
        guard let how = given["explained_how"], let language = given["explained_language"],
            given["understood"] == .yes(true)
        else { return }
        try await note(
            Command(
                reference: reference, kind: draft.journey.dossier,
                request: ActionRequest(
                    record: "consent", action: "record",
                    answers: [
                        "purpose": .text(purpose), "answer": .text("given"), "explained_how": .text(how.plain),
                        "language": .text(language.plain), "understood": .text("yes"),
                    ], actor: account.actor, purpose: draft.journey.purpose, occurredOn: ledger.today),
                key: "draft \(draft.id) \(number) consent \(purpose)"))
    }

    /// Records what follows from the answers of a referral that was just sent. A refusal leaves the referral as it is.
    private func note(_ command: Command) async throws {
        _ = try await ledger.record(command)
    }

    /// Writes down that a person's referral was sent, with the answers that were and the letter about it; with the last one the
    /// draft is closed.
    private func close(
        _ id: Reference, _ number: Int, _ reference: Reference, _ record: String, _ answers: [String: RawAnswer],
        _ account: Account, _ mail: KeptMail?
    ) async throws {
        for _ in 0..<100 {
            var draft = try await draft(id, for: account)
            // Somebody else may have written it down meanwhile.
            guard draft.sentAt == nil, let place = draft.content.people.firstIndex(where: { $0.number == number }),
                draft.content.people[place].sent == nil
            else { return }
            draft.content.people[place].sent = reference
            let now = draft.content.answers(of: number)
            draft.content.people[place].leftOut = Set(now.keys).union(answers.keys).filter { now[$0] != answers[$0] }
                .sorted()
            // What was sent is what the copy shows, whatever becomes of the answers that the others share.
            var sent = answers
            for field in draft.content.shared.keys where sent[field] == nil { sent[field] = .text("") }
            draft.content.people[place].answers = sent
            draft.content.people[place].sentAs = record
            let isDone = try await store(draft, draft.content, by: account, mail: mail)
            if isDone { return }
        }
        throw EngineError.busy
    }
}

extension FieldValue {
    /// As it would have been typed.
    fileprivate var raw: RawAnswer {
        if case .codes(let codes) = self { .list(codes) } else { .text(plain) }
    }
}

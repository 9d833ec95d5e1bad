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
        try await submit(try await draft(id, for: account), person: number, for: account, mail: mail)
    }

    /// The same of a draft that the account has just opened: what is sent is what it read.
    public func submit(
        _ draft: Draft, person number: Int, for account: Account,
        mail: (@Sendable (Reference) -> (subject: String, text: String))? = nil
    ) async throws -> Submission {
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
            key: "draft \(draft.id) \(number)")
        let sending = Sending(draft: draft, number: number, record: sheet.making.record)
        let letter: @Sendable (Reference) -> KeptMail? = { [self] in kept(mail, draft, number, $0) }
        let reference: Reference
        var sent = draft.content.answers(of: number)
        let closing = closing(sending, sheet, files, account, letter)
        switch try await record(command, attachedTo, account, closing: closing) {
        case .refused(let refusal): return .refused(refusal)
        case .conflict: throw EngineError.busy
        case .recorded(let new, _):
            if closing != nil, try await isDone(draft, letter(new)) { return .sent(new, record: sending.record) }
            reference = new
        case .repeated(let known, _):
            reference = known
            try await correct(&sent, to: known, sheet)
        }
        try await follow(up: draft, number, reference, sheet, files, account)
        try await close(sending, reference, sent, account, letter(reference))
        return .sent(reference, record: sending.record)
    }

    /// Whether with the record all is done: mostly it is. A draft that somebody saved meanwhile is still open; of one that somebody deleted
    /// meanwhile the letter alone says that it was sent.
    private func isDone(_ draft: Draft, _ letter: KeptMail?) async throws -> Bool {
        switch try await ledger.standing(ofDraft: draft.id) {
        case .open: return false
        case .sent: return true
        case .discarded:
            try await ledger.keep(letter)
            return true
        }
    }

    /// The same for the next of several people in a draft, as it stands now. When a colleague deletes it while they are being sent, the
    /// others are sent as it was read before: everybody, or nobody.
    public func submit(
        next draft: Draft, person number: Int, for account: Account,
        mail: (@Sendable (Reference) -> (subject: String, text: String))? = nil
    ) async throws -> Submission {
        if case .discarded = try await ledger.standing(ofDraft: draft.id) {
            return try await submit(draft, person: number, for: account, mail: mail)
        }
        return try await submit(draft.id, person: number, for: account, mail: mail)
    }

    /// Whether a draft that an account has had in its hands was deleted meanwhile.
    public func isDiscarded(_ draft: Draft) async throws -> Bool {
        if case .discarded = try await ledger.standing(ofDraft: draft.id) { true } else { false }
    }

    /// The person of a draft who is referred, and by which record.
    private struct Sending {
        let draft: Draft
        let number: Int
        let record: String

        /// The draft's content once it is done.
        ///
        /// - Parameter answers: those that were sent.
        func content(_ now: Draft.Content, _ reference: Reference, _ answers: [String: RawAnswer]) -> Draft.Content? {
            guard let place = now.people.firstIndex(where: { $0.number == number }), now.people[place].sent == nil
            else {
                return nil
            }
            var content = now
            content.people[place].sent = reference
            let later = now.answers(of: number)
            content.people[place].leftOut = Set(later.keys).union(answers.keys).filter { later[$0] != answers[$0] }
                .sorted()
            // What was sent is what the copy shows, whatever becomes of the answers that the others share.
            var sent = answers
            for field in now.shared.keys where sent[field] == nil { sent[field] = .text("") }
            content.people[place].answers = sent
            content.people[place].sentAs = record
            return content
        }
    }

    /// What closes the draft together with the record, where nothing else follows from it. Others are closed when all that follows is
    /// done: what is cut off in between is done when it is sent again.
    private func closing(
        _ sending: Sending, _ sheet: DraftSheet, _ files: [DraftFile], _ account: Account,
        _ letter: @escaping @Sendable (Reference) -> KeptMail?
    ) -> (@Sendable (Reference) -> DraftClosing)? {
        let (draft, answers) = (sending.draft, sending.draft.content.answers(of: sending.number))
        guard draft.content.people.count == 1, purposesAgreed(sheet).isEmpty else { return nil }
        let (endsOn, own) = (day(of: draft.journey.copy, from: ledger.today), filesToMove(files, sending.number, sheet))
        return { reference in
            let content = sending.content(draft.content, reference, answers) ?? draft.content
            return DraftClosing(
                draft: draft.id, version: draft.version, content: content.stored(in: draft.journey), endsOn: endsOn,
                account: account.id, files: own, mail: letter(reference))
        }
    }

    private func kept(
        _ mail: (@Sendable (Reference) -> (subject: String, text: String))?, _ draft: Draft, _ number: Int,
        _ reference: Reference
    ) -> KeptMail? {
        guard let mail, let address = address(draft, number) else { return nil }
        let (subject, text) = mail(reference)
        return kept(Mail(to: address, subject: subject, text: text), key: "draft \(draft.id) \(number)")
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

    private func record(
        _ command: Command, _ attachedTo: Reference?, _ account: Account,
        closing: (@Sendable (Reference) -> DraftClosing)?
    ) async throws -> Outcome {
        guard let reference = attachedTo else { return try await open(command, for: account, closing: closing) }
        let target = try await viewToAct(
            reference, kind: command.kind, on: command.request.record, for: account, purpose: command.request.purpose)
        return try await record(command, on: target, closing: closing)
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
        try await ledger.move(filesToMove(files, number, sheet), from: draft.id, to: reference)
        // Nor is it tied to those met with them: a group of two would name whoever said no (ADR 33).
        if draft.content.people.count > 1, sheet.making.record == draft.journey.record {
            try await link(draft, number, reference, account)
        }
        for purpose in purposesAgreed(sheet) {
            try await agree(to: purpose, draft, number, reference, sheet, account)
        }
    }

    /// A report that must not identify anybody takes no files along.
    private func filesToMove(_ files: [DraftFile], _ number: Int, _ sheet: DraftSheet) -> [Attachment] {
        guard sheet.made.record.fields.contains(where: { $0.kind == .files && sheet.asks($0.id) }) else { return [] }
        return files.filter { $0.person == number }.map(\.stored)
    }

    private func purposesAgreed(_ sheet: DraftSheet) -> [String] {
        guard case .codes(let purposes)? = sheet.made.answers["also_agrees_to"] else { return [] }
        return purposes
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
        _ sending: Sending, _ reference: Reference, _ answers: [String: RawAnswer], _ account: Account,
        _ mail: KeptMail?
    ) async throws {
        var draft = sending.draft
        for round in 0..<100 {
            // As it was read, unless somebody has saved it since, or deleted it.
            if round > 0 {
                if case .discarded = try await ledger.standing(ofDraft: draft.id) {
                    return try await ledger.keep(mail)
                }
                draft = try await self.draft(draft.id, for: account)
            }
            // Somebody else may have written it down meanwhile.
            guard draft.sentAt == nil, let content = sending.content(draft.content, reference, answers) else { return }
            if try await store(draft, content, by: account, mail: mail) { return }
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

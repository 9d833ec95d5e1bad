import Casework
public import Rulebook

/// What can be known of a draft without opening it: who has it, and until when.
public struct DraftHead: Sendable, Hashable {
    public let id: Reference
    public let journey: String
    public let organisation: String
    /// The unit that has it; empty: the whole organisation.
    public let team: String
    /// The account that is responsible for it.
    public let owner: String
    public let begunOn: CivilDate
    /// From this day on its team is warned.
    public let warnsOn: CivilDate
    /// The last day on which it can be opened.
    public let endsOn: CivilDate
    /// Milliseconds since 1970.
    public let savedAt: Int64
    /// When everything in it had been sent; `nil` while something has not.
    public let sentAt: Int64?
    public let version: Int
}

/// What has become of a draft.
public enum DraftStanding: Sendable {
    /// Something in it has not been sent.
    case open
    /// Everything in it was sent.
    case sent
    /// It was deleted, or is there no more.
    case discarded
}

/// A draft as it is stored.
public struct StoredDraft: Sendable, Hashable {
    public let head: DraftHead
    /// Unsealed.
    public let body: [UInt8]
}

/// A draft as lists read it: its answers stay sealed.
public struct ListedDraft: Sendable, Hashable {
    public let head: DraftHead
    /// What lists say of it, unsealed; `nil` for one that was last saved before drafts had it.
    public let line: [UInt8]?
}

/// What of a draft is sealed: all of it, and what lists say of it.
public struct DraftContent: Sendable, Hashable {
    public let body: [UInt8]
    public let line: [UInt8]

    public init(body: [UInt8], line: [UInt8]) {
        self.body = body
        self.line = line
    }
}

/// What is written in one transaction with the command that comes of a draft: the draft is closed, its files go to the dossier, and a
/// letter about it is kept.
///
/// A draft that somebody saves in the same moment stays open, and its letter is not kept; files go all the same.
public struct DraftClosing: Sendable {
    let draft: Reference
    let version: Int
    let content: DraftContent
    let endsOn: CivilDate
    let account: String
    let files: [Attachment]
    let mail: KeptMail?

    public init(
        draft: Reference, version: Int, content: DraftContent, endsOn: CivilDate, account: String, files: [Attachment],
        mail: KeptMail?
    ) {
        self.draft = draft
        self.version = version
        self.content = content
        self.endsOn = endsOn
        self.account = account
        self.files = files
        self.mail = mail
    }
}

/// Who has had a draft open of late.
public struct DraftVisit: Sendable, Hashable {
    public let account: String
    public let page: String
    public let at: Int64
}

extension Ledger {
    /// Puts a new draft into the hands of a team.
    public func insertDraft(
        journey: String, organisation: String, team: String, owner: String, begunOn: CivilDate, warnsOn: CivilDate,
        endsOn: CivilDate, content: DraftContent
    ) async throws -> Reference {
        let id = surroundings.reference()
        let call = SQLCall(
            .insertDraft,
            [
                .integer(id.number), .text(journey), .text(organisation), .text(team), .text(owner),
                .int(begunOn.dayNumber), .int(warnsOn.dayNumber), .int(endsOn.dayNumber), .integer(now.milliseconds),
            ] + (try sealed(content, of: id)))
        guard await drafts.write([call]) else { throw EngineError.busy }
        return id
    }

    /// The draft, or `nil` when there is none, or none any more.
    public func draft(_ id: Reference) async throws -> StoredDraft? {
        let row = try await engine.glance { connection in
            try connection.first(.draft, [.integer(id.number)]) {
                (head: try DraftHead(row: $0), body: $0.bytes(DraftHead.columns))
            }
        }
        guard let row else { return nil }
        guard let body = unseal(row.body, as: Ledger.context(ofDraft: id)) else {
            throw LedgerError.tampered("draft \(id)")
        }
        return StoredDraft(head: row.head, body: body)
    }

    /// Drafts of a team, those first that go first. Cost: one walk along an index.
    ///
    /// - Parameters:
    ///   - last: those after the one with this last day and id; `nil`: all whose last day has not passed.
    ///   - areSent: those of which everything was sent, instead of those of which something was not.
    ///   - owner: the account whose own are left out; `nil`: nobody's.
    public func drafts(
        of organisation: String, team: String, after last: (day: CivilDate, id: Int64)?, areSent: Bool,
        except owner: String? = nil, limit: Int
    ) async throws -> [ListedDraft] {
        let today = surroundings.today().dayNumber
        let (day, id) = (last?.day.dayNumber ?? today, last?.id ?? -1)
        return try await listed(
            areSent ? .sentDraftsOfTeam : .draftsOfTeam,
            [
                .text(organisation), .text(team), .int(today), .int(day), .integer(id), .text(owner ?? ""), .int(limit),
            ])
    }

    /// Drafts for which an account is responsible and of which something was not sent, the latest day first. Cost: one walk along an
    /// index.
    ///
    /// - Parameter last: those after the one with this last day and id.
    public func drafts(
        ownedBy account: String, of organisation: String, after last: (day: CivilDate, id: Int64)?, limit: Int
    ) async throws -> [ListedDraft] {
        let (day, id) = (last?.day.dayNumber ?? Int(Int32.max), last?.id ?? .max)
        return try await listed(
            .draftsOfOwner,
            [
                .text(account), .text(organisation), .int(surroundings.today().dayNumber), .int(day), .integer(id),
                .int(limit),
            ])
    }

    /// Drafts of which an account sent the last part and which it can still read, the latest first. Cost: one walk along an index.
    public func drafts(sentBy account: String, of organisation: String, limit: Int) async throws -> [ListedDraft] {
        try await listed(
            .draftsSentBy, [.text(account), .text(organisation), .int(surroundings.today().dayNumber), .int(limit)])
    }

    private func listed(_ query: SQLText, _ values: [SQLValue]) async throws -> [ListedDraft] {
        let rows = try await engine.glance { connection in
            try connection.all(query, values) {
                (
                    head: try DraftHead(row: $0),
                    line: $0.isNull(DraftHead.columns) ? nil : $0.bytes(DraftHead.columns)
                )
            }
        }
        return try rows.map { head, sealed in
            let line = try sealed.map { sealed in
                guard let line = unseal(sealed, as: Ledger.context(ofLine: head.id)) else {
                    throw LedgerError.tampered("draft \(head.id)")
                }
                return line
            }
            return ListedDraft(head: head, line: line)
        }
    }

    /// Body and line as they are stored.
    private func sealed(_ content: DraftContent, of id: Reference) throws -> [SQLValue] {
        [
            .bytes(try seal(content.body, as: Ledger.context(ofDraft: id))),
            .bytes(try seal(content.line, as: Ledger.context(ofLine: id))),
        ]
    }

    /// Saves the content of a draft that stands at `version`, and a letter with it. `false`: somebody else saved it meanwhile, or it
    /// is gone; the letter is not kept then.
    public func saveDraft(
        _ id: Reference, version: Int, content: DraftContent, mail: KeptMail? = nil
    ) async throws -> Bool {
        let call = SQLCall(
            .saveDraft,
            try sealed(content, of: id) + [.integer(now.milliseconds), .integer(id.number), .int(version)])
        return await drafts.write([call] + (try keeping(mail)))
    }

    /// Saves a draft of which everything has been sent, and a letter with it. Whoever sent it can read it until `endsOn`.
    public func draftSent(
        _ id: Reference, version: Int, content: DraftContent, endsOn: CivilDate, by account: String,
        mail: KeptMail? = nil
    ) async throws -> Bool {
        let call = try sending(id, version: version, content: content, endsOn: endsOn, by: account)
        return await drafts.write([call] + (try keeping(mail)))
    }

    private func sending(
        _ id: Reference, version: Int, content: DraftContent, endsOn: CivilDate, by account: String
    ) throws -> SQLCall {
        let moment = now.milliseconds
        return SQLCall(
            .sendDraft,
            try sealed(content, of: id) + [
                .integer(moment), .integer(moment), .int(endsOn.dayNumber), .text(account), .integer(id.number),
                .int(version),
            ])
    }

    /// What closes a draft whose command opens or changes a dossier.
    func calls(for closing: DraftClosing, of reference: Reference) throws -> [SQLCall] {
        let sending = try sending(
            closing.draft, version: closing.version, content: closing.content, endsOn: closing.endsOn,
            by: closing.account)
        return try [sending] + moving(closing.files, from: closing.draft, to: reference) + keeping(closing)
    }

    /// What keeps the letter, if the draft is closed.
    private func keeping(_ closing: DraftClosing) throws -> [SQLCall] {
        guard let mail = closing.mail else { return [] }
        let (draft, version) = (SQLValue.integer(closing.draft.number), SQLValue.int(closing.version + 1))
        return [SQLCall(.insertMailOfSentDraft, try values(of: mail) + [draft, version])]
    }

    /// What has become of a draft.
    public func standing(ofDraft id: Reference) async throws -> DraftStanding {
        try await engine.glance { connection in
            try connection.first(.draftStanding, [.integer(id.number)]) { row in
                row.int(1) == 0 ? .discarded : row.isNull(0) ? .open : .sent
            } ?? .discarded
        }
    }

    /// Gives a draft to another team or person of the same organisation.
    public func handDraft(_ id: Reference, version: Int, team: String, owner: String) async throws -> Bool {
        await drafts.write([
            SQLCall(.handDraft, [.text(team), .text(owner), .integer(id.number), .int(version)])
        ])
    }

    /// How long files of a draft that was discarded stay: longer than anybody takes who is sending it at that moment. What they
    /// send names the files, and they go with it.
    static let graceMilliseconds: Int64 = 600_000

    /// Takes a draft out of everybody's hands, and its answers out of the database, for good. Its files are deleted with
    /// ``removeEndedDrafts()`` when ``graceMilliseconds`` have passed, unless they went to a dossier meanwhile.
    public func discardDraft(_ id: Reference) async throws {
        let nothing = try sealed(DraftContent(body: [], line: []), of: id)
        let draft = SQLValue.integer(id.number)
        let calls = [
            SQLCall(.discardDraft, [.integer(now.milliseconds)] + nothing + [draft]),
            SQLCall(.removeUnfinishedParts, [draft]), SQLCall(.removeUnfinished, [draft]),
            SQLCall(.removeDraftVisits, [draft]),
        ]
        try await engine.write { connection in try connection.send(calls) }
    }

    /// Deletes the drafts whose last day has passed, with their files. Answers how many.
    public func removeEndedDrafts() async throws -> Int {
        let bounds: [SQLValue] = [
            .int(surroundings.today().dayNumber), .integer(now.milliseconds - Ledger.graceMilliseconds),
        ]
        let isAny = try await engine.glance { connection in
            try connection.first(.draftsEnded, bounds) { _ in true } ?? false
        }
        guard isAny else { return 0 }
        return try await engine.write { connection in
            let ids = try connection.all(.draftsEnded, bounds) { $0.integer(0) }
            for id in ids { try Ledger.remove(draft: id, connection) }
            return ids.count
        }
    }

    private static func remove(draft: Int64, _ connection: any SQLConnection) throws {
        let files = try connection.all(.attachmentsOfDraft, [.integer(draft)]) { $0.integer(0) }
        var calls = files.flatMap(Ledger.removal(ofAttachment:))
        calls.append(SQLCall(.removeDraftVisits, [.integer(draft)]))
        calls.append(SQLCall(.removeDraft, [.integer(draft)]))
        try connection.send(calls)
    }

    /// Notes that somebody has a page of a draft open.
    public func visitDraft(_ id: Reference, account: String, page: String) async throws {
        let moment = now.milliseconds
        try await engine.write { connection in
            _ = try connection.run(
                .visitDraft, [.integer(id.number), .text(account), .text(page), .integer(moment)])
        }
    }

    public func draftVisits(_ id: Reference) async throws -> [DraftVisit] {
        try await engine.glance { connection in
            try connection.all(.draftVisits, [.integer(id.number)]) {
                DraftVisit(account: $0.text(0), page: $0.text(1), at: $0.integer(2))
            }
        }
    }

    /// Keeps what an account answered about itself, for its next draft.
    public func remember(_ body: [UInt8], for account: String) async throws {
        let sealed = try seal(body, as: "remembered " + account)
        _ = await drafts.write([SQLCall(.remember, [.text(account), .bytes(sealed)])])
    }

    public func remembered(for account: String) async throws -> [UInt8]? {
        let sealed = try await engine.glance { connection in
            try connection.first(.remembered, [.text(account)]) { $0.bytes(0) }
        }
        return sealed.flatMap { unseal($0, as: "remembered " + account) }
    }

    private static func context(ofDraft id: Reference) -> String { "draft \(id)" }
    private static func context(ofLine id: Reference) -> String { "draft line \(id)" }
}

extension DraftHead {
    /// How many columns of a row it takes.
    fileprivate static let columns = 11

    fileprivate init(row: any SQLRow) throws {
        guard let id = Reference(number: row.integer(0)) else { throw EngineError.damaged("a reference") }
        self.id = id
        journey = row.text(1)
        organisation = row.text(2)
        team = row.text(3)
        owner = row.text(4)
        begunOn = CivilDate(dayNumber: row.int(5))
        warnsOn = CivilDate(dayNumber: row.int(6))
        endsOn = CivilDate(dayNumber: row.int(7))
        savedAt = row.integer(8)
        sentAt = row.isNull(9) ? nil : row.integer(9)
        version = row.int(10)
    }
}

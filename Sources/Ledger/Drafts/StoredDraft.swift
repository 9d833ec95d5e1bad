import Casework
public import Rulebook

/// A draft as it is stored: who has it and until when, and its content sealed.
public struct StoredDraft: Sendable, Hashable {
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
    /// Unsealed.
    public let body: [UInt8]
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
        endsOn: CivilDate, body: [UInt8]
    ) async throws -> Reference {
        let id = surroundings.reference()
        let sealed = try seal(body, as: Ledger.context(ofDraft: id))
        let call = SQLCall(
            .insertDraft,
            [
                .integer(id.number), .text(journey), .text(organisation), .text(team), .text(owner),
                .int(begunOn.dayNumber), .int(warnsOn.dayNumber), .int(endsOn.dayNumber), .integer(now.milliseconds),
                .bytes(sealed),
            ])
        guard await drafts.write([call]) else { throw EngineError.busy }
        return id
    }

    /// The draft, or `nil` when there is none, or none any more.
    public func draft(_ id: Reference) async throws -> StoredDraft? {
        let row = try await engine.glance { connection in
            try connection.first(.draft, [.integer(id.number)]) { try DraftRow(row: $0) }
        }
        return try row.map(opened)
    }

    /// Drafts of a team, those first that go first. Cost: one walk along an index.
    ///
    /// - Parameters:
    ///   - last: those after the one with this last day and id; `nil`: all whose last day has not passed.
    ///   - areSent: those of which everything was sent, instead of those of which something was not.
    public func drafts(
        of organisation: String, team: String, after last: (day: CivilDate, id: Int64)?, areSent: Bool, limit: Int
    ) async throws -> [StoredDraft] {
        let (day, id) = (last?.day.dayNumber ?? surroundings.today().dayNumber, last?.id ?? -1)
        let query: SQLText = areSent ? .sentDraftsOfTeam : .draftsOfTeam
        let rows = try await engine.glance { connection in
            try connection.all(query, [.text(organisation), .text(team), .int(day), .integer(id), .int(limit)]) {
                try DraftRow(row: $0)
            }
        }
        return try rows.map(opened)
    }

    private func opened(_ row: DraftRow) throws -> StoredDraft {
        guard let body = unseal(row.body, as: Ledger.context(ofDraft: row.id)) else {
            throw LedgerError.tampered("draft \(row.id)")
        }
        return StoredDraft(
            id: row.id, journey: row.journey, organisation: row.organisation, team: row.team, owner: row.owner,
            begunOn: row.begunOn, warnsOn: row.warnsOn, endsOn: row.endsOn, savedAt: row.savedAt, sentAt: row.sentAt,
            version: row.version, body: body)
    }

    /// Saves the content of a draft that stands at `version`, and a letter with it. `false`: somebody else saved it meanwhile, or it
    /// is gone; the letter is not kept then.
    public func saveDraft(_ id: Reference, version: Int, body: [UInt8], mail: KeptMail? = nil) async throws -> Bool {
        let sealed = try seal(body, as: Ledger.context(ofDraft: id))
        let call = SQLCall(
            .saveDraft, [.bytes(sealed), .integer(now.milliseconds), .integer(id.number), .int(version)])
        return await drafts.write([call] + (try keeping(mail)))
    }

    /// Saves a draft of which everything has been sent, and a letter with it. Whoever sent it can read it until `endsOn`.
    public func draftSent(
        _ id: Reference, version: Int, body: [UInt8], endsOn: CivilDate, by account: String, mail: KeptMail? = nil
    ) async throws -> Bool {
        let sealed = try seal(body, as: Ledger.context(ofDraft: id))
        let moment = now.milliseconds
        let call = SQLCall(
            .sendDraft,
            [
                .bytes(sealed), .integer(moment), .integer(moment), .int(endsOn.dayNumber), .text(account),
                .integer(id.number), .int(version),
            ])
        return await drafts.write([call] + (try keeping(mail)))
    }

    /// Gives a draft to another team or person of the same organisation.
    public func handDraft(_ id: Reference, version: Int, team: String, owner: String) async throws -> Bool {
        await drafts.write([
            SQLCall(.handDraft, [.text(team), .text(owner), .integer(id.number), .int(version)])
        ])
    }

    /// Deletes a draft with all its files, for good.
    public func removeDraft(_ id: Reference) async throws {
        try await engine.write { connection in try Ledger.remove(draft: id.number, connection) }
    }

    /// Deletes the drafts whose last day has passed. Answers how many.
    public func removeEndedDrafts() async throws -> Int {
        let today = surroundings.today().dayNumber
        let isAny = try await engine.glance { connection in
            try connection.first(.draftsEnded, [.int(today)]) { _ in true } ?? false
        }
        guard isAny else { return 0 }
        return try await engine.write { connection in
            let ids = try connection.all(.draftsEnded, [.int(today)]) { $0.integer(0) }
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
}

/// A row of the table `draft`.
private struct DraftRow: Sendable {
    let id: Reference
    let journey: String
    let organisation: String
    let team: String
    let owner: String
    let begunOn: CivilDate
    let warnsOn: CivilDate
    let endsOn: CivilDate
    let savedAt: Int64
    let sentAt: Int64?
    let version: Int
    let body: [UInt8]

    init(row: any SQLRow) throws {
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
        body = row.bytes(11)
    }
}

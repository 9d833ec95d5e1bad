public import Casework

/// A look in the log.
public struct LoggedLook: Sendable, Hashable {
    /// Its number, from 1.
    public let position: Int64
    public let look: Look
}

extension Ledger {
    /// Writes a look. Answers once it is on stable storage.
    ///
    /// - Returns: `false` when it could not be written.
    public func note(_ look: Look) async -> Bool {
        await looks.write(look)
    }

    /// The looks at a dossier, latest first.
    public func looks(at reference: Reference, before position: Int64 = .max, limit: Int = 50) async throws
        -> [LoggedLook]
    {
        try await looks(.looksAtReference, [.integer(reference.number), .integer(position), .int(limit)])
    }

    /// The looks of an account, latest first.
    public func looks(of account: String, before position: Int64 = .max, limit: Int = 50) async throws -> [LoggedLook] {
        try await looks(.looksOfAccount, [.text(account), .integer(position), .int(limit)])
    }

    /// The looks with something unusual about them, latest first.
    public func unusualLooks(before position: Int64 = .max, limit: Int = 50) async throws -> [LoggedLook] {
        try await looks(.unusualLooks, [.integer(position), .int(limit)])
    }

    private func looks(_ query: SQLText, _ arguments: [SQLValue]) async throws -> [LoggedLook] {
        try await engine.glance { [ring] connection in
            try connection.all(query, arguments) { row in
                let stored = try StoredLook(row: row)
                return LoggedLook(position: stored.position, look: stored.opened(ring))
            }
        }
    }

    /// How many different dossiers an account has opened since a moment, counted no further than `most`.
    public func dossiersSeen(by account: String, since: Instant, most: Int) async throws -> Int {
        try await engine.glance { connection in
            var seen: Set<Int64> = []
            let arguments: [SQLValue] = [.text(account), .int(most * 4)]
            try connection.rows(.seenByAccount, arguments) { row in
                guard row.integer(0) >= since.milliseconds, seen.count < most else { return false }
                if !row.isNull(1) { seen.insert(row.integer(1)) }
                return true
            }
            return seen.count
        }
    }

    /// Proves the log of looks.
    ///
    /// - Returns: how many there are, and the position of the first that was changed, removed, added or moved; `nil` when none was.
    public func verifyLooks() async throws -> (count: Int64, fault: Int64?) {
        // Before the looks: those made meanwhile come after what it says.
        let note = try await engine.glance { connection in
            try connection.first(.setting, [.text(LookNote.name)]) { $0.bytes(0) }
        }
        var position: Int64 = 0
        var previous: [UInt8] = []
        while true {
            let from = position
            let page = try await engine.glance { connection in
                try connection.all(.looksAfter, [.integer(from), .int(1_000)]) { row in
                    (row.integer(0), try? StoredLook(row: row))
                }
            }
            for (number, stored) in page {
                position += 1
                guard number == position, let stored, stored.isLinked(to: previous, ring: ring) else {
                    return (position, position)
                }
                previous = stored.hash
            }
            if page.isEmpty { break }
        }
        guard let note else { return (position, position == 0 ? nil : position + 1) }
        guard let read = LookNote(note, ring: ring), read.position <= position else { return (position, position + 1) }
        return (position, nil)
    }
}

extension SQLText {
    static let lastLook: SQLText = "SELECT position, hash FROM look ORDER BY position DESC LIMIT 1"
    static let insertLook: SQLText =
        """
        INSERT INTO look (position, at, account, role, organisation, purpose, act, reference, detail, relation, marks, sealed,
          hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    static let looksAfter: SQLText =
        """
        SELECT position, at, account, role, organisation, purpose, act, reference, detail, relation, marks, sealed, hash
        FROM look WHERE position > ? ORDER BY position LIMIT ?
        """
    static let looksAtReference: SQLText =
        """
        SELECT position, at, account, role, organisation, purpose, act, reference, detail, relation, marks, sealed, hash
        FROM look WHERE reference = ? AND position < ? ORDER BY position DESC LIMIT ?
        """
    static let looksOfAccount: SQLText =
        """
        SELECT position, at, account, role, organisation, purpose, act, reference, detail, relation, marks, sealed, hash
        FROM look WHERE account = ? AND position < ? ORDER BY position DESC LIMIT ?
        """
    static let unusualLooks: SQLText =
        """
        SELECT position, at, account, role, organisation, purpose, act, reference, detail, relation, marks, sealed, hash
        FROM look WHERE marks <> '' AND position < ? ORDER BY position DESC LIMIT ?
        """
    static let seenByAccount: SQLText =
        "SELECT at, reference FROM look WHERE account = ? ORDER BY position DESC LIMIT ?"

    /// All of them, for the test that none scans.
    public static let looks: [SQLText] = [
        lastLook, insertLook, looksAfter, looksAtReference, looksOfAccount, unusualLooks, seenByAccount,
    ]
}

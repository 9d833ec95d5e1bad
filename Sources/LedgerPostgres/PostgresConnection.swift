import Ledger

/// A connection inside a transaction, or on its own for a glance.
struct PostgresConnection: SQLConnection {
    let link: PostgresLink

    func run(_ statement: SQLText, _ arguments: [SQLValue]) throws -> Int {
        try run([SQLCall(statement, arguments)]).first ?? 0
    }

    func rows(_ query: SQLText, _ arguments: [SQLValue], _ each: (any SQLRow) throws -> Bool) throws {
        try link.send(SQLCall(query, arguments), isWanted: true)
        guard let result = try link.arrive().first else { return }
        for number in 0..<result.count {
            guard try each(result.row(number)) else { return }
        }
    }

    func script(_ text: String) throws {
        try link.script(PostgresStatement.script(text))
    }

    func run(_ calls: [SQLCall]) throws -> [Int] {
        for call in calls { try link.send(call, isWanted: true) }
        return try link.arrive().map(\.changed)
    }

    func send(_ calls: [SQLCall]) throws {
        for call in calls { try link.send(call, isWanted: false) }
    }

    func rows(_ calls: [SQLCall], _ each: (Int, any SQLRow) throws -> Void) throws {
        for call in calls { try link.send(call, isWanted: true) }
        for (place, result) in try link.arrive().enumerated() {
            for number in 0..<result.count { try each(place, result.row(number)) }
        }
    }
}

extension PostgresLink {
    /// Each query sees the latest commit.
    func glance<Result>(_ body: (PostgresConnection) throws -> Result) throws -> Result {
        do {
            return try body(PostgresConnection(link: self))
        } catch {
            // An answer that is still to come must never be taken for that of the next caller.
            if !isLost { _ = try? arrive() }
            throw error
        }
    }

    /// All queries see one unchanging state.
    func reading<Result>(_ body: (PostgresConnection) throws -> Result) throws -> Result {
        try framed(["BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"], body)
    }

    /// One transaction that writes, and no other beside it in this schema, on whatever node: what SQLite does by itself.
    ///
    /// The lock is released by the server when the commit is durable, also on a synchronous standby, and visible to all.
    func writing<Result>(_ body: (PostgresConnection) throws -> Result) throws -> Result {
        try framed(
            [
                "BEGIN ISOLATION LEVEL READ COMMITTED",
                "SELECT pg_advisory_xact_lock(hashtextextended(coalesce(current_schema(), ''), 7301))",
            ], body)
    }

    private func framed<Result>(_ begin: [String], _ body: (PostgresConnection) throws -> Result) throws -> Result {
        for text in begin { try send(frame: text) }
        do {
            let result = try body(PostgresConnection(link: self))
            try sendCommit()
            _ = try arrive()
            return result
        } catch {
            if !isLost { try? rollBack() }
            throw error
        }
    }

    private func rollBack() throws {
        // What was sent and not awaited is answered first; its fault is not the one that is told.
        _ = try? arrive()
        guard !isLost else { return }
        try send(frame: "ROLLBACK")
        _ = try arrive()
    }
}

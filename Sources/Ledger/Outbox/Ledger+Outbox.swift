public import Casework

extension Ledger {
    /// Takes messages that are due, for whoever asks to deliver. No other node gets them before `lease` has passed.
    ///
    /// The transaction is the only one that writes, so of several nodes that ask at once each gets others. A node that dies with
    /// messages in its hands loses nothing: when the lease has passed, another gets them.
    ///
    /// - Parameters:
    ///   - limit: how many at most; the longest due first.
    ///   - lease: how long delivering them may take, in milliseconds.
    public func takeMessages(limit: Int, lease: Int64) async throws -> [OutboxMessage] {
        let now = surroundings.now().milliseconds
        let isAny = try await engine.glance { connection in
            try connection.first(.dueMessages, [.integer(now), .int(1)]) { _ in true } ?? false
        }
        guard isAny else { return [] }
        return try await engine.write { connection in
            let due = try connection.all(.dueMessages, [.integer(now), .int(limit)]) { try OutboxMessage(row: $0) }
            try connection.send(
                due.map { message in
                    SQLCall(.leaseMessage, [.integer(now + lease), .int(message.attempt), .integer(message.id)])
                })
            return due
        }
    }

    /// Notes messages that were taken as delivered. One whose lease passed, and that another node has taken, stays that node's.
    public func messagesDelivered(_ messages: [OutboxMessage]) async throws {
        guard !messages.isEmpty else { return }
        let now = surroundings.now().milliseconds
        try await engine.write { connection in
            try connection.send(
                messages.map { SQLCall(.deliveredMessage, [.integer(now), .integer($0.id), .int($0.attempt)]) })
        }
    }

    /// Puts messages off that could not be delivered: the first time by ten seconds, then by twice as long each time, up to an hour.
    public func messagesFailed(_ messages: [OutboxMessage]) async throws {
        guard !messages.isEmpty else { return }
        let now = surroundings.now().milliseconds
        try await engine.write { connection in
            try connection.send(
                messages.map { message in
                    let pause = min(3_600_000, Int64(10_000) << Int64(min(message.attempt - 1, 20)))
                    return SQLCall(
                        .putOffMessage, [.integer(now + pause), .integer(message.id), .int(message.attempt)])
                })
        }
    }

    /// When the message that waits at the head of the line was recorded; `nil` when none waits.
    public func oldestMessage() async throws -> Instant? {
        try await engine.glance { connection in
            try connection.first(.oldestMessage, []) { Instant(milliseconds: $0.integer(0)) }
        }
    }
}

extension OutboxMessage {
    fileprivate init(row: any SQLRow) throws {
        guard let reference = Reference(number: row.integer(4)) else { throw EngineError.damaged("a reference") }
        self.init(
            id: row.integer(0), audiences: row.text(1).split(separator: ",").map { String($0) }, reference: reference,
            kind: row.text(5), record: row.text(6), action: row.text(7),
            recordedAt: Instant(milliseconds: row.integer(2)), attempt: row.int(3) + 1)
    }
}

import Casework

/// A letter that is to be kept until it is carried.
public struct KeptMail: Sendable, Hashable {
    /// The same again is the same letter.
    public let id: [UInt8]
    public let body: [UInt8]

    public init(id: [UInt8], body: [UInt8]) {
        self.id = id
        self.body = body
    }
}

extension Ledger {
    /// What keeps a letter, sealed.
    func keeping(_ mail: KeptMail?) throws -> [SQLCall] {
        try mail.map { [SQLCall(.insertMail, try values(of: $0))] } ?? []
    }

    /// Keeps a letter until it is carried; the same again is the same letter.
    public func keep(_ mail: KeptMail?) async throws {
        let calls = try keeping(mail)
        if !calls.isEmpty { try await engine.write { connection in try connection.send(calls) } }
    }

    /// A letter's id, sealed body and moment.
    func values(of mail: KeptMail) throws -> [SQLValue] {
        [
            .bytes(mail.id), .bytes(try seal(mail.body, as: Ledger.mailContext(mail.id))),
            .integer(now.milliseconds),
        ]
    }

    /// Takes letters that are due, and puts them off for a minute for everybody else.
    public func takeMail(limit: Int) async throws -> [(id: [UInt8], body: [UInt8], attempts: Int)] {
        let moment = now.milliseconds
        let isAny = try await engine.glance { connection in
            try connection.first(.dueMail, [.integer(moment), .int(1)]) { _ in true } ?? false
        }
        guard isAny else { return [] }
        let rows = try await engine.write { connection in
            let due = try connection.all(.dueMail, [.integer(moment), .int(limit)]) { row in
                (id: row.bytes(0), body: row.bytes(1), attempts: row.int(2) + 1)
            }
            try connection.send(
                due.map { SQLCall(.putOffMail, [.integer(moment + 60_000), .int($0.attempts), .bytes($0.id)]) })
            return due
        }
        return rows.compactMap { row in
            unseal(row.body, as: Ledger.mailContext(row.id)).map { (row.id, $0, row.attempts) }
        }
    }

    public func mail(_ id: [UInt8], wasCarried: Bool, attempts: Int) async throws {
        let pause = min(3_600_000, Int64(10_000) << Int64(min(max(0, attempts - 1), 20)))
        let call =
            wasCarried
            ? SQLCall(.removeMail, [.bytes(id)])
            : SQLCall(.putOffMail, [.integer(now.milliseconds + pause), .int(attempts), .bytes(id)])
        try await engine.write { connection in try connection.send([call]) }
    }

    private static func mailContext(_ id: [UInt8]) -> String { "mail " + id.map { String($0) }.joined(separator: ".") }
}

import Casework
import Ledger
import Rulebook

/// What a receiver made of a message.
public enum Delivery: Sendable, Equatable {
    case delivered
    /// To be tried again after so many milliseconds; `nil`: given up.
    case failed(again: Int64?)
    /// The receiver wants no more.
    case gone
}

extension Subscriptions {
    /// Up to which entry of the ledger messages were made.
    private static let position = "hooks"
    private static let page = 200

    /// Makes messages of what was recorded since the last time. Of several nodes that ask at once, one makes them.
    ///
    /// What an organisation is told is what its role sees: an act on a record that is closed to it makes no message. When the
    /// organisation itself has been closed, it is told nothing.
    ///
    /// - Returns: whether there may be more.
    public func gather() async throws -> Bool {
        let (start, last) = try await engine.glance { connection in
            (
                try connection.first(.interfaceSetting, [.text(Subscriptions.position)]) { $0.bytes(0) },
                try connection.first(.lastEntryPosition, []) { $0.integer(0) } ?? 0
            )
        }
        guard let start = start.flatMap({ Int64(String(decoding: $0, as: UTF8.self)) }) else {
            try await save(last, after: nil, [])
            return false
        }
        guard last > start else { return false }
        let rows = try await engine.glance { connection in
            try connection.all(.entriesToTell, [.integer(start), .int(Subscriptions.page)]) { try RecordedAct(row: $0) }
        }
        guard let end = rows.last?.position else { return false }
        var calls: [SQLCall] = []
        var known: [String: [Listener]] = [:]
        for act in rows where act.kind == "case" && act.isEffective {
            let opener = try await engine.glance { connection in
                try connection.first(.openerOfDossier, [.integer(act.dossier)]) { $0.text(0) }
            }
            guard let opener, !opener.isEmpty else { continue }
            if known[opener] == nil { known[opener] = try await listeners(of: opener) }
            for listener in known[opener] ?? [] {
                let wanted = listener.subscription.events
                for event in try await events(of: act, for: listener) where wanted.contains(event) {
                    calls.append(message(event, of: act, to: listener.subscription))
                }
            }
        }
        try await save(end, after: start, calls)
        return rows.count == Subscriptions.page
    }

    /// Takes messages that are due. No other node gets them before `lease` milliseconds have passed. Those to organisations that
    /// have been closed meanwhile are thrown away.
    public func take(limit: Int, lease: Int64) async throws -> [HookMessage] {
        let now = ledger.now.milliseconds
        let isAny = try await engine.glance { connection in
            try connection.first(.dueHookMessages, [.integer(now), .int(1)]) { _ in true } ?? false
        }
        guard isAny else { return [] }
        let due = try await engine.write { connection in
            let due = try connection.all(.dueHookMessages, [.integer(now), .int(limit)]) { DueMessage(row: $0) }
            try connection.send(
                due.map { SQLCall(.putOffHookMessage, [.integer(now + lease), .int($0.attempt)] + $0.key) })
            return due
        }
        var messages: [HookMessage] = []
        var isOpen: [String: Bool] = [:]
        for one in due {
            let found = try await subscription(one.hook)
            if let id = found?.organisation, isOpen[id] == nil {
                isOpen[id] = try await access.directory.organisation(id)?.isOpen ?? false
            }
            guard let hook = found, hook.offAt == nil, isOpen[hook.organisation] == true else {
                try await engine.write { connection in _ = try connection.run(.removeHookMessage, one.key) }
                continue
            }
            messages.append(message(one, to: hook))
        }
        return messages
    }

    /// Notes what became of a message.
    public func settle(_ message: HookMessage, _ delivery: Delivery) async throws {
        let now = ledger.now.milliseconds
        let key: [SQLValue] = [.text(message.subscription.id), .integer(message.position), .text(message.event)]
        let id = SQLValue.text(message.subscription.id)
        let calls: [SQLCall] =
            switch delivery {
            case .delivered: [SQLCall(.removeHookMessage, key), SQLCall(.hookReached, [.integer(now), id])]
            case .failed(let wait?):
                [
                    SQLCall(.putOffHookMessage, [.integer(now + wait), .int(message.attempt)] + key),
                    SQLCall(.hookFailed, [.integer(now), id]),
                ]
            case .failed(nil): [SQLCall(.removeHookMessage, key), SQLCall(.hookFailed, [.integer(now), id])]
            case .gone: [SQLCall(.removeMessagesOfHook, [id]), SQLCall(.hookOff, [.integer(now), id])]
            }
        try await engine.write { connection in try connection.send(calls) }
    }

    /// Those of an organisation who asked to be told; nobody where it is closed.
    private func listeners(of id: String) async throws -> [Listener] {
        guard let organisation = try await access.directory.organisation(id), organisation.isOpen else { return [] }
        let subscriptions: [Subscription] = try await engine.glance { [ledger] connection in
            try connection.all(.hooksOfOrganisation, [.text(id)]) { Subscription(row: $0, ledger) }
                .compactMap(\.self).filter { $0.offAt == nil }
        }
        return subscriptions.map { Listener(subscription: $0, organisation: organisation) }
    }

    /// What an act means to whoever asked to be told.
    private func events(of act: RecordedAct, for listener: Listener) async throws -> [String] {
        let (subscription, organisation) = (listener.subscription, listener.organisation)
        let account = Account(
            id: Account.programPrefix + "hook", signIn: "", displayName: "", role: subscription.role,
            organisation: organisation.id, bodies: organisation.bodies, startsOn: ledger.today)
        let opened = try await ledger.open(act.reference, classes: [])
        guard let purpose = access.journeys(account).first?.purpose,
            let sight = access.gates.sight(of: opened.state, for: account, purpose: purpose, at: access.moment),
            sight.sees(act.record), let entry = opened.entries.first(where: { $0.version == act.version }),
            subscription.createdAt <= entry.recordedAt
        else { return [] }
        let definition = access.rulebook.dossier(opened.state.kind)
        func arePut(_ questions: [String]) -> Bool {
            questions.contains { definition?.questionPut($0, in: opened.state, as: sight) != nil }
        }
        var events: [String] = []
        let isReferral = act.record == "referral" || act.record == "duty_to_notify"
        if isReferral, act.action == "submit" { events.append("referral.received") }
        if arePut(entry.effects.raises) || (act.record == "information_request" && act.action == "ask") {
            events.append("referral.question")
        }
        if arePut(entry.effects.settles) || (act.record == "information_request" && act.action == "drop") {
            events.append("referral.question_settled")
        }
        switch act.action {
        case "tell" where act.record == "reasonable_grounds" || act.record == "conclusive_grounds":
            events.append("referral.decided")
            if act.record == "reasonable_grounds", opened.state.record("recovery_period") != nil {
                events.append("referral.support_started")
            }
        case "correct" where isReferral: events.append("referral.corrected")
        case "withdraw" where isReferral: events.append("referral.withdrawn")
        default: break
        }
        return events
    }

    private func message(_ event: String, of act: RecordedAct, to subscription: Subscription) -> SQLCall {
        let now = ledger.now.milliseconds
        return SQLCall(
            .insertHookMessage,
            [
                .text(subscription.id), .integer(act.position), .text(event), .integer(act.reference.number),
                .integer(now), .integer(now),
            ])
    }

    private func message(_ due: DueMessage, to subscription: Subscription) -> HookMessage {
        let code = ledger.code(of: "\(due.hook) \(due.position) \(due.event)", as: "hook message").prefix(16)
        let id = code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return HookMessage(
            subscription: subscription, id: "msg_" + id, event: due.event, reference: due.reference, at: due.at,
            attempt: due.attempt, position: due.position)
    }

    /// Writes messages, unless another node was faster.
    private func save(_ position: Int64, after former: Int64?, _ calls: [SQLCall]) async throws {
        try await engine.write { connection in
            let known = try connection.first(.interfaceSetting, [.text(Subscriptions.position)]) {
                Int64(String(decoding: $0.bytes(0), as: UTF8.self))
            }
            guard (known ?? nil) == former else { return }
            try connection.send(
                calls + [
                    SQLCall(.saveInterfaceSetting, [.text(Subscriptions.position), .bytes(Array("\(position)".utf8))])
                ])
        }
    }
}

/// An entry, as far as it takes to know whether anybody wants to hear of it.
private struct RecordedAct: Sendable {
    let position: Int64
    let dossier: Int64
    let version: Int
    let record: String
    let action: String
    let isEffective: Bool
    let reference: Reference
    let kind: String

    init(row: any SQLRow) throws {
        guard let reference = Reference(number: row.integer(6)) else { throw EngineError.damaged("a reference") }
        position = row.integer(0)
        dossier = row.integer(1)
        version = row.int(2)
        record = row.text(3)
        action = row.text(4)
        isEffective = row.text(5) == Entry.Stage.done.rawValue || row.text(5) == Entry.Stage.confirmed.rawValue
        self.reference = reference
        kind = row.text(7)
    }
}

/// Somebody who asked to be told, of an organisation that is open.
private struct Listener: Sendable {
    let subscription: Subscription
    let organisation: Organisation
}

private struct DueMessage: Sendable {
    let hook: String
    let position: Int64
    let event: String
    let reference: Reference?
    let at: Instant
    let attempt: Int

    var key: [SQLValue] { [.text(hook), .integer(position), .text(event)] }

    init(row: any SQLRow) {
        hook = row.text(0)
        position = row.integer(1)
        event = row.text(2)
        reference = row.isNull(3) ? nil : Reference(number: row.integer(3))
        at = Instant(milliseconds: row.integer(4))
        attempt = row.int(5) + 1
    }
}

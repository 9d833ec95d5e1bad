import Casework
import Rulebook
import StrictJSON

/// What an entry changes in the tables that are derived from entries.
struct Projection: Sendable {
    let nation: String?
    let standing: String
    let summary: [UInt8]?
    let openQuestions: Int
    let clocks: [[SQLValue]]
    /// Clocks that somebody waits for, with the days on which the wait began and ended.
    let waits: [[SQLValue]]
    let fact: String
    let audiences: String?
    /// The scopes under which the dossier is found from now on, and those under which it is no more.
    let ties: [Int64]
    let untied: [Int64]
    /// What it changes in the directory, for an organisation or an account.
    let directory: [SQLCall]
}

/// Derives the projections of an entry. The same code serves the writer and ``Ledger/rebuild(progress:)``.
struct Projector {
    let casework: Casework
    let ring: KeyRing

    func projection(
        of entry: Entry, before: DossierState?, state: DossierState, definition: DossierDefinition,
        reference: Reference,
        keys: inout DossierKeys, summary: [UInt8]?
    ) throws -> Projection {
        let ties = Ties(of: state, definition)
        let former = before.map { Ties(of: $0, definition) }
        let (scopes, formerScopes) = (ties.scopes, former?.scopes ?? [])
        return Projection(
            nation: state.nation?.code, standing: casework.standing(of: state, on: entry.occurredOn),
            summary: try self.summary(state, entry, definition, reference, &keys, former: summary),
            openQuestions: state.openQuestions.count,
            clocks: clocks(entry, before, state, definition, ties, haveMoved: former.map { $0 != ties } ?? false)
                + reviews(entry, state, definition, ties, haveMoved: former.map { $0 != ties } ?? false),
            waits: waits(entry, state, definition), fact: fact(entry, definition),
            audiences: entry.effects.tells.isEmpty ? nil : entry.effects.tells.joined(separator: ","),
            ties: scopes.subtracting(formerScopes).map(ring.scope).sorted(),
            untied: formerScopes.subtracting(scopes).map(ring.scope).sorted(),
            directory: DirectoryRows.calls(for: state, touched: entry, reference))
    }

    /// The rows of the clocks that the entry changed; of all that run, when the dossier came into other hands.
    private func clocks(
        _ entry: Entry, _ before: DossierState?, _ state: DossierState, _ definition: DossierDefinition, _ ties: Ties,
        haveMoved: Bool
    ) -> [[SQLValue]] {
        var ids = entry.effects.clocks.map(\.clock)
        if haveMoved {
            for (id, clock) in state.clocks.sorted(by: { $0.key < $1.key }) where !clock.isOver && !ids.contains(id) {
                ids.append(id)
            }
        }
        return ids.compactMap { clock($0, before, state, definition, ties) }
    }

    /// How long people wait: a clock of what is due that began or ended with this entry. One that another record ended, as when a
    /// referral is withdrawn, is no wait for a decision.
    private func waits(_ entry: Entry, _ state: DossierState, _ definition: DossierDefinition) -> [[SQLValue]] {
        entry.effects.clocks.compactMap { change in
            guard let clock = state.clocks[change.clock], definition.clock(change.clock)?.kind == .due else {
                return nil
            }
            let isOwn = definition.record(entry.record)?.clocks.contains { $0.id == change.clock } ?? false
            let end = clock.stoppedOn.map { isOwn ? $0.dayNumber : Wait.endedOtherwise }
            return [.text(change.clock), .int(clock.startedOn.dayNumber), .int(end ?? 0)]
        }
    }

    /// The first summary line, sealed as personal. Unchanged when the entry does not touch it.
    private func summary(
        _ state: DossierState, _ entry: Entry, _ definition: DossierDefinition, _ reference: Reference,
        _ keys: inout DossierKeys, former: [UInt8]?
    ) throws -> [UInt8]? {
        guard let line = definition.summary.first,
            line.fields.contains(where: { $0.record == entry.record && entry.fields[$0.field] != nil })
        else { return former }
        let text = line.text(in: state)
        guard !text.isEmpty else {
            // Taken back it is gone; not readable here it stays as it was.
            let isTakenBack = line.fields.contains { path in
                path.record == entry.record && entry.fields[path.field]?.plain.isEmpty == true
            }
            return isTakenBack ? nil : former
        }
        let key = try keys.keyForSealing(.personal)
        return try Sealer.seal(Array(text.utf8), key: key, reference: reference, version: 0, class: .personal)
    }

    /// The open answers as JSON, in the order of the form.
    private func fact(_ entry: Entry, _ definition: DossierDefinition) -> String {
        var writer = JSONWriter(capacity: 256)
        writer.byte(UInt8(ascii: "{"))
        var isFirst = true
        for field in definition.record(entry.record)?.fields ?? [] where field.sealingClass == .open {
            guard let value = entry.fields[field.id] else { continue }
            if !isFirst { writer.byte(UInt8(ascii: ",")) }
            isFirst = false
            writer.string(field.id)
            writer.byte(UInt8(ascii: ":"))
            // Taken back: `null`.
            if value.plain.isEmpty { writer.raw("null") } else { writer.answer(value) }
        }
        writer.byte(UInt8(ascii: "}"))
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// Drafts that wait for a second person stand in the worklist too, from the day they were drafted until they are looked at.
    private func reviews(
        _ entry: Entry, _ state: DossierState, _ definition: DossierDefinition, _ ties: Ties, haveMoved: Bool
    ) -> [[SQLValue]] {
        var rows: [[SQLValue]] = []
        if entry.stage != .done, let record = state.record(entry.record, instance: entry.instance) {
            rows.append(review(of: record, over: entry.occurredOn, definition, ties))
        }
        guard haveMoved else { return rows }
        for record in state.records.values.compactMap(\.last)
        where record.pending != nil && (record.kind != entry.record || entry.stage == .done) {
            rows.append(review(of: record, over: entry.occurredOn, definition, ties))
        }
        return rows
    }

    private func review(
        of record: RecordState, over day: CivilDate, _ definition: DossierDefinition, _ ties: Ties
    ) -> [SQLValue] {
        let since = record.pending?.since ?? day
        let owner = definition.record(record.kind)?.action(record.pending?.action ?? "")?.roles.first ?? ""
        return [
            .text(WorklistItem.review(of: record.kind)), .text(owner), .text("due"), .int(since.dayNumber),
            .int(since.dayNumber), .text(""), .text(record.pending == nil ? "over" : "running"),
        ] + hands(owner, ties)
    }

    /// In whose hands the work of a role is: the holder and the assignee, as keyed numbers.
    private func hands(_ owner: String, _ ties: Ties) -> [SQLValue] {
        [
            .integer(ties.holder(owner).map(ring.scope) ?? 0),
            .integer(ties.assignee(owner).map { ring.scope(Scope.account($0)) } ?? 0),
        ]
    }

    /// A clock's row: for those that stand in somebody's list, or stood there. A clock that nobody owns, or that has no day,
    /// is on the case page and in no list.
    private func clock(
        _ id: String, _ before: DossierState?, _ state: DossierState, _ definition: DossierDefinition, _ ties: Ties
    ) -> [SQLValue]? {
        guard let clock = state.clocks[id], let rule = definition.clock(id), let owner = rule.owner,
            clock.due != nil || before?.clocks[id]?.due != nil
        else { return nil }
        let standing = clock.isOver ? "over" : clock.pausedOn != nil ? "paused" : "running"
        return [
            .text(id), .text(owner), .text(rule.kind.rawValue), .int(clock.startedOn.dayNumber),
            .optional(clock.due?.dayNumber), .text(clock.basis), .text(standing),
        ] + hands(owner, ties)
    }
}

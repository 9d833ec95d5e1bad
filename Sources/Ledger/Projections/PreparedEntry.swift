public import Casework
import Crypto
public import Rulebook
import StrictJSON

/// One action, decided, sealed and chained, ready to be written. Made outside the writer, on any thread.
struct PreparedEntry: Sendable {
    /// `nil` opens a new dossier.
    let dossier: Int64?
    let reference: Reference
    let kind: String
    let openedOn: Int
    /// The version the decision saw.
    let expected: Int
    let entry: StoredEntry
    let keys: [(class: SealingClass, wrapped: [UInt8])]
    let tokens: [Int64]
    let projection: Projection
}

/// What an entry changes in the tables that are derived from entries.
struct Projection: Sendable {
    let nation: String?
    let standing: String
    let summary: [UInt8]?
    let openQuestions: Int
    let clocks: [[SQLValue]]
    let fact: String
    let audiences: String?
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
        Projection(
            nation: state.nation?.code, standing: casework.standing(of: state, on: entry.occurredOn),
            summary: try self.summary(state, entry, definition, reference, &keys, former: summary),
            openQuestions: state.openQuestions.count,
            clocks: entry.effects.clocks.compactMap { clock($0.clock, before, state, definition) }
                + review(entry, state, definition), fact: fact(entry, definition),
            audiences: entry.effects.tells.isEmpty ? nil : entry.effects.tells.joined(separator: ","))
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
        guard !text.isEmpty else { return former }
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
            writer.answer(value)
        }
        writer.byte(UInt8(ascii: "}"))
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// A draft that waits for a second person stands in the worklist too, from the day it was drafted until it is looked at.
    private func review(_ entry: Entry, _ state: DossierState, _ definition: DossierDefinition) -> [[SQLValue]] {
        guard entry.stage != .done, let record = state.record(entry.record, instance: entry.instance) else { return [] }
        let since = record.pending?.since ?? entry.occurredOn
        let action = definition.record(entry.record)?.action(record.pending?.action ?? "")
        return [
            [
                .text(WorklistItem.review(of: entry.record)), .text(action?.roles.first ?? ""), .text("due"),
                .int(since.dayNumber),
                .int(since.dayNumber), .text(""), .text(record.pending == nil ? "over" : "running"),
            ]
        ]
    }

    /// A clock's row: for those that stand in somebody's list, or stood there. A clock that nobody owns, or that has no day,
    /// is on the case page and in no list.
    private func clock(
        _ id: String, _ before: DossierState?, _ state: DossierState, _ definition: DossierDefinition
    ) -> [SQLValue]? {
        guard let clock = state.clocks[id], let rule = definition.clock(id), let owner = rule.owner,
            clock.due != nil || before?.clocks[id]?.due != nil
        else { return nil }
        let standing = clock.isOver ? "over" : clock.pausedOn != nil ? "paused" : "running"
        return [
            .text(id), .text(owner), .text(rule.kind.rawValue), .int(clock.startedOn.dayNumber),
            .optional(clock.due?.dayNumber), .text(clock.basis), .text(standing),
        ]
    }
}

extension SummaryLine {
    /// The line's answers: all of them joined by spaces, or the first.
    public func text(in state: DossierState) -> String {
        let answers = fields.compactMap { state.answer($0)?.plain }
        return joins ? answers.joined(separator: " ") : answers.first ?? ""
    }
}

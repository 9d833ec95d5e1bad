import Casework
import Crypto
import Foundation
import Rulebook
import StrictJSON

/// A stored entry made readable again.
enum EntryReader {
    /// Opens the given classes of an entry; the others stay sealed and their answers are absent.
    ///
    /// Content whose key was destroyed is absent too: erasing is final and the rest of the case stays readable.
    ///
    /// - Throws: ``LedgerError/tampered(_:)`` when sealed content does not open.
    static func entry(
        _ stored: StoredEntry, reference: Reference, keys: inout DossierKeys, classes: SealingClasses
    ) throws -> Entry {
        guard let open = try? JSON(text: stored.open), let stage = Entry.Stage(rawValue: stored.stage) else {
            throw LedgerError.tampered("case \(reference)")
        }
        var fields: Answers = [:]
        var aside: [String: String] = [:]
        for member in open["f"]?.members ?? [] { fields[member.key] = FieldValue(stored: member.value) }
        try unseal(classes, of: stored, reference, &keys, &fields, &aside)
        return Entry(
            version: stored.version, record: stored.record, instance: stored.instance, action: stored.action,
            stage: stage,
            actor: Actor(account: stored.account, role: stored.role, organisation: stored.organisation),
            purpose: stored.purpose,
            occurredOn: CivilDate(dayNumber: stored.occurredOn), recordedAt: Instant(milliseconds: stored.recordedAt),
            fields: fields, aside: aside, effects: open["e"].map { Effects(stored: $0) } ?? Effects())
    }

    /// An opened entry with further classes of it.
    static func entry(
        _ entry: Entry, with classes: SealingClasses, of stored: StoredEntry, reference: Reference,
        keys: inout DossierKeys
    ) throws -> Entry {
        guard !classes.isEmpty, !stored.sealed.isEmpty else { return entry }
        var (fields, aside) = (entry.fields, entry.aside)
        try unseal(classes, of: stored, reference, &keys, &fields, &aside)
        return Entry(
            version: entry.version, record: entry.record, instance: entry.instance, action: entry.action,
            stage: entry.stage, actor: entry.actor, purpose: entry.purpose, occurredOn: entry.occurredOn,
            recordedAt: entry.recordedAt, fields: fields, aside: aside, effects: entry.effects)
    }

    private static func unseal(
        _ classes: SealingClasses, of stored: StoredEntry, _ reference: Reference, _ keys: inout DossierKeys,
        _ fields: inout Answers, _ aside: inout [String: String]
    ) throws {
        if !stored.sealed.isEmpty, !classes.isEmpty {
            guard let segments = stored.segments else { throw LedgerError.tampered("case \(reference)") }
            for (sealingClass, bytes) in segments where classes.contains(sealingClass) {
                let key: SymmetricKey?
                do {
                    key = try keys.key(for: sealingClass)
                } catch LedgerError.erased {
                    continue
                }
                guard let key else { throw LedgerError.tampered("case \(reference)") }
                let content = try Sealer.open(
                    bytes, key: key, reference: reference, version: stored.version, class: sealingClass)
                guard let json = try? content.withUnsafeBytes({ try JSON($0.bindMemory(to: UInt8.self)) }) else {
                    throw LedgerError.tampered("case \(reference)")
                }
                let members = json.members ?? []
                fields.reserveCapacity(fields.count + members.count)
                for member in members {
                    if member.key == "?" {
                        for other in member.value.members ?? [] { aside[other.key] = other.value.string }
                    } else {
                        fields[member.key] = FieldValue(stored: member.value)
                    }
                }
            }
        }
    }
}

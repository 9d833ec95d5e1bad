import Access
import Casework
import Foundation
import Law
import Ledger
import Rulebook
import TestSupport
import Testing

/// Asks the kernel for every action of every record as every role and for every purpose, and compares whom it would let with
/// `docs/who-does-what.md`. A new action or record has no row there and so fails until somebody has written and read one
/// (`FIRMGROUND_WRITE_TABLES=1` writes what is).
@Suite("The table of who does what")
struct WhoDoesWhatTests {
    private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../docs/who-does-what.md")
    private static let purposes = UnitedKingdom.rulebook.purposes.keys.sorted()

    @Test("Whom the kernel lets do what, and for which purpose, is what the table says")
    func table() throws {
        var text = Self.head
        for dossier in UnitedKingdom.rulebook.dossiers {
            text += "\n## \(dossier.title.english)\n\n| Record | Action | Who, and for what |\n|---|---|---|\n"
            for record in dossier.records {
                for action in record.actions {
                    text += "| `\(record.id)` | `\(action.id)` | \(Self.who(dossier.id, record.id, action.id)) |\n"
                }
            }
        }
        if ProcessInfo.processInfo.environment["FIRMGROUND_WRITE_TABLES"] == "1" {
            try text.write(to: Self.file, atomically: true, encoding: .utf8)
        }
        let kept = (try? String(contentsOf: Self.file, encoding: .utf8)) ?? ""
        for (now, then) in zip(text.split(separator: "\n"), kept.split(separator: "\n")) where now != then {
            Issue.record("Does: \(now)\nAgreed: \(then)")
        }
        #expect(text == kept, "who does what differs from docs/who-does-what.md")
    }

    /// The roles that the kernel does not turn away, those with the same purposes together.
    private static func who(_ kind: String, _ record: String, _ action: String) -> String {
        var groups: [(purposes: String, roles: [String])] = []
        for role in UnitedKingdom.rulebook.roles.map(\.id) {
            let taken = purposes.filter { isLet(kind, record, action, role, $0) }
            if taken.isEmpty { continue }
            let words = taken.count == purposes.count ? "any purpose" : taken.joined(separator: ", ")
            if let place = groups.firstIndex(where: { $0.purposes == words }) {
                groups[place].roles.append(role)
            } else {
                groups.append((words, [role]))
            }
        }
        let told = groups.map { "\($0.roles.joined(separator: ", ")) (\($0.purposes))" }
        return told.isEmpty ? "–" : told.joined(separator: "; ")
    }

    private static func isLet(_ kind: String, _ record: String, _ action: String, _ role: String, _ purpose: String)
        -> Bool
    {
        let day = UnitedKingdom.day("2026-11-20")
        let request = ActionRequest(
            record: record, action: action, actor: Actor(account: "a", role: role, organisation: "o"),
            purpose: purpose, occurredOn: day)
        let decision = UnitedKingdom.casework.decide(
            request, on: nil, kind: kind, today: day, now: Instant(milliseconds: 0))
        guard case .refused(let refusal) = decision else { return true }
        return !refusal.reasons.contains { ["not_your_role", "wrong_purpose"].contains($0.code) }
    }

    private static let head = """
        # Who does what

        Every action of every record, and which roles may try it for which purpose. On a case they must see it too, in the way that
        [who sees what](who-sees-what.md) tells, and the record must stand where the action starts. A test asks the kernel for each
        (`WhoDoesWhatTests`).

        """
}

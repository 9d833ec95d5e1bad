import Access
import Casework
import Foundation
import Ledger
import Rulebook
import TestSupport
import Testing

/// Walks every role, purpose, relation and state of consent, looks at what each is shown of every record and sealing class, and
/// compares that with `docs/who-sees-what.md`, which people read and agree on. A new role, purpose, record or class changes the walk
/// and so has to be written there: `FIRMGROUND_WRITE_TABLES=1` writes what is, for somebody to read before it is kept.
@Suite("The table of who sees what")
struct WhoSeesWhatTests {
    static let roles = UnitedKingdom.rulebook.roles.map(\.id)
    static let purposes = UnitedKingdom.rulebook.purposes.keys.sorted()

    private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../docs/who-sees-what.md")

    @Test("What everybody sees is what the table says, in every relation and however consent stands")
    func table() async throws {
        let cases = try await WalkedCases.made.value
        let text = try await WhoSeesWhatTests.walk(cases)
        if ProcessInfo.processInfo.environment["FIRMGROUND_WRITE_TABLES"] == "1" {
            try text.write(to: Self.file, atomically: true, encoding: .utf8)
        }
        let kept = (try? String(contentsOf: Self.file, encoding: .utf8)) ?? ""
        let (seen, agreed) = (text.split(separator: "\n"), kept.split(separator: "\n"))
        for (now, then) in zip(seen, agreed) where now != then {
            Issue.record("Seen: \(now)\nAgreed: \(then)")
            break
        }
        #expect(text == kept, "what is seen differs from docs/who-sees-what.md")
    }

    /// What one role sees for one purpose, case by case.
    private struct Row: Sendable {
        let role: String
        let purpose: String
        let cells: [[String]]
    }

    private static func walk(_ cases: WalkedCases) async throws -> String {
        let rows = try await withThrowingTaskGroup(of: Row.self) { group in
            for role in roles {
                for purpose in purposes {
                    group.addTask { try await row(cases, role, purpose) }
                }
            }
            return try await group.reduce(into: [String: Row]()) { $0["\($1.role) \($1.purpose)"] = $1 }
        }
        var text = head
        for role in UnitedKingdom.rulebook.roles {
            text += "\n## \(role.title.english) (`\(role.id)`)\n"
            var isBlind = true
            for purpose in purposes {
                guard let row = rows["\(role.id) \(purpose)"], row.cells.contains(where: { $0.contains { $0 != "–" } })
                else { continue }
                isBlind = false
                text += "\n### for `\(purpose)`\n\n"
                text += "| | " + WalkedCases.Agreement.allCases.map(\.rawValue).joined(separator: " | ") + " |\n"
                text += "|---|" + WalkedCases.Agreement.allCases.map { _ in "---|" }.joined() + "\n"
                for (tie, cells) in zip(WalkedCases.Tie.allCases, row.cells) {
                    text += "| \(tie.rawValue) | " + cells.joined(separator: " | ") + " |\n"
                }
            }
            text += isBlind ? "\nNothing, whatever the purpose.\n" : "\nFor every other purpose: nothing.\n"
        }
        return text
    }

    private static func row(_ cases: WalkedCases, _ role: String, _ purpose: String) async throws -> Row {
        let account = WalkedCases.account(role)
        var cells: [[String]] = []
        for tie in WalkedCases.Tie.allCases {
            var line: [String] = []
            for agreement in WalkedCases.Agreement.allCases {
                let reference = try cases.reference(tie, agreement)
                do {
                    let view = try await cases.access.view(reference, for: account, purpose: purpose)
                    line.append(words(view))
                } catch LedgerError.unknownReference {
                    line.append("–")
                }
            }
            cells.append(line)
        }
        return Row(role: role, purpose: purpose, cells: cells)
    }

    private static let letters: [SealingClass: String] = [
        .open: "O", .personal: "P", .contact: "C", .location: "L", .narrative: "N", .immigration: "I",
        .intelligence: "X",
    ]

    /// The records shown, each with the classes of the answers that are.
    private static func words(_ view: DossierView) -> String {
        var seen: [String: Set<SealingClass>] = [:]
        for record in view.records {
            guard let definition = UnitedKingdom.caseDefinition.record(record.id) else { continue }
            let labels = Set(
                record.sections.flatMap(\.lines).map(\.label) + (record.pending?.lines.map(\.label) ?? []))
            let classes = definition.fields.filter { labels.contains($0.label.english) }.map(\.sealingClass)
            seen[record.id, default: []].formUnion(classes)
        }
        let parts = UnitedKingdom.caseDefinition.records.compactMap { record -> String? in
            guard let classes = seen[record.id] else { return nil }
            return record.id + " " + (classes.isEmpty ? "·" : classes.sorted().compactMap { letters[$0] }.joined())
        }
        // Records with the same letters stand together.
        var grouped: [(letters: String, records: [String])] = []
        for part in parts {
            let pieces = part.split(separator: " ")
            if let place = grouped.firstIndex(where: { $0.letters == pieces[1] }) {
                grouped[place].records.append(String(pieces[0]))
            } else {
                grouped.append((String(pieces[1]), [String(pieces[0])]))
            }
        }
        return grouped.map { "**\($0.letters)** " + $0.records.joined(separator: ", ") }.joined(separator: "; ")
    }

    private static let head = """
        # Who sees what

        What each role is shown of a case, for each purpose, by what they have to do with it and how consent stands. A test opens the
        cases and compares (`WhoSeesWhatTests`); the product shows the lines of the rulebook behind it at `/who-sees-what`.

        Letters: **O** open (how it stands), **P** personal, **C** contact, **L** location, **N** narrative, **I** immigration,
        **X** intelligence; **·** that the record is there and no answer of it; **–** nothing: the case is as absent as one that does
        not exist.

        The walker is in no organisation that an answer of the case names, and had no part in opening it.

        """
}
